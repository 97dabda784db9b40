import Kernel
import Synchronization

/// What transactions get from their database.
struct TransactionEnvironment: Sendable {
  let clock: Clock
  let commits: CommitListeners
  var beforeCommit: @Sendable (Transaction) throws -> Void = { _ in }
  var keyedTransactions: (any KeyedTransactions)? = nil
  var trace: (@Sendable (TracedStatement) -> Void)? = nil
}

/// Those who want to know that a committed transaction left events or jobs.
final class CommitListeners: Sendable {
  private let actions = Mutex<[Int: @Sendable () -> Void]>([:])
  private let nextKey = Atomic<Int>(0)

  func add(_ action: @escaping @Sendable () -> Void) -> Int {
    let key = nextKey.add(1, ordering: .relaxed).newValue
    actions.withLock { $0[key] = action }
    return key
  }

  func remove(_ key: Int) { actions.withLock { _ = $0.removeValue(forKey: key) } }

  func wake() {
    let present = actions.withLock { Array($0.values) }
    for action in present { action() }
  }
}
