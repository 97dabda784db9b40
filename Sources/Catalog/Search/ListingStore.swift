import Kernel
import Persistence

/// Reads what listings show.
enum ListingStore {
  /// Listed products with these ids, in no order, with their titles in a language where they have one in it, and at the
  /// prices of a market.
  static func cards(
    _ ids: [ProductID], in language: Language, at market: PriceMarket? = nil, _ snapshot: Snapshot
  ) throws -> [ProductCard] {
    guard !ids.isEmpty else { return [] }
    var cards: [ProductCard] = try snapshot.all(
      """
      SELECT \(fragment: ProductCard.columns) FROM products p LEFT JOIN shops s ON s.id = p.shop_id
      WHERE p.id IN \(list: ids) AND p.is_listed = TRUE
      """)
    let titles = try ProductTranslationStore.titles(of: ids, in: language, snapshot)
    let prices = try market.map { try MarketPriceStore.cards(of: ids, in: $0, snapshot) } ?? [:]
    for index in cards.indices {
      cards[index].title = titles[cards[index].id] ?? cards[index].title
      guard let price = prices[cards[index].id] else { continue }
      cards[index].price = price.lowest
      cards[index].highestPrice = price.highest
      cards[index].compareAtPrice = price.before
    }
    return cards
  }

  /// The addresses of listed products (of one shop) whose ids follow one, in the order of their ids.
  static func addresses(
    of shop: ShopID?, after id: ProductID?, limit: Int, _ snapshot: Snapshot
  ) throws -> [ListedProduct] {
    var rules: [SQL] = ["p.is_listed = TRUE"]
    if let shop { rules.append("p.shop_id = \(shop)") }
    if let id { rules.append("p.id > \(id)") }
    var products = try snapshot.all(
      """
      SELECT p.id, p.shop_id, p.slug, p.updated_at FROM products p
      WHERE \(fragment: SQL.join(rules, " AND ")) ORDER BY p.id LIMIT \(limit)
      """
    ) { row in
      ListedProduct(
        id: try row.next("p.id"), shop: try row.next("p.shop_id"), slug: try row.next("p.slug"),
        updatedAt: try row.next("p.updated_at"))
    }
    let languages = try ProductTranslationStore.languages(of: products.map(\.id), snapshot)
    for index in products.indices { products[index].languages = languages[products[index].id] ?? [] }
    return products
  }
}
