import Kernel
import Persistence

/// The rows of `location_stock` and `variants.elsewhere`: what of a variant lies where. Everything that writes here has the
/// variant's row locked, and changes `on_hand` or has just changed it in the same transaction.
enum LocationStockStore {
  /// What of a variant `v` lies at the main location.
  static let atMain: SQL = "v.on_hand - v.owed - v.elsewhere"

  private static let mainColumns = SQL.columns { try LocationLevel(row: &$0, atMain: true) }
  private static let otherColumns = SQL.columns { try LocationLevel(row: &$0, atMain: false) }

  /// What of a locked variant lies at a location.
  static func quantity(_ variant: VariantID, at location: StockLocation, _ snapshot: Snapshot) throws -> Int64
  {
    if location.isMain {
      return try snapshot.value("SELECT \(fragment: atMain) FROM variants v WHERE v.id = \(variant)") ?? 0
    }
    return try snapshot.value(
      """
      SELECT quantity FROM location_stock WHERE location_id = \(location.id) AND variant_id = \(variant)
      """) ?? 0
  }

  /// What of a variant lies where, in the order of the locations, those that are in use.
  static func shares(of variant: VariantID, in shop: ShopID, _ snapshot: Snapshot) throws -> [LocationStock] {
    try snapshot.all(
      """
      SELECT \(fragment: StockLocationStore.columns),
        CASE WHEN l.is_main = TRUE THEN \(fragment: atMain) ELSE COALESCE(s.quantity, 0) END AS quantity
      FROM stock_locations l JOIN variants v ON v.id = \(variant)
        LEFT JOIN location_stock s ON s.location_id = l.id AND s.variant_id = v.id
      WHERE l.shop_id = \(shop) AND l.deactivated_at IS NULL ORDER BY l.position, l.id
      """
    ) { row in
      LocationStock(
        location: try StockLocation(row: &row), variant: variant, quantity: try row.next("quantity"))
    }
  }

  /// Puts so many pieces more, or fewer, to a location that is not the main one, and notes that in the variant's row.
  static func change(
    _ variant: VariantID, by delta: Int64, at location: StockLocationID, _ tx: Transaction
  ) throws {
    try tx.run("UPDATE variants SET elsewhere = elsewhere + \(delta) WHERE id = \(variant)")
    try write(variant, by: delta, at: location, tx)
  }

  /// The same where the variant's row says it already.
  static func write(
    _ variant: VariantID, by delta: Int64, at location: StockLocationID, _ tx: Transaction
  ) throws {
    if delta > 0 {
      let values: NamedValues = ["location_id": location, "variant_id": variant, "quantity": delta]
      try tx.run(
        """
        INSERT INTO location_stock \(values: values)
        ON CONFLICT (location_id, variant_id) DO UPDATE SET quantity = location_stock.quantity + excluded.quantity
        """)
      return
    }
    let emptied = try tx.run(
      """
      DELETE FROM location_stock
      WHERE location_id = \(location) AND variant_id = \(variant) AND quantity = \(-delta)
      """)
    guard emptied == 0 else { return }
    let taken = try tx.run(
      """
      UPDATE location_stock SET quantity = quantity + \(delta)
      WHERE location_id = \(location) AND variant_id = \(variant)
      """)
    guard taken == 1 else { throw Problem(.internalError) }
  }

  /// Whether nothing that can still be sold lies at a location.
  static func isEmpty(_ location: StockLocation, _ snapshot: Snapshot) throws -> Bool {
    let found: VariantID? =
      location.isMain
      ? try snapshot.value(
        """
        SELECT v.id FROM variants v JOIN products p ON p.id = v.product_id
        WHERE v.shop_id = \(location.shop) AND v.deleted_at IS NULL AND p.deleted_at IS NULL AND v.tracks_stock = TRUE
          AND \(fragment: atMain) <> 0 LIMIT 1
        """)
      : try snapshot.value(
        """
        SELECT v.id FROM location_stock s JOIN variants v ON v.id = s.variant_id
          JOIN products p ON p.id = v.product_id
        WHERE s.location_id = \(location.id) AND v.deleted_at IS NULL AND p.deleted_at IS NULL
          AND v.tracks_stock = TRUE LIMIT 1
        """)
    return found == nil
  }

