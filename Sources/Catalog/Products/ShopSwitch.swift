import Kernel
import Persistence
import Vendors

/// Shows a shop's products when it is approved and hides them when it is not any more.
package struct ShopSwitch: ShopListing {
  let generation: CatalogGeneration

  /// A switch that tells listings' caches by `generation`.
  package init(generation: CatalogGeneration) { self.generation = generation }

  /// Lists or hides the shop's active products.
  package func shopStatusChanged(_ shop: ShopID, isOpen: Bool, _ tx: Transaction) throws {
    if isOpen { try ProductStore.list(of: shop, tx) } else { try ProductStore.hide(of: shop, tx) }
    generation.advance(after: tx)
  }

  /// Whether the shop has a product that was not deleted.
  package func hasProducts(_ shop: ShopID, _ snapshot: Snapshot) throws -> Bool {
    try ShopProductStore.hasAny(shop, snapshot)
  }

  /// Throws away what caches show of the shop.
  package func shopLookChanged(_ shop: ShopID, _ tx: Transaction) { generation.advance(after: tx) }
}
