import Logging
import NIOCore
import Synchronization

/// What can become of a connection against its client's will.
enum ConnectionEvent: String, CaseIterable, Sendable {
  /// Refused: all connections that there may be are busy.
  case refusedForRoom = "refused_for_room"
  /// Refused: all connections that its address may have are busy.
  case refusedForAddress = "refused_for_address"
  /// Ended while it waited for a request, because others needed the room.
  case endedForRoom = "ended_for_room"
  /// Ended while it waited for a request, because its address opened more than it may have.
  case endedForAddress = "ended_for_address"
  /// Not accepted: the process or the system has no descriptor left.
  case notAccepted = "not_accepted"
  /// Ended because the head of a request didn't come.
  case slowHead = "slow_head"
  /// Ended because a content went on and on after the answer.
  case endlessContent = "endless_content"
  /// Ended because the client took nothing of the answer.
  case stalled

  /// Whether the log tells of it. The others are everyday life of browsers and bad lines.
  var isTold: Bool {
    switch self {
    case .slowHead, .stalled: false
    default: true
    }
  }
}

/// Counts what becomes of connections, and tells the log in one line a second at most.
final class ConnectionNotices: Sendable {
  private struct State {
    var counts: [ConnectionEvent: Int] = [:]
    var address: String?
    var open = 0
    var limit = 0
    var isScheduled = false
  }

  private static let secondsBetweenLines: Int64 = 1

  private let counters: [ConnectionEvent: Counter]
  private let logger: Logger
  private let state = Mutex(State())

  init(metrics: Metrics, logger: Logger) {
    self.logger = logger
    counters = Dictionary(
      uniqueKeysWithValues: ConnectionEvent.allCases.map { event in
        let counter = metrics.counter(
          "souk_connections_cut_total",
          "Connections that were refused or ended, and attempts to accept that failed.",
          labels: ["reason": event.rawValue])
        return (event, counter)
      })
  }

  /// Counts an event; `loop` writes the line.
  func note(
    _ event: ConnectionEvent, count: Int, address: String?, open: Int, limit: Int, on loop: any EventLoop
  ) {
    counters[event]?.increment(by: Int64(count))
    guard event.isTold else { return }
    let mustSchedule = state.withLock { state in
      state.counts[event, default: 0] += count
      state.address = address ?? state.address
      (state.open, state.limit) = (open, limit)
      defer { state.isScheduled = true }
      return !state.isScheduled
    }
    guard mustSchedule else { return }
    loop.scheduleTask(in: .seconds(ConnectionNotices.secondsBetweenLines)) { [self] in writeLine() }
  }

  private func writeLine() {
    let told = state.withLock { state in
      defer { state = State() }
      return state
    }
    var metadata: Logger.Metadata = ["open": "\(told.open)", "limit": "\(told.limit)"]
    for (event, count) in told.counts { metadata[event.rawValue] = "\(count)" }
    if let address = told.address { metadata["last_client"] = "\(address)" }
    logger.warning("connections were refused or ended", metadata: metadata)
  }
}
