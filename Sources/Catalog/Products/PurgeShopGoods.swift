import Areas
import Kernel
import Persistence
import Vendors

/// Removes the goods of a shop that can't be restored any more, with their pictures and search entries, its imports
/// stocktakes, transfers and locations, and its sitemap.
struct PurgeShopGoods: ShopPurging {
  private static let batch = 100

  private let changes: CatalogChanges
  private let slugs: ProductSlugs

  /// A purge that `changes` tell of.
  init(changes: CatalogChanges, slugs: ProductSlugs) {
    self.changes = changes
    self.slugs = slugs
  }

  /// Removes some products, or in the end the imports. Blocked while stock belongs to orders that have not left.
  func purge(_ shop: ShopID, _ tx: Transaction) throws -> ShopPurgeProgress {
    if try PurgeStore.products(of: shop, limit: Self.batch, slugs, tx) > 0 {
      changes.look(after: tx)
      return .more
    }
    try BulkEditStore.deleteAll(of: shop, tx)
    if try ShopProductStore.hasRows(shop, tx) { return .blocked }
    if try ImportStore.deleteSome(of: shop, limit: Self.batch, tx) > 0 { return .more }
    if try StockCountStore.deleteSome(of: shop, limit: Self.batch, tx) > 0 { return .more }
    if try StockTransferStore.deleteSome(of: shop, limit: Self.batch, tx) > 0 { return .more }
    try StockLocationStore.deleteAll(of: shop, tx)
    if try SearchIndex.compact(tx) { return .more }
    try tx.enqueue(RemoveSitemap(shop: shop))
    return .done
  }
}
