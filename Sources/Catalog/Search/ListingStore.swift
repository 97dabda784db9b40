import Kernel
import Persistence

/// Reads listings: one statement a page, led by the index of the order.
enum ListingStore {
  static func page(
    _ filter: ListingFilter, _ match: SearchMatch?, _ sort: ListingSort, _ request: PageRequest,
    _ snapshot: Snapshot
  ) throws -> Page<ProductCard> {
    let order: ListingSort = sort == .relevance && match == nil ? .newest : sort
    let place = try ListingPlace(request.cursor, order)
    if order == .relevance, let match {
      return try ranked(filter, match, place, request.limit, snapshot)
    }
    var rules = filter.conditions(snapshot.engine)
    if let match { rules.append(match.condition(snapshot.engine)) }
    var skipped = 0
    switch place {
    case .behind(let key, let id): rules.append(order.condition(behind: key, id))
    case .offset(let offset): skipped = offset
    }
    // LEFT JOIN keeps SQLite from beginning with the shops.
    let cards: [ProductCard] = try snapshot.all(
      """
      SELECT \(fragment: ProductCard.columns) FROM products p LEFT JOIN shops s ON s.id = p.shop_id
      WHERE \(fragment: SQL.join(rules, " AND ")) ORDER BY \(fragment: order.order)
      LIMIT \(request.limit + 1) OFFSET \(skipped)
      """)
    return Page(fetched: cards, limit: request.limit) { card in
      ListingPlace.behind(order.key(card), card.id).cursor(order)
    }
  }

  /// How many products there are on all pages.
  static func count(_ filter: ListingFilter, _ match: SearchMatch?, _ snapshot: Snapshot) throws -> Int {
    var rules = filter.countConditions(snapshot.engine)
    if let match { rules.append(match.condition(snapshot.engine)) }
    return try snapshot.value(
      "SELECT COUNT(*) FROM products p WHERE \(fragment: SQL.join(rules, " AND "))") ?? 0
  }

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

  /// The best matches first: the title counts most, then brand, tags and description.
  private static func ranked(
    _ filter: ListingFilter, _ match: SearchMatch, _ place: ListingPlace, _ limit: Int, _ snapshot: Snapshot
  ) throws -> Page<ProductCard> {
    guard let expression = match.expression, case .offset(let offset) = place else { return Page(items: []) }
    let rules = SQL.join(filter.conditions(snapshot.engine), " AND ")
    let from: SQL
    let order: SQL
    switch snapshot.engine {
    case .sqlite:
      from = """
        (SELECT rowid AS number, bm25(product_search, 2.0, 1.5, 1.2, 1.0) AS score FROM product_search
          WHERE product_search MATCH \(expression.sqlite)) m
        CROSS JOIN products p ON p.number = m.number
        """
      let whole: SQL = """
        m.number IN (SELECT rowid FROM product_search
          WHERE product_search MATCH \(expression.whole.sqlite)) DESC,
        """
      order = (expression.mode == .any ? whole : "") + " m.score, p.id"
    case .postgres:
      let query: SQL = "CAST(\(expression.postgres) AS tsquery)"
      from = """
        product_search d JOIN products p ON p.id = d.product_id AND d.document @@ \(fragment: query)
        """
      let whole: SQL = "(d.document @@ CAST(\(expression.whole.postgres) AS tsquery)) DESC,"
      order =
        (expression.mode == .any ? whole : "")
        + " ts_rank('{0.5, 0.6, 0.75, 1.0}', d.document, \(fragment: query), 1) DESC, p.id"
    }
    let cards: [ProductCard] = try snapshot.all(
      """
      SELECT \(fragment: ProductCard.columns) FROM \(fragment: from) LEFT JOIN shops s ON s.id = p.shop_id
      WHERE \(fragment: rules) ORDER BY \(fragment: order) LIMIT \(limit + 1) OFFSET \(offset)
      """)
    return Page(fetched: cards, limit: limit) { _ in
      ListingPlace.offset(offset + limit).cursor(.relevance)
    }
  }
}
