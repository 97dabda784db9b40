import Kernel
import Persistence

/// Reads what listings show.
enum ListingStore {
  /// Listed products with these ids, in no order.
  static func cards(_ ids: [ProductID], _ snapshot: Snapshot) throws -> [ProductCard] {
    guard !ids.isEmpty else { return [] }
    return try snapshot.all(
      """
      SELECT \(fragment: ProductCard.columns) FROM products p LEFT JOIN shops s ON s.id = p.shop_id
      WHERE p.id IN \(list: ids) AND p.is_listed = TRUE
      """)
  }

  /// The addresses of listed products, the newest first.
  static func addresses(
    of shop: ShopID?, behind count: Int, limit: Int, _ snapshot: Snapshot
  ) throws -> [ListedProduct] {
    let ofShop: SQL = shop.map { "AND p.shop_id = \($0)" } ?? ""
    return try snapshot.all(
      """
      SELECT p.slug, p.updated_at FROM products p WHERE p.is_listed = TRUE \(fragment: ofShop)
      ORDER BY p.listed_at DESC, p.id DESC LIMIT \(limit) OFFSET \(count)
      """
    ) { row in ListedProduct(slug: try row.next(), updatedAt: try row.next()) }
  }
}
