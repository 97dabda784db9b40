import Kernel
import Persistence

/// Products that wait for the moment when they go on sale.
enum ScheduleStore {
  /// Those whose moment has come, the longest waiting first.
  static func due(
    at moment: Timestamp, limit: Int, _ snapshot: Snapshot
  ) throws -> [(id: ProductID, shop: ShopID)] {
    try snapshot.all(
      """
      SELECT id, shop_id FROM products
      WHERE publish_at IS NOT NULL AND publish_at <= \(moment) AND deleted_at IS NULL
      ORDER BY publish_at, id LIMIT \(limit)
      """
    ) { row in (id: try row.next(ProductID.self), shop: try row.next(ShopID.self)) }
  }

  /// Makes a product wait no longer; `isListed` says whether the public sees it now.
  static func publish(_ product: ProductID, isListed: Bool, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE products SET publish_at = NULL, status = \(ProductStatus.active), is_listed = \(isListed),
        updated_at = \(tx.now),
        listed_at = CASE WHEN listed_at = 0 AND \(isListed) = TRUE THEN \(tx.now) ELSE listed_at END
      WHERE id = \(product)
      """)
  }
}