  /// Leaves what lies at a location to the main one, which holds whatever has no row.
  static func giveToMain(_ location: StockLocationID, _ tx: Transaction) throws {
    try lockVariants(at: location, tx)
    try tx.run(
      """
      UPDATE variants SET elsewhere = elsewhere - (SELECT s.quantity FROM location_stock s
        WHERE s.location_id = \(location) AND s.variant_id = variants.id)
      WHERE id IN (SELECT s.variant_id FROM location_stock s WHERE s.location_id = \(location))
      """)
    try tx.run("DELETE FROM location_stock WHERE location_id = \(location)")
  }

  /// Brings what lies at one location to another; neither is the main one.
  static func bring(from old: StockLocationID, to new: StockLocationID, _ tx: Transaction) throws {
    try lockVariants(at: old, tx)
    try tx.run(
      """
      INSERT INTO location_stock (location_id, variant_id, quantity)
      SELECT \(typed: new), s.variant_id, s.quantity FROM location_stock s WHERE s.location_id = \(old)
      ON CONFLICT (location_id, variant_id) DO UPDATE SET quantity = location_stock.quantity + excluded.quantity
      """)
    try tx.run("DELETE FROM location_stock WHERE location_id = \(old)")
  }

  private static func lockVariants(at location: StockLocationID, _ tx: Transaction) throws {
    guard tx.engine == .postgres else { return }
    let _: [VariantID] = try tx.values(
      """
      SELECT id FROM variants
      WHERE id IN (SELECT s.variant_id FROM location_stock s WHERE s.location_id = \(location))
      ORDER BY id FOR UPDATE
      """)
  }

  /// What lies at a location, the newest variants first.
  static func page(
    _ location: StockLocation, _ query: LocationStockQuery, _ page: PageRequest, _ snapshot: Snapshot
  ) throws -> Page<LocationLevel> {
    var rules: [SQL] = ["v.deleted_at IS NULL", "p.deleted_at IS NULL", "v.tracks_stock = TRUE"]
    let source: SQL
    if location.isMain {
      source = "FROM variants v JOIN products p ON p.id = v.product_id"
      rules += ["v.shop_id = \(location.shop)", "\(fragment: atMain) <> 0"]
    } else {
      source = """
        FROM location_stock s JOIN variants v ON v.id = s.variant_id JOIN products p ON p.id = v.product_id
        """
      rules.append("s.location_id = \(location.id)")
    }
    if let text = query.text { rules.append(ShopProductStore.matching(text, snapshot.engine)) }
    if let cursor = page.cursor {
      guard cursor.values.count == 1, let id = VariantID(cursor.values[0]) else {
        throw Problem.invalid("cursor", "invalid", "This cursor is not one of this list.")
      }
      rules.append(location.isMain ? "v.id < \(id)" : "s.variant_id < \(id)")
    }
    let columns = location.isMain ? mainColumns : otherColumns
    let order: SQL = location.isMain ? "v.id" : "s.variant_id"
    let rows: [LocationLevel] = try snapshot.all(
      """
      SELECT \(fragment: columns) \(fragment: source)
      WHERE \(fragment: SQL.join(rules, " AND ")) ORDER BY \(fragment: order) DESC LIMIT \(page.limit + 1)
      """
    ) { try LocationLevel(row: &$0, atMain: location.isMain) }
    return Page(fetched: rows, limit: page.limit) { Cursor([$0.variant.description]) }
  }
}

extension LocationLevel {
  fileprivate init(row: inout Row, atMain: Bool) throws {
    variant = try row.next("v.id")
    product = try row.next("v.product_id")
    productTitle = try row.next("p.title")
    variantTitle = try row.next("v.title")
    sku = try row.next("v.sku")
    onHand = try row.next("v.on_hand - v.owed AS on_hand")
    quantity =
      atMain ? try row.next("v.on_hand - v.owed - v.elsewhere AS quantity") : try row.next("s.quantity")
  }
}
