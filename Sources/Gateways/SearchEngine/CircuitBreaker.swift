import Synchronization

/// Leaves somebody who does not answer alone for a while, then asks once whether that has passed.
package final class CircuitBreaker: Sendable {
  private struct State {
    var failures = 0
    /// When one call may try again; `nil` while all may.
    var closedUntil: ContinuousClock.Instant?
    var isTrying = false
  }

  private let limit: Int
  private let pause: Duration
  private let now: @Sendable () -> ContinuousClock.Instant
  private let state = Mutex(State())

  /// Opens after so many failures in a row, and stays open for so long.
  package init(
    failures: Int = 3, pause: Duration = .seconds(10),
    now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
  ) {
    limit = failures
    self.pause = pause
    self.now = now
  }

  /// Whether calls are held back.
  package var isOpen: Bool { state.withLock { $0.closedUntil != nil } }

  /// Whether a call may be made; who may tells `succeeded` or `failed` afterwards.
  package func mayCall() -> Bool {
    state.withLock { state in
      guard let until = state.closedUntil else { return true }
      guard !state.isTrying, now() >= until else { return false }
      state.isTrying = true
      return true
    }
  }

  /// A call was answered.
  package func succeeded() { state.withLock { $0 = State() } }

  /// A call was not answered.
  package func failed() {
    state.withLock { state in
      state.failures += 1
      state.isTrying = false
      if state.failures >= limit { state.closedUntil = now() + pause }
    }
  }

  /// A call ended without telling anything, as when it was given up.
  package func abandoned() { state.withLock { $0.isTrying = false } }
}
