import Kernel
import Synchronization

/// A clock that only moves when a test says so.
package final class TestClock: Sendable {
  private let moment: Mutex<Timestamp>

  /// A clock that stands at this moment.
  package init(_ start: Timestamp = Timestamp(milliseconds: 1_767_225_600_000)) { moment = Mutex(start) }

  /// The clock as features know it.
  package var clock: Clock { Clock { [self] in now } }

  /// Where it stands.
  package var now: Timestamp { moment.withLock { $0 } }

  /// Moves it on.
  package func advance(seconds: Int64) { moment.withLock { $0 = $0.adding(seconds: seconds) } }
}
