import Kernel
import Synchronization

/// A check that is asked by many and runs once at a time: what hangs is not begun again by each probe.
final class RunningCheck: Sendable {
  /// What is said of a part that works.
  static let works = "ok"

  private struct State: Sendable {
    var running: Task<Void, any Error>?
    /// What the operator was told last.
    var works = true
  }

  let name: String
  var isVital: Bool { check.isVital }
  private let check: HealthCheck
  private let log: RequestLog
  private let known = Mutex(State())
  private let deadline = Deadline()

  init(_ check: HealthCheck, log: RequestLog) {
    name = check.name
    self.check = check
    self.log = log
  }

  /// Whether the part works, fails, as when it has not answered in time, or what it waits for. Why it fails is for the log
  /// alone, once until it works again.
  func state() async -> String {
    let task = current()
    do {
      try await deadline.run(within: check.patience) { try await task.value }
      note(nil)
      return RunningCheck.works
    } catch let waiting as HealthCheck.Waiting {
      return waiting.state
    } catch {
      note(error)
      return "failing"
    }
  }

  private func note(_ failure: (any Error)?) {
    let works = failure == nil
    let isNew = known.withLock { state in
      defer { state.works = works }
      return state.works != works
    }
    if isNew { log.health(of: name, failure: failure) }
  }

  private func current() -> Task<Void, any Error> {
    known.withLock { state in
      if let running = state.running { return running }
      let task = Task { [self] in
        defer { self.known.withLock { $0.running = nil } }
        try await check.run()
      }
      state.running = task
      return task
    }
  }
}
