import Areas
import Kernel
import Persistence

/// Reads a vendor's own list.
enum ShopProductStore {
  private static let columns = SQL.columns(of: ShopProduct.self)
  /// What all variants of a product `p` that are counted have together.
  fileprivate static let stock: SQL = """
    (SELECT CAST(COALESCE(SUM(\(fragment: StockStore.stock)), 0) AS BIGINT) FROM variants v
      WHERE v.product_id = p.id AND v.deleted_at IS NULL AND v.tracks_stock = TRUE) AS stock
    """
  fileprivate static let lowStock: SQL = """
    EXISTS (SELECT 1 FROM variants v WHERE v.product_id = p.id AND v.deleted_at IS NULL
      AND \(fragment: StockLevelStore.isLow))
    """

  static func page(
    _ shop: ShopID, _ query: ShopProductQuery, _ snapshot: Snapshot
  ) throws -> Page<ShopProduct> {
    var rules: [SQL] = ["p.shop_id = \(shop)"]
    switch query.deleted {
    case .no: rules.append("p.deleted_at IS NULL")
    case .only: rules.append("p.deleted_at IS NOT NULL")
    case .include: break
    }
    if let status = query.status { rules.append("p.status = \(status)") }
    if let category = query.category {
      rules.append(CategoryStore.holds(category))
    }
    if query.lowStockOnly { rules.append(lowStock) }
    if query.hiddenOnly { rules.append("p.hidden_at IS NOT NULL") }
    switch query.stock {
    case .inStock: rules.append("p.in_stock = TRUE")
    case .soldOut: rules.append("p.in_stock = FALSE")
    case nil: break
    }
    if let least = query.priceFrom { rules.append("p.price >= \(least)") }
    if let most = query.priceUntil { rules.append("p.price <= \(most)") }
    if let text = query.text { rules.append(matching(text, snapshot.engine)) }
    let order = query.order.keys
    if let cursor = query.page.cursor { rules.append(order.behind(try query.order.place(cursor))) }
    let rows: [ShopProduct] = try snapshot.all(
      """
      SELECT \(fragment: columns)
      FROM products p LEFT JOIN shops s ON s.id = p.shop_id \(fragment: HidingStore.join)
      WHERE \(fragment: SQL.join(rules, " AND ")) ORDER BY \(fragment: order.clause)
      LIMIT \(query.page.limit + 1)
      """)
    return Page(fetched: rows, limit: query.page.limit) { query.order.cursor(behind: $0) }
  }

  /// Whether the shop has a product, deleted or not.
  static func hasRows(_ shop: ShopID, _ snapshot: Snapshot) throws -> Bool {
    try snapshot.value("SELECT 1 FROM products WHERE shop_id = \(shop) LIMIT 1", as: Int.self) != nil
  }

  static func hasAny(_ shop: ShopID, _ snapshot: Snapshot) throws -> Bool {
    try snapshot.value(
      "SELECT 1 FROM products WHERE shop_id = \(shop) AND deleted_at IS NULL LIMIT 1", as: Int.self) != nil
  }

  static func counts(_ shop: ShopID, _ snapshot: Snapshot) throws -> ShopProductCounts {
    func sum(_ rule: SQL) -> SQL { "COALESCE(SUM(CASE WHEN \(fragment: rule) THEN 1 ELSE 0 END), 0)" }
    let live: SQL = "p.deleted_at IS NULL AND p.status = "
    let columns = [
      sum(live + "'active'"), sum(live + "'draft'"), sum(live + "'archived'"),
      sum("p.deleted_at IS NOT NULL"),
      sum(live + "'active' AND p.in_stock = TRUE AND " + lowStock),
      sum(live + "'active' AND p.in_stock = FALSE"),
      sum("p.deleted_at IS NULL AND p.hidden_at IS NOT NULL"),
    ]
    let numbers = try snapshot.first(
      """
      SELECT \(fragment: SQL.join(columns, ", ")) FROM products p JOIN shops s ON s.id = p.shop_id
      WHERE p.shop_id = \(shop)
      """
    ) { row in try columns.map { _ in try row.next(Int.self) } }
    let found = numbers ?? [Int](repeating: 0, count: columns.count)
    return ShopProductCounts(
      active: found[0], draft: found[1], archived: found[2], deleted: found[3], lowStock: found[4],
      soldOut: found[5], hidden: found[6])
  }

