import Foundation
import Testing

@testable import Web

/// One end of a connection to the server.
private final class Client {
  private let descriptor: Int32

  init(_ port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try #require(result == 0)
  }

  deinit { close(descriptor) }

  func send(_ text: String) {
    _ = text.withCString { Foundation.send(descriptor, $0, strlen($0), Int32(MSG_NOSIGNAL)) }
  }

  /// What comes next; empty at the end of the connection.
  func receive() async -> String {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { [descriptor] in
        var buffer = [UInt8](repeating: 0, count: 65536)
        let count = read(descriptor, &buffer, buffer.count)
        continuation.resume(returning: String(decoding: buffer.prefix(max(0, count)), as: UTF8.self))
      }
    }
  }
}

@Suite(.serialized)
struct CrowdTests {
  private static let routes: [Route] = [
    .page(.get, "/hello", .anyone) { _ in .text("hello") },
    .api(.post, "/notes", "Note", tag: "T", .signedIn, answer: Echo.self, bodyKind: .any) { _ in
      Echo(text: "noted")
    },
  ]

  private func serving(_ limits: ConnectionLimits, _ body: (Int, WebApplication) async throws -> Void)
    async throws
  {
    try await withServer(Self.routes, configure: { $0.connections = limits }, body)
  }

  private func limits(total: Int, perAddress: Int = 1000) -> ConnectionLimits {
    var limits = ConnectionLimits()
    (limits.total, limits.perAddress) = (total, perAddress)
    return limits
  }

  private func hello(_ client: Client) async -> String {
    client.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
    return await client.receive()
  }

  @Test func idleConnectionsGiveWayToNewcomers() async throws {
    try await serving(limits(total: 8)) { port, application in
      let idle = try (1...8).map { _ in try Client(port) }
      for client in idle { #expect(await hello(client).hasPrefix("HTTP/1.1 200")) }
      let newcomer = try Client(port)
      #expect(await hello(newcomer).hasPrefix("HTTP/1.1 200"))
      #expect(await idle[0].receive() == "")
      #expect(await hello(idle[7]).hasPrefix("HTTP/1.1 200"))
      #expect(application.services.metrics.render().contains("souk_connections_open 8\n"))
    }
  }

  @Test func anAddressLosesItsOwn() async throws {
    try await serving(limits(total: 100, perAddress: 4)) { port, application in
      var clients: [Client] = []
      for _ in 1...6 {
        clients.append(try Client(port))
        #expect(await hello(clients[clients.count - 1]).hasPrefix("HTTP/1.1 200"))
      }
      #expect(await clients[0].receive() == "")
      #expect(await clients[1].receive() == "")
      #expect(await hello(clients[2]).hasPrefix("HTTP/1.1 200"))
      #expect(
        application.services.metrics.render().contains(
          #"souk_connections_cut_total{reason="ended_for_address"} 2"#))
    }
  }

  @Test func aFloodLeavesTheServerServing() async throws {
    try await serving(limits(total: 2)) { port, _ in
      for _ in 1...20 {
        let flood = try (1...50).map { _ in try Client(port) }
        for client in flood { client.send("GET /hello HTTP/1.1\r\n") }
      }
      var answer = ""
      // A newcomer may be refused while all the others are being set up.
      while !answer.hasPrefix("HTTP/1.1 200") { answer = await hello(try Client(port)) }
      #expect(answer.hasSuffix("hello"))
    }
  }

  @Test func earlyAnswersEndTheConnection() async throws {
    try await serving(limits(total: 100)) { port, _ in
      let client = try Client(port)
      client.send(
        "POST /api/v1/notes HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\n")
      let answer = await client.receive()
      #expect(answer.hasPrefix("HTTP/1.1 401") && answer.lowercased().contains("connection: close"))
      #expect(await client.receive() == "")
      let whole = try Client(port)
      whole.send(
        "POST /api/v1/notes HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\nnote")
      let kept = await whole.receive()
      #expect(kept.hasPrefix("HTTP/1.1 401") && !kept.lowercased().contains("connection: close"))
      #expect(await hello(whole).hasPrefix("HTTP/1.1 200"))
    }
  }
}
