import Persistence
import Synchronization

/// Counts the changes that listings, product pages and the site's head show. Whoever keeps rendered answers
/// keeps the number with them and throws them away when it has moved on.
package final class CatalogGeneration: Sendable {
  private let counter = Atomic<UInt64>(1)

  /// A counter that begins at 1.
  package init() {}

  /// The number of the present state.
  package var current: UInt64 { counter.load(ordering: .acquiring) }

  /// Moves on.
  package func advance() { counter.add(1, ordering: .acquiringAndReleasing) }

  /// Moves on once the transaction is committed.
  package func advance(after tx: Transaction) { tx.afterCommit { [self] in advance() } }
}
