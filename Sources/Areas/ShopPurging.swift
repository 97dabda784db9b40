import Kernel
import Persistence

/// How far an area came with removing what it keeps about a shop.
package enum ShopPurgeProgress: Sendable {
  /// Nothing is left but what the books need.
  case done
  /// There is more; call again in another transaction, so that none takes long.
  case more
  /// Something still needs it, as stock that belongs to an order; try again at another time.
  case blocked
}

/// Removes what an area keeps about a shop that can't be restored any more. Implemented by every area that
/// keeps something; what orders and the ledger need stays.
package protocol ShopPurging: Sendable {
  /// Removes some of it in this transaction. Files are left to a job after the commit.
  func purge(_ shop: ShopID, _ tx: Transaction) throws -> ShopPurgeProgress
}