  /// All words somewhere in the product, the last one as a beginning, or the text as an SKU.
  static func matching(_ text: String, _ engine: Engine) -> SQL {
    let groups = SearchWords.query(text)
    let bySKU: SQL = """
      p.id IN (SELECT v.product_id FROM variants v
        WHERE v.shop_id = p.shop_id AND v.sku = \(text.trimmed) AND v.deleted_at IS NULL)
      """
    guard !groups.isEmpty else { return bySKU }
    return "(\(fragment: found(SearchExpression(groups: groups), engine)) OR \(fragment: bySKU))"
  }

  /// The condition on products `p` that the index finds them.
  private static func found(_ expression: SearchExpression, _ engine: Engine) -> SQL {
    switch engine {
    case .sqlite:
      "p.number IN (SELECT rowid FROM product_search WHERE product_search MATCH \(expression.sqlite))"
    case .postgres:
      """
      p.id IN (SELECT product_id FROM product_search
        WHERE document @@ CAST(\(expression.postgres) AS tsquery))
      """
    }
  }
}

extension ShopProduct: RowDecodable {
  package init(row: inout Row) throws {
    card = try ProductCard(row: &row)
    status = try row.next("p.status")
    publishAt = try row.next("p.publish_at")
    isListed = try row.next("p.is_listed")
    updatedAt = try row.next("p.updated_at")
    deletedAt = try row.next("p.deleted_at")
    hiding = try ProductHiding(row: &row)
    decisions = try ProductHiding.decisions(&row)
    stock = try row.next(of: ShopProductStore.stock)
    tracksStock = try row.next(
      """
      EXISTS (SELECT 1 FROM variants v
        WHERE v.product_id = p.id AND v.deleted_at IS NULL AND v.tracks_stock = TRUE) AS tracks_stock
      """)
    variantCount = try row.next(
      """
      (SELECT COUNT(*) FROM variants v WHERE v.product_id = p.id AND v.deleted_at IS NULL) AS variant_count
      """)
    sku = try row.next(
      """
      (SELECT v.sku FROM variants v WHERE v.product_id = p.id AND v.deleted_at IS NULL
        ORDER BY v.position, v.id LIMIT 1) AS sku
      """)
    isLow = try row.next(of: ShopProductStore.lowStock)
  }
}

extension ShopProductOrder {
  /// By what rows `p` are sorted; indexes of products by shop have the same columns.
  fileprivate var keys: KeyOrder {
    switch self {
    case .newest: KeyOrder(["p.id"], isDescending: true)
    case .oldest: KeyOrder(["p.id"], isDescending: false)
    case .title: KeyOrder(["p.title", "p.id"], isDescending: false)
    case .titleBackwards: KeyOrder(["p.title", "p.id"], isDescending: true)
    case .cheapest: KeyOrder(["p.price", "p.id"], isDescending: false)
    case .dearest: KeyOrder(["p.price", "p.id"], isDescending: true)
    case .changedLast: KeyOrder(["p.updated_at", "p.id"], isDescending: true)
    case .changedFirst: KeyOrder(["p.updated_at", "p.id"], isDescending: false)
    }
  }

  fileprivate func cursor(behind product: ShopProduct) -> Cursor {
    let id = product.card.id.description
    return switch self {
    case .newest, .oldest: Cursor([id])
    case .title, .titleBackwards: Cursor([product.card.title, id])
    case .cheapest, .dearest: Cursor([String(product.card.price.amount), id])
    case .changedLast, .changedFirst: Cursor([String(product.updatedAt.milliseconds), id])
    }
  }

  /// What the cursor of this order holds. Throws `.invalidInput` for one of another list.
  fileprivate func place(_ cursor: Cursor) throws -> [SQL] {
    let foreign = Problem.invalid("cursor", "invalid", "This cursor is not one of this list.")
    guard let id = cursor.values.last.flatMap({ ProductID($0) }) else { throw foreign }
    switch self {
    case .newest, .oldest:
      guard cursor.values.count == 1 else { throw foreign }
      return ["\(id)"]
    case .title, .titleBackwards:
      guard cursor.values.count == 2 else { throw foreign }
      return ["\(cursor.values[0])", "\(id)"]
    case .cheapest, .dearest, .changedLast, .changedFirst:
      guard cursor.values.count == 2, let number = Int64(cursor.values[0]) else { throw foreign }
      return ["\(number)", "\(id)"]
    }
  }
}
