import Kernel
import Persistence
import Vendors

/// Removes how a shop that can't be restored any more delivered. Its orders keep their own copies.
package struct ShippingPurge: ShopPurging {
  /// Needs nothing.
  package init() {}

  /// Removes all options at once; there are few.
  package func purge(_ shop: ShopID, _ tx: Transaction) throws -> ShopPurgeProgress {
    try ShippingStore.replace([], of: shop, tx)
    return .done
  }
}
