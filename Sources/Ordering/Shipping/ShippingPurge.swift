import Areas
import Kernel
import Persistence
import Vendors

/// Removes how a shop that can't be restored any more delivered. Its orders keep their own copies.
struct ShippingPurge: ShopPurging {
  /// Removes all options at once; there are few.
  func purge(_ shop: ShopID, _ tx: Transaction) throws -> ShopPurgeProgress {
    try ShippingStore.replace([], of: shop, tx)
    return .done
  }
}
