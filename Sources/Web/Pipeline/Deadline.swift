import Kernel
import Synchronization

/// The work took longer than it may.
package struct DeadlinePassed: Error {
  package init() {}
}

/// A continuation that the first of several runners resumes.
final class Race<Value: Sendable>: Sendable {
  private let continuation: Mutex<CheckedContinuation<Value, any Error>?>

  init(_ continuation: CheckedContinuation<Value, any Error>) {
    self.continuation = Mutex(continuation)
  }

  func finish(_ result: Result<Value, any Error>) {
    let first = continuation.withLock { held in
      defer { held = nil }
      return held
    }
    first?.resume(with: result)
  }
}

/// Bounds the time that waiting for work takes. Work that doesn't heed its cancellation goes on in the
/// background, but the client is not kept waiting for it.
package final class Deadline: Sendable {
  private struct Entry: Sendable {
    let due: ContinuousClock.Instant
    let expire: @Sendable () -> Void
    var isExpired = false

    init(due: ContinuousClock.Instant, expire: @escaping @Sendable () -> Void) {
      self.due = due
      self.expire = expire
    }
  }

  private struct State: Sendable {
    var entries: [UInt64: Entry] = [:]
    /// Work that was over before its entry was added.
    var finished: Set<UInt64> = []
    var lastKey: UInt64 = 0
    var isTicking = false
  }

  /// How late a deadline may be noticed. One sweep for all costs less than a timer for each.
  static let tickMilliseconds = 250

  private let state = Mutex(State())

  /// One for many pieces of work.
  package init() {}

  /// The result of the work. Throws `DeadlinePassed` when it takes longer than this.
  func run<Value: Sendable>(
    seconds: Int, _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try await run(within: .seconds(seconds), work)
  }

  /// The same to a part of a second; it is noticed up to a quarter of one late.
  package func run<Value: Sendable>(
    within time: Duration, _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      let race = Race(continuation)
      let key = reserveKey()
      let task = Task {
        do {
          race.finish(.success(try await work()))
        } catch {
          race.finish(.failure(error))
        }
        remove(key)
      }
      add(
        key,
        Entry(due: .now + time) {
          race.finish(.failure(DeadlinePassed()))
          task.cancel()
        })
    }
  }

  private func reserveKey() -> UInt64 {
    state.withLock { state in
      state.lastKey += 1
      return state.lastKey
    }
  }

  /// Work can be over before its entry is added.
  private func add(_ key: UInt64, _ entry: Entry) {
    let mustTick = state.withLock { state in
      if state.finished.remove(key) != nil { return false }
      state.entries[key] = entry
      defer { state.isTicking = true }
      return !state.isTicking
    }
    if mustTick { startTicking() }
  }

  private func remove(_ key: UInt64) {
    state.withLock { state in
      if state.entries.removeValue(forKey: key) == nil { state.finished.insert(key) }
    }
  }

  /// Sweeps until nothing is left to watch.
  private func startTicking() {
    Task {
      while true {
        try? await Task.sleep(for: .milliseconds(Deadline.tickMilliseconds))
        let now = ContinuousClock.now
        let (expired, isIdle) = state.withLock { state in
          let expired = state.entries.filter { !$0.value.isExpired && $0.value.due <= now }
          for key in expired.keys { state.entries[key]?.isExpired = true }
          if state.entries.isEmpty { state.isTicking = false }
          return (expired.values.map(\.expire), state.entries.isEmpty)
        }
        for expire in expired { expire() }
        if isIdle { return }
      }
    }
  }
}
