import Kernel
import Persistence

/// Reads what there is of each variant of a shop, and keeps from where on that is low.
enum StockLevelStore {
  private static let columns = SQL.columns(of: StockLevel.self)
  private static let source: SQL = """
    FROM variants v JOIN products p ON p.id = v.product_id JOIN shops s ON s.id = v.shop_id
    """

  /// The threshold of a variant `v` of a shop `s`.
  fileprivate static let threshold: SQL = "COALESCE(v.low_stock_threshold, s.low_stock_threshold)"

  /// Whether a variant `v` of a shop `s` runs low.
  static let isLow: SQL = """
    v.tracks_stock = TRUE AND \(fragment: StockStore.stock) <= \(fragment: threshold)
    """

  /// The newest variants first.
  static func page(
    _ shop: ShopID, _ query: StockQuery, _ page: PageRequest, _ snapshot: Snapshot
  ) throws -> Page<StockLevel> {
    var rules: [SQL] = ["v.shop_id = \(shop)", "v.deleted_at IS NULL", "p.deleted_at IS NULL"]
    switch query.filter {
    case .all: break
    case .low: rules.append(isLow)
    case .out: rules.append("v.tracks_stock = TRUE AND \(fragment: StockStore.stock) <= 0")
    }
    if let text = query.text { rules.append(ShopProductStore.matching(text, snapshot.engine)) }
    if let cursor = page.cursor {
      guard cursor.values.count == 1, let id = VariantID(cursor.values[0]) else {
        throw Problem.invalid("cursor", "invalid", "This cursor is not one of this list.")
      }
      rules.append("v.id < \(id)")
    }
    let rows: [StockLevel] = try snapshot.all(
      """
      SELECT \(fragment: columns) \(fragment: source)
      WHERE \(fragment: SQL.join(rules, " AND ")) ORDER BY v.id DESC LIMIT \(page.limit + 1)
      """)
    return Page(fetched: rows, limit: page.limit) { Cursor([$0.variant.description]) }
  }

  /// That of one variant; `nil` when the shop has none such.
  static func find(_ variant: VariantID, of shop: ShopID, _ snapshot: Snapshot) throws -> StockLevel? {
    try snapshot.first(
      """
      SELECT \(fragment: columns) \(fragment: source)
      WHERE v.id = \(variant) AND v.shop_id = \(shop) AND v.deleted_at IS NULL AND p.deleted_at IS NULL
      """)
  }

  /// Locks a variant of a shop and reads what there is of it.
  static func lock(_ variant: VariantID, of shop: ShopID, _ tx: Transaction) throws -> StockLevel? {
    let _: VariantID? = try tx.value(
      "SELECT id FROM variants WHERE id = \(variant) AND shop_id = \(shop) \(fragment: tx.forUpdate)")
    return try find(variant, of: shop, tx)
  }

  static func set(threshold: Int?, of variant: VariantID, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE variants SET low_stock_threshold = \(threshold), updated_at = \(tx.now) WHERE id = \(variant)
      """)
  }
}

extension StockLevel: RowDecodable {
  package init(row: inout Row) throws {
    variant = try row.next("v.id")
    product = try row.next("v.product_id")
    productTitle = try row.next("p.title")
    variantTitle = try row.next("v.title")
    sku = try row.next("v.sku")
    onHand = try row.next("v.on_hand - v.owed AS on_hand")
    reserved = try row.next("v.reserved")
    allocated = try row.next("v.allocated")
    left = try row.next(of: StockStore.stock)
    tracksStock = try row.next("v.tracks_stock")
    sellsOn = try row.next("v.sells_on")
    ownThreshold = try row.next("v.low_stock_threshold")
    threshold = try row.next(of: StockLevelStore.threshold)
  }
}
