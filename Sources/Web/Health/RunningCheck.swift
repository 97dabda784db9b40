import Kernel
import Synchronization

/// A check that is asked by many and runs once at a time: what hangs is not begun again by each probe.
final class RunningCheck: Sendable {
  /// Balancers want to know within two seconds.
  static let patience = Duration.milliseconds(1500)

  private struct State: Sendable {
    var running: Task<Void, any Error>?
    /// What the operator was told last.
    var works = true
  }

  let name: String
  private let check: HealthCheck
  private let log: RequestLog
  private let state = Mutex(State())
  private let deadline = Deadline()

  init(_ check: HealthCheck, log: RequestLog) {
    name = check.name
    self.check = check
    self.log = log
  }

  /// Whether the part works; false when it has not said so in time. Why not is for the log alone, once until it works
  /// again.
  func works() async -> Bool {
    let task = current()
    do {
      try await deadline.run(within: RunningCheck.patience) { try await task.value }
      note(nil)
      return true
    } catch {
      note(error)
      return false
    }
  }

  private func note(_ failure: (any Error)?) {
    let works = failure == nil
    let isNew = state.withLock { state in
      defer { state.works = works }
      return state.works != works
    }
    if isNew { log.health(of: name, failure: failure) }
  }

  private func current() -> Task<Void, any Error> {
    state.withLock { state in
      if let running = state.running { return running }
      let task = Task { [self] in
        defer { self.state.withLock { $0.running = nil } }
        try await check.run()
      }
      state.running = task
      return task
    }
  }
}
