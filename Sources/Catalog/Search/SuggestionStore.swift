import Kernel
import Persistence
import Vendors

private let suggestedProducts = 6
private let suggestedCategories = 4
private let suggestedShops = 3
/// With fewer letters every product that begins so is as good as another.
private let rankedCharacters = 3

/// Reads what a text may be the beginning of.
enum SuggestionStore {
  /// `typed` is the text as somebody typed it; `nil` once it was corrected.
  static func find(
    _ groups: [SearchGroup], typed: String?, _ names: CategoryNames, _ snapshot: Snapshot
  ) throws -> Suggestions {
    guard !groups.isEmpty else {
      return Suggestions(correctedText: nil, products: [], categories: [], shops: [])
    }
    let text = groups.map(\.typed).joined(separator: " ")
    return Suggestions(
      correctedText: typed == nil ? text : nil, products: try products(groups, snapshot),
      categories: names.beginning(groups, limit: suggestedCategories),
      shops: try shops(typed ?? text, snapshot))
  }

  private static func products(_ groups: [SearchGroup], _ snapshot: Snapshot) throws -> [ProductCard] {
    let expression = SearchExpression(groups: groups, mode: .allWithPrefix)
    let isRanked = (groups.last?.typed.count ?? 0) >= rankedCharacters || groups.count > 1
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
      let query: SQL = "CAST(\(expression.postgres) AS tsquery)"
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

  /// Shops in whose names words begin so, by name.
  private static func shops(_ text: String, _ snapshot: Snapshot) throws -> [ShopSummary] {
    try ShopStore.suggested(text, limit: suggestedShops, snapshot).map {
      ShopSummary(id: $0.id, slug: $0.slug, name: $0.name)
    }
  }
}
