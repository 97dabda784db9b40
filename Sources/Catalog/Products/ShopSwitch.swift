import Kernel
import Persistence
import Vendors

/// Shows a shop's products when it is approved and hides them when it is not any more.
package struct ShopSwitch: ShopListing {
  let generation: CatalogGeneration

  /// A switch that tells listings' caches by `generation`.
  package init(generation: CatalogGeneration) { self.generation = generation }

  package func shopStatusChanged(_ shop: ShopID, isOpen: Bool, _ tx: Transaction) throws {
    if isOpen {
      try tx.run(
        """
        UPDATE products SET is_listed = TRUE,
          listed_at = CASE WHEN listed_at = 0 THEN \(tx.now) ELSE listed_at END
        WHERE shop_id = \(shop) AND status = \(ProductStatus.active) AND deleted_at IS NULL
        """)
    } else {
      try tx.run("UPDATE products SET is_listed = FALSE WHERE shop_id = \(shop) AND is_listed = TRUE")
    }
    generation.advance(after: tx)
  }
}
