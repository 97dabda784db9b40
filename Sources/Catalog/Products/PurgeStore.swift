import Kernel
import Persistence

/// Deletes rows for good.
enum PurgeStore {
  private static let idle: SQL = "variants.reserved = 0 AND variants.allocated = 0"

  /// Answers how many products went.
  static func products(limit: Int, _ slugs: ProductSlugs, _ tx: Transaction) throws -> Int {
    let end = tx.now.adding(seconds: -productRestoreSeconds)
    return try products("deleted_at IS NOT NULL AND deleted_at <= \(end)", limit: limit, slugs, tx)
  }

  /// The same for a shop's products, deleted or not.
  static func products(
    of shop: ShopID, limit: Int, _ slugs: ProductSlugs, _ tx: Transaction
  ) throws -> Int {
    try products("shop_id = \(shop)", limit: limit, slugs, tx)
  }

  private static func products(
    _ which: SQL, limit: Int, _ slugs: ProductSlugs, _ tx: Transaction
  ) throws -> Int {
    let products: [ProductID] = try tx.values(
      """
      SELECT id FROM products WHERE \(fragment: which)
        AND NOT EXISTS (SELECT 1 FROM variants WHERE variants.product_id = products.id
          AND NOT (\(fragment: idle)))
      ORDER BY id LIMIT \(limit) \(fragment: tx.forUpdateSkipLocked)
      """)
    guard !products.isEmpty else { return 0 }
    let keys: [String] = try tx.values(
      """
      SELECT storage_key FROM product_images
      WHERE storage_key IS NOT NULL AND product_id IN \(list: products)
      UNION SELECT original_key FROM product_images
      WHERE original_key IS NOT NULL AND product_id IN \(list: products)
      """)
    try SearchIndex.remove(products, tx)
    try slugs.forget(of: products, tx)
    try tx.run("DELETE FROM products WHERE id IN \(list: products)")
    try RemoveMedia.enqueue(keys, tx)
    return products.count
  }

  /// Answers how many variants went.
  static func variants(_ tx: Transaction) throws -> Int {
    try tx.run(
      """
      DELETE FROM variants WHERE deleted_at IS NOT NULL
        AND deleted_at <= \(tx.now.adding(seconds: -productRestoreSeconds)) AND \(fragment: idle)
      """)
  }
}
