import Kernel
import Persistence

/// Reads what listings show, and what a text finds.
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

  /// The listed products that match. Ranked, the title counts most, then brand, tags and description; else they are in
  /// no order.
  static func matches(
    _ expression: SearchExpression, isRanked: Bool, _ snapshot: Snapshot
  ) throws -> [ProductID] {
    switch snapshot.engine {
    case .sqlite: try snapshot.values(sqlite(expression, isRanked: isRanked))
    case .postgres: try snapshot.values(postgres(expression, isRanked: isRanked))
    }
  }

  private static func sqlite(_ expression: SearchExpression, isRanked: Bool) -> SQL {
    guard isRanked else {
      return """
        SELECT p.id FROM products p
        WHERE p.number IN (SELECT rowid FROM product_search WHERE product_search MATCH \(expression.sqlite))
          AND p.is_listed = TRUE
        """
    }
    let whole: SQL = """
      m.number IN (SELECT rowid FROM product_search
        WHERE product_search MATCH \(expression.whole.sqlite)) DESC,
      """
    return """
      SELECT p.id FROM (SELECT rowid AS number, bm25(product_search, 2.0, 1.5, 1.2, 1.0) AS score
        FROM product_search WHERE product_search MATCH \(expression.sqlite)) m
      CROSS JOIN products p ON p.number = m.number
      WHERE p.is_listed = TRUE ORDER BY \(fragment: expression.mode == .any ? whole : "") m.score, p.id
      """
  }

  private static func postgres(_ expression: SearchExpression, isRanked: Bool) -> SQL {
    let query: SQL = "CAST(\(expression.postgres) AS tsquery)"
    let found: SQL = """
      SELECT p.id FROM product_search d JOIN products p ON p.id = d.product_id
      WHERE d.document @@ \(fragment: query) AND p.is_listed = TRUE
      """
    guard isRanked else { return found }
    let whole: SQL = "(d.document @@ CAST(\(expression.whole.postgres) AS tsquery)) DESC,"
    return """
      \(fragment: found) ORDER BY \(fragment: expression.mode == .any ? whole : "")
        ts_rank('{0.5, 0.6, 0.75, 1.0}', d.document, \(fragment: query), 1) DESC, p.id
      """
  }
}
