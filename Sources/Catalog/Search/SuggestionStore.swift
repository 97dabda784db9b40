import Kernel
import Persistence

private let suggestedProducts = 6
private let suggestedCategories = 4
private let suggestedShops = 3
/// With fewer letters every product that begins so is as good as another.
private let rankedCharacters = 3

/// Reads what a text may be the beginning of.
enum SuggestionStore {
  static func find(_ words: [String], corrected: Bool, _ snapshot: Snapshot) throws -> Suggestions {
    guard !words.isEmpty else {
      return Suggestions(correctedText: nil, products: [], categories: [], shops: [])
    }
    let text = words.joined(separator: " ")
    return Suggestions(
      correctedText: corrected ? text : nil, products: try products(words, snapshot),
      categories: try CategoryStore.beginning(text, limit: suggestedCategories, snapshot),
      shops: try shops(text, snapshot))
  }

  private static func products(_ words: [String], _ snapshot: Snapshot) throws -> [ProductCard] {
    let expression = SearchExpression(words: words, mode: .allWithPrefix)
    let isRanked = (words.last?.count ?? 0) >= rankedCharacters || words.count > 1
    let hits: SQL
    switch snapshot.engine {
    case .sqlite:
      let order: SQL = isRanked ? "ORDER BY bm25(product_search, 2.0, 1.5, 1.2, 1.0)" : ""
      hits = """
        SELECT p.id FROM product_search CROSS JOIN products p ON p.number = product_search.rowid
        WHERE product_search MATCH \("{title brand} : (\(expression.sqlite))") AND p.is_listed = TRUE
        \(fragment: order) LIMIT \(suggestedProducts)
        """
    case .postgres:
      let query: SQL = "to_tsquery('english', \(expression.postgres))"
      let order: SQL =
        isRanked ? "ORDER BY ts_rank('{0.1, 0.2, 0.6, 1.0}', d.document, \(fragment: query), 1) DESC" : ""
      hits = """
        SELECT p.id FROM product_search d JOIN products p ON p.id = d.product_id
        WHERE d.document @@ \(fragment: query) AND p.is_listed = TRUE
        \(fragment: order) LIMIT \(suggestedProducts)
        """
    }
    let ids: [ProductID] = try snapshot.values(hits)
    let cards = try ListingStore.cards(ids, snapshot)
    let byID = Dictionary(cards.map { ($0.id, $0) }) { $1 }
    return ids.compactMap { byID[$0] }
  }

  /// Reads Vendors' table.
  private static func shops(_ text: String, _ snapshot: Snapshot) throws -> [ShopSummary] {
    try snapshot.all(
      """
      SELECT id, slug, name FROM shops
      WHERE status = 'approved' AND deleted_at IS NULL
        AND (folded_name LIKE \(text + "%") OR folded_name LIKE \("% " + text + "%"))
      ORDER BY folded_name, id LIMIT \(suggestedShops)
      """
    ) { row in ShopSummary(id: try row.next(), slug: try row.next(), name: try row.next()) }
  }
}
