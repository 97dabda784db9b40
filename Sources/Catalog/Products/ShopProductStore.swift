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
    if let text = query.text { rules.append(matching(text, snapshot.engine)) }
    if let cursor = query.page.cursor {
      guard cursor.values.count == 1, let id = ProductID(cursor.values[0]) else {
        throw Problem.invalid("cursor", "invalid", "This cursor is not one of this list.")
      }
      rules.append("p.id < \(id)")
    }
    let rows: [ShopProduct] = try snapshot.all(
      """
      SELECT \(fragment: columns)
      FROM products p LEFT JOIN shops s ON s.id = p.shop_id \(fragment: HidingStore.join)
      WHERE \(fragment: SQL.join(rules, " AND ")) ORDER BY p.id DESC LIMIT \(query.page.limit + 1)
      """)
    return Page(fetched: rows, limit: query.page.limit) { Cursor([$0.card.id.description]) }
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
