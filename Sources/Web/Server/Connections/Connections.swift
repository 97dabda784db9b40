import Logging
import NIOCore
import Synchronization

/// The open connections of clients. Nobody takes all the room: who is at a limit loses the connection that waits longest
/// without a request, and only when all are busy a newcomer is refused.
final class Connections: Sendable {
  private struct State {
    var open: [ObjectIdentifier: Connection] = [:]
    var networks: [String: [ObjectIdentifier: Connection]] = [:]

    mutating func add(_ connection: Connection) {
      let key = ObjectIdentifier(connection.channel)
      open[key] = connection
      if let network = connection.network { networks[network, default: [:]][key] = connection }
    }

    mutating func remove(_ key: ObjectIdentifier) {
      guard let connection = open.removeValue(forKey: key), let network = connection.network else { return }
      networks[network]?[key] = nil
      if networks[network]?.isEmpty == true { networks[network] = nil }
    }
  }

  private enum Admission {
    case admitted
    case refused(ConnectionEvent)
  }

  /// When there is no room, this part of all connections goes at once, so that a flood doesn't make us look through all
  /// of them for each of its connections.
  private static let partThatGoes = 64

  let limits: ConnectionLimits
  private let clients: ClientAddress
  private let notices: ConnectionNotices
  private let state = Mutex(State())

  init(_ limits: ConnectionLimits, clients: ClientAddress, metrics: Metrics, logger: Logger) {
    self.limits = limits
    self.clients = clients
    notices = ConnectionNotices(metrics: metrics, logger: logger)
    metrics.gauge("souk_connections_open", "Connections of clients.") { [self] in Double(count) }
    metrics.gauge("souk_connections_limit", "Connections that clients may have at the same time.") {
      Double(limits.total)
    }
  }

  var count: Int { state.withLock { $0.open.count } }

  /// Whether the new connection may stay. Ends others to make room for it.
  func admit(_ channel: any Channel) -> Bool {
    let connection = Connection(channel, network: network(of: channel))
    let (admission, ended, event) = state.withLock { state in
      if let network = connection.network, let own = state.networks[network], own.count >= limits.perAddress {
        let oldest = Connections.waiting(own.values, atMost: 1)
        guard !oldest.isEmpty else {
          return (Admission.refused(.refusedForAddress), oldest, ConnectionEvent?.none)
        }
        for connection in oldest { state.remove(ObjectIdentifier(connection.channel)) }
        state.add(connection)
        return (.admitted, oldest, .endedForAddress)
      }
      guard state.open.count >= limits.total else {
        state.add(connection)
        return (.admitted, [], nil)
      }
      let oldest = Connections.waiting(
        state.open.values, atMost: max(1, limits.total / Connections.partThatGoes))
      guard !oldest.isEmpty else { return (.refused(.refusedForRoom), oldest, nil) }
      for connection in oldest { state.remove(ObjectIdentifier(connection.channel)) }
      state.add(connection)
      return (.admitted, oldest, .endedForRoom)
    }
    end(ended, event, for: channel)
    if case .refused(let event) = admission {
      note(event, from: channel)
      return false
    }
    channel.closeFuture.whenComplete { [self] _ in forget(channel) }
    return true
  }

  /// The connection's entry; makes one for a connection that came before the gate was there.
  func entry(of channel: any Channel) -> Connection {
    let key = ObjectIdentifier(channel)
    if let known = state.withLock({ $0.open[key] }) { return known }
    let connection = Connection(channel, network: network(of: channel))
    state.withLock { $0.add(connection) }
    channel.closeFuture.whenComplete { [self] _ in forget(channel) }
    return connection
  }

  /// Ends connections that wait for a request, because the process has no descriptor left.
  func makeRoom(for server: any Channel) {
    let oldest = state.withLock { state in
      let oldest = Connections.waiting(
        state.open.values, atMost: max(1, limits.total / Connections.partThatGoes))
      for connection in oldest { state.remove(ObjectIdentifier(connection.channel)) }
      return oldest
    }
    end(oldest, .endedForRoom, for: server)
  }

  /// Counts what became of a connection.
  func note(_ event: ConnectionEvent, from channel: any Channel) {
    notices.note(
      event, count: 1, address: channel.remoteAddress?.ipAddress, open: count, limit: limits.total,
      on: channel.eventLoop)
  }

  private func end(_ connections: [Connection], _ event: ConnectionEvent?, for newcomer: any Channel) {
    guard let event, let first = connections.first else { return }
    let address = first.channel.remoteAddress?.ipAddress
    for connection in connections { connection.channel.close(promise: nil) }
    notices.note(
      event, count: connections.count, address: address, open: count, limit: limits.total,
      on: newcomer.eventLoop)
  }

  private func forget(_ channel: any Channel) { state.withLock { $0.remove(ObjectIdentifier(channel)) } }

  private func network(of channel: any Channel) -> String? {
    guard let address = channel.remoteAddress?.ipAddress, !clients.isTrusted(address) else { return nil }
    return ClientAddress.rateSubject(address)
  }

  /// Those that can go, the first one first.
  private static func waiting(_ all: Dictionary<ObjectIdentifier, Connection>.Values, atMost count: Int)
    -> [Connection]
  {
    let now = NIODeadline.now()
    let waiting = all.compactMap { connection in
      connection.order(at: now).map { (order: $0, connection: connection) }
    }
    if count == 1 { return waiting.min { $0.order < $1.order }.map { [$0.connection] } ?? [] }
    return waiting.sorted { $0.order < $1.order }.prefix(count).map(\.connection)
  }
}
