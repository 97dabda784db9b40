import Kernel
import Persistence
import Vendors

/// Shows a shop's products when it is approved and hides them when it is not any more.
package struct ShopSwitch: ShopListing {
  private let changes: CatalogChanges

  /// A switch that notes what changes.
  package init(changes: CatalogChanges) { self.changes = changes }

  /// Lists or hides the shop's active products.
  package func shopStatusChanged(_ shop: ShopID, isOpen: Bool, _ tx: Transaction) throws {
    if isOpen { try ProductStore.list(of: shop, tx) } else { try ProductStore.hide(of: shop, tx) }
    try changes.note(.shop(shop), tx)
  }

  /// Whether the shop has a product that was not deleted.
  package func hasProducts(_ shop: ShopID, _ snapshot: Snapshot) throws -> Bool {
    try ShopProductStore.hasAny(shop, snapshot)
  }

  /// Has thrown away what is kept of the shop.
  package func shopLookChanged(_ shop: ShopID, _ tx: Transaction) throws { try changes.note(.shop(shop), tx) }
}
