import Kernel
import Persistence
import Synchronization

/// How long another node may go on with rules that were changed here.
private let maximumAge = Duration.seconds(5)

/// The rules in memory, so that a checkout does not read them again. A change on this node counts at once, on
/// others after five seconds.
package final class CommissionCache: Sendable {
  private struct State {
    var generation = 0
    var book: CommissionBook?
    var readAt = ContinuousClock.now
  }

  private let state = Mutex(State())

  /// An empty cache.
  package init() {}

  /// The rules as they are, from memory or read now.
  func book(_ snapshot: Snapshot) throws -> CommissionBook {
    let (known, generation) = state.withLock { state in
      let isFresh = state.readAt.duration(to: .now) < maximumAge
      return (isFresh ? state.book : nil, state.generation)
    }
    if let known { return known }
    let book = try CommissionStore.book(snapshot)
    state.withLock { state in
      // A change came in between: what was read may be from before it.
      guard state.generation == generation else { return }
      state.book = book
      state.readAt = .now
    }
    return book
  }

  /// Forgets the rules; to be called after the commit of a change.
  func invalidate() {
    state.withLock { state in
      state.generation += 1
      state.book = nil
    }
  }
}
