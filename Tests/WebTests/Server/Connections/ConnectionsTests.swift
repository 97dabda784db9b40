import Logging
import NIOCore
import NIOEmbedded
import Testing

@testable import Web

struct ConnectionsTests {
  private let loop = EmbeddedEventLoop()

  private func connections(
    total: Int, perAddress: Int = 1000, proxies: [String] = [], _ metrics: Metrics = Metrics()
  ) -> Connections {
    var limits = ConnectionLimits()
    (limits.total, limits.perAddress) = (total, perAddress)
    return Connections(
      limits, clients: ClientAddress(trustedProxies: proxies), metrics: metrics, logger: Logger(label: "test")
    )
  }

  private func channel(_ address: String) throws -> EmbeddedChannel {
    let channel = EmbeddedChannel(loop: loop)
    channel.remoteAddress = try SocketAddress(ipAddress: address, port: 1)
    _ = channel.connect(to: try SocketAddress(ipAddress: address, port: 1))
    return channel
  }

  /// A channel that was admitted and waits since this many seconds after the start.
  private func waiting(
    _ connections: Connections, _ address: String, _ standing: Connection.Standing, _ seconds: Int64
  ) throws -> EmbeddedChannel {
    let channel = try channel(address)
    #expect(connections.admit(channel))
    connections.entry(of: channel).become(standing, at: .uptimeNanoseconds(0) + .seconds(seconds))
    return channel
  }

  @Test func whoWaitsLongestMakesRoom() throws {
    let connections = connections(total: 4)
    let busy = try waiting(connections, "192.0.2.1", .busy, 1)
    let idle = try waiting(connections, "192.0.2.2", .idle, 2)
    let late = try waiting(connections, "192.0.2.3", .silent, 9)
    let early = try waiting(connections, "192.0.2.4", .silent, 3)
    var gone: [Bool] { [busy, idle, late, early].map { !$0.isActive } }
    _ = try waiting(connections, "192.0.2.5", .busy, 10)
    #expect(gone == [false, false, false, true])
    _ = try waiting(connections, "192.0.2.5", .busy, 10)
    #expect(gone == [false, false, true, true])
    _ = try waiting(connections, "192.0.2.5", .busy, 10)
    #expect(gone == [false, true, true, true])
    #expect(connections.count == 4)
  }

  @Test func whoJustCameIsGivenTimeToAsk() throws {
    let connections = connections(total: 2)
    let idle = try waiting(connections, "192.0.2.1", .idle, 1)
    let newcomer = try channel("192.0.2.2")
    #expect(connections.admit(newcomer))
    connections.entry(of: newcomer).become(.silent, at: .now())
    #expect(connections.admit(try channel("192.0.2.3")))
    #expect(!idle.isActive && newcomer.isActive)
  }

  @Test func whenAllAreBusyNewcomersAreRefused() throws {
    let metrics = Metrics()
    let connections = connections(total: 2, metrics)
    let first = try waiting(connections, "192.0.2.1", .busy, 1)
    _ = try waiting(connections, "192.0.2.2", .busy, 1)
    #expect(!connections.admit(try channel("192.0.2.3")))
    #expect(first.isActive && connections.count == 2)
    #expect(metrics.render().contains(#"souk_connections_cut_total{reason="refused_for_room"} 1"#))
    _ = try first.finish()
    loop.run()
    #expect(connections.count == 1)
    #expect(connections.admit(try channel("192.0.2.3")))
  }

  @Test func anAddressHasItsShare() throws {
    let connections = connections(total: 100, perAddress: 2)
    let own = try waiting(connections, "192.0.2.1", .silent, 1)
    let other = try waiting(connections, "192.0.2.2", .silent, 0)
    _ = try waiting(connections, "192.0.2.1", .busy, 1)
    _ = try waiting(connections, "192.0.2.1", .busy, 2)
    #expect(!own.isActive && other.isActive)
    #expect(!connections.admit(try channel("192.0.2.1")))
    #expect(connections.admit(try channel("192.0.2.2")))
  }

  @Test func anIPv6NetworkIsOneAddress() throws {
    let connections = connections(total: 100, perAddress: 2)
    _ = try waiting(connections, "2001:db8::1", .busy, 1)
    _ = try waiting(connections, "2001:db8::2", .busy, 1)
    #expect(!connections.admit(try channel("2001:db8::3")))
    #expect(connections.admit(try channel("2001:db8:0:1::3")))
  }

  @Test func proxiesHaveNoShareAndGoLast() throws {
    let connections = connections(total: 3, perAddress: 1, proxies: ["10.0.0.0/8"])
    let proxies = [
      try waiting(connections, "10.0.0.1", .idle, 0), try waiting(connections, "10.0.0.1", .silent, 0),
    ]
    let client = try waiting(connections, "192.0.2.1", .idle, 5)
    _ = try waiting(connections, "10.0.0.1", .busy, 6)
    #expect(!client.isActive && proxies.allSatisfy(\.isActive))
    _ = try waiting(connections, "192.0.2.2", .busy, 7)
    #expect(proxies.map(\.isActive) == [true, false])
  }

  /// Until NIO has set it up, a connection that closes would end the listening socket.
  @Test func whoIsBeingSetUpStays() throws {
    let connections = connections(total: 1)
    let fresh = try channel("192.0.2.1")
    #expect(connections.admit(fresh))
    #expect(!connections.admit(try channel("192.0.2.2")))
    #expect(fresh.isActive)
  }

  @Test func whatFitsLeavesDescriptorsForTheRest() {
    #expect(DescriptorLimit(soft: 1024, hard: 1024).connections(reserve: 112) == 656)
    #expect(DescriptorLimit(soft: 64, hard: 64).connections(reserve: 112) == 16)
    #expect(DescriptorLimit(soft: .max, hard: .max).connections(reserve: 112) > 1_000_000)
  }
}
