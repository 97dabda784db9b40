import Kernel
import Synchronization

/// Tells the connections of a pool when their plans are old. PostgreSQL keeps the plans of prepared statements and of
/// its foreign keys until the next ANALYZE, and those that it made for empty tables read them from one end to the
/// other however long they have become. A fresh plan looks at a table's present length, so plans are made anew when
/// any table is twice as long as it was: not often, and never later than `interval` after it grew.
final class PostgresPlans: Sendable {
  private struct State {
    /// Bytes of each table, by its number, when the present plans were made.
    var lengths: [Int64: Int64] = [:]
    var nextLook: ContinuousClock.Instant
    /// Plans of an earlier generation are old.
    var generation = 0
  }

  private let interval: Duration?
  private let state: Mutex<State>

  /// `interval` is the time between two looks at the tables; `nil` for none.
  init(interval: Duration?, now: ContinuousClock.Instant) {
    self.interval = interval
    state = Mutex(State(nextLook: now))
  }

  /// Plans of an earlier generation are old.
  var generation: Int { state.withLock { $0.generation } }

  /// True when it is time for a look, for one of those who ask at the same time.
  func claimsLook(_ now: ContinuousClock.Instant) -> Bool {
    guard let interval else { return false }
    return state.withLock { state in
      guard now >= state.nextLook else { return false }
      state.nextLook = now.advanced(by: interval)
      return true
    }
  }

  /// Compares how long the tables are with how long they were. A table that became shorter counts from there.
  func note(_ lengths: [Int64: Int64]) {
    state.withLock { state in
      let hasGrown = lengths.contains { table, length in
        let before = state.lengths[table] ?? 0
        return length > before && length >= 2 * before
      }
      if hasGrown {
        state.generation += 1
        state.lengths = lengths
      } else {
        state.lengths = lengths.reduce(into: [:]) { $0[$1.key] = min($1.value, state.lengths[$1.key] ?? 0) }
      }
    }
  }
}
