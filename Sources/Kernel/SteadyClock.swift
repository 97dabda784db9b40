import Foundation
import Synchronization

/// The time of the machine as long as it goes on like time: counted on from the start by what has passed, and corrected by
/// the clock on the wall. When that leaps, as by a wrong time server, durations go on as before; a leap that stands for a
/// while is how late it is.
package final class SteadyClock: Sendable {
  /// What time servers correct in one go.
  private static let toleranceMilliseconds: Int64 = 2_000
  /// So long another time has to stand before it is believed.
  package static let settlingMilliseconds: Int64 = 60_000

  private struct State {
    /// What the wall is ahead of what has passed.
    var offset: Int64
    var leap: (offset: Int64, since: Int64)?
  }

  private let wall: @Sendable () -> Int64
  private let passed: @Sendable () -> Int64
  private let state: Mutex<State>

  /// A clock of these two, in milliseconds: what the wall shows, and what has passed since some moment.
  package init(
    wall: @escaping @Sendable () -> Int64 = { Timestamp.system().milliseconds },
    passed: @escaping @Sendable () -> Int64 = SteadyClock.sinceBoot
  ) {
    self.wall = wall
    self.passed = passed
    state = Mutex(State(offset: wall() - passed()))
  }

  /// The current moment.
  package func now() -> Timestamp {
    let passed = passed()
    let offset = wall() - passed
    let trusted = state.withLock { state in
      if SteadyClock.isNear(offset, state.offset) {
        state = State(offset: offset)
      } else if let leap = state.leap, SteadyClock.isNear(offset, leap.offset) {
        if passed - leap.since >= SteadyClock.settlingMilliseconds { state = State(offset: offset) }
      } else {
        state.leap = (offset, passed)
      }
      return state.offset
    }
    return Timestamp(milliseconds: passed + trusted)
  }

  private static func isNear(_ one: Int64, _ other: Int64) -> Bool {
    abs(one - other) <= toleranceMilliseconds
  }

  /// Milliseconds since the machine started, those that it slept included.
  package static let sinceBoot: @Sendable () -> Int64 = {
    var moment = timespec()
    clock_gettime(CLOCK_BOOTTIME, &moment)
    return Int64(moment.tv_sec) * 1000 + Int64(moment.tv_nsec) / 1_000_000
  }
}
