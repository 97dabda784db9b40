import Kernel
import Persistence

/// The rows of `stock_counts` and `stock_count_lines`.
enum StockCountStore {
  private static let columns = SQL.columns(of: StockCount.self)
  private static let lineColumns = SQL.columns(of: StockCountLine.self)
  private static let source: SQL = """
    FROM stock_counts c LEFT JOIN accounts a ON a.id = c.account_id AND a.deleted_at IS NULL
      LEFT JOIN stock_locations w ON w.id = c.location_id
    """
  private static let lineSource: SQL = """
    FROM stock_count_lines l JOIN stock_counts c ON c.id = l.count_id JOIN variants v ON v.id = l.variant_id JOIN products p ON p.id = v.product_id
    """

  /// What a stocktake of a shop, or of a category of it, is about.
  private static func subjects(_ shop: ShopID, _ category: CategoryID?) -> SQL {
    let range: SQL = category.map { "AND \(fragment: CategoryStore.holds($0.description))" } ?? ""
    return """
      FROM variants v JOIN products p ON p.id = v.product_id
      WHERE v.shop_id = \(shop) AND v.deleted_at IS NULL AND p.deleted_at IS NULL AND v.tracks_stock = TRUE
        \(fragment: range)
      """
  }

  /// How many variants it would have, as far as `limit`.
  static func size(
    _ shop: ShopID, _ category: CategoryID?, limit: Int, _ snapshot: Snapshot
  ) throws -> Int {
    try snapshot.value(
      """
      SELECT COUNT(*) FROM (SELECT v.id \(fragment: subjects(shop, category)) LIMIT \(limit)) AS found
      """) ?? 0
  }

  /// Begins one. Stock and last movement of a variant are read by one statement, so that they belong together.
  static func insert(
    _ id: StockCountID, _ input: StockCountInput, _ category: CategoryID?, at location: StockLocation?,
    in shop: ShopID, _ tx: Transaction
  ) throws {
    let values: NamedValues = [
      "id": id, "shop_id": shop, "account_id": tx.origin?.role == .vendor ? tx.origin?.account : nil,
      "name": input.name, "location_id": location?.id, "status": StockCountStatus.open,
      "started_at": tx.now,
    ]
    try tx.run("INSERT INTO stock_counts \(values: values)")
    try tx.run(
      """
      INSERT INTO stock_count_lines (count_id, variant_id, expected, since)
      SELECT \(typed: id), v.id, \(fragment: expected(at: location)), \(fragment: StockMovementStore.lastNumber)
      \(fragment: subjects(shop, category))
      """)
  }

  /// What lies of a variant `v` at a location by the records.
  private static func expected(at location: StockLocation?) -> SQL {
    guard let location else { return "v.on_hand - v.owed" }
    guard !location.isMain else { return LocationStockStore.atMain }
    return """
      COALESCE((SELECT s.quantity FROM location_stock s
        WHERE s.location_id = \(location.id) AND s.variant_id = v.id), 0)
      """
  }

  /// What lies of a variant `v` where a stocktake `c` counts.
  private static let there: SQL = """
    (CASE WHEN c.location_id IS NULL THEN v.on_hand - v.owed
      WHEN (SELECT w.is_main FROM stock_locations w WHERE w.id = c.location_id) THEN v.on_hand - v.owed - v.elsewhere
      ELSE COALESCE((SELECT s.quantity FROM location_stock s
        WHERE s.location_id = c.location_id AND s.variant_id = v.id), 0) END)
    """
  /// The same as a column.
  static let onHand: SQL = "\(fragment: there) AS on_hand"

  static func find(_ id: StockCountID, of shop: ShopID, _ snapshot: Snapshot) throws -> StockCount? {
    try snapshot.first(
      "SELECT \(fragment: columns) \(fragment: source) WHERE c.id = \(id) AND c.shop_id = \(shop)")
  }

  /// The same, locked.
  static func lock(_ id: StockCountID, of shop: ShopID, _ tx: Transaction) throws -> StockCount? {
    let _: StockCountID? = try tx.value(
      "SELECT id FROM stock_counts WHERE id = \(id) AND shop_id = \(shop) \(fragment: tx.forUpdate)")
    return try find(id, of: shop, tx)
  }

  /// The newest first.
  static func page(_ shop: ShopID, _ page: PageRequest, _ snapshot: Snapshot) throws -> Page<StockCount> {
    var rules: [SQL] = ["c.shop_id = \(shop)"]
    if let cursor = page.cursor {
      guard cursor.values.count == 1, let id = StockCountID(cursor.values[0]) else { throw wrongCursor }
      rules.append("c.id < \(id)")
    }
    let rows: [StockCount] = try snapshot.all(
      """
      SELECT \(fragment: columns) \(fragment: source)
      WHERE \(fragment: SQL.join(rules, " AND ")) ORDER BY c.id DESC LIMIT \(page.limit + 1)
      """)
    return Page(fetched: rows, limit: page.limit) { Cursor([$0.id.description]) }
  }

  /// In the order in which the variants were made.
  static func lines(
    of count: StockCountID, _ filter: StockCountFilter, _ page: PageRequest, _ snapshot: Snapshot
  ) throws -> Page<StockCountLine> {
    var rules: [SQL] = ["l.count_id = \(count)"]
    switch filter {
    case .all: break
    case .open: rules.append("l.counted IS NULL")
    case .differences:
      rules.append(
        """
        l.counted IS NOT NULL AND (l.booked IS NOT NULL AND l.booked <> 0 OR l.booked IS NULL
          AND l.counted + \(fragment: StockMovementStore.movedSince) <> \(fragment: there))
        """)
    }
    if let cursor = page.cursor {
      guard cursor.values.count == 1, let id = VariantID(cursor.values[0]) else { throw wrongCursor }
      rules.append("l.variant_id > \(id)")
    }
    let rows: [StockCountLine] = try snapshot.all(
      """
      SELECT \(fragment: lineColumns) \(fragment: lineSource)
      WHERE \(fragment: SQL.join(rules, " AND ")) ORDER BY l.variant_id LIMIT \(page.limit + 1)
      """)
    return Page(fetched: rows, limit: page.limit) { Cursor([$0.variant.description]) }
  }

  static func line(
    _ variant: VariantID, of count: StockCountID, _ snapshot: Snapshot
  ) throws -> StockCountLine? {
    try snapshot.first(
      """
      SELECT \(fragment: lineColumns) \(fragment: lineSource)
      WHERE l.count_id = \(count) AND l.variant_id = \(variant)
      """)
  }

  /// Locks the counted variants in the order in which stock moves do, and reads their lines. What was taken out of its
  /// product meanwhile, or is not counted any more, is left out.
  static func lockCounted(_ count: StockCountID, _ tx: Transaction) throws -> [StockCountLine] {
    if tx.engine == .postgres {
      let _: [VariantID] = try tx.values(
        """
        SELECT id FROM variants WHERE id IN (SELECT variant_id FROM stock_count_lines
          WHERE count_id = \(count) AND counted IS NOT NULL)
        ORDER BY id \(fragment: tx.forUpdate)
        """)
    }
    return try tx.all(
      """
      SELECT \(fragment: lineColumns) \(fragment: lineSource)
      WHERE l.count_id = \(count) AND l.counted IS NOT NULL AND v.deleted_at IS NULL AND v.tracks_stock = TRUE
      ORDER BY l.variant_id
      """)
  }

  /// Keeps what was counted of a line, with what lies there by the records at this moment: what moved before is in both
  /// numbers. Stock and last movement are read by one statement, so that they belong together. False when the stocktake
  /// has no such line.
  static func keep(
    _ counted: Int64?, of variant: VariantID, in count: StockCountID, _ tx: Transaction
  ) throws -> Bool {
    try tx.run(
      """
      UPDATE stock_count_lines SET counted = \(counted),
        expected = (SELECT \(fragment: there) FROM variants v JOIN stock_counts c ON c.id = \(count)
          WHERE v.id = \(variant)),
        since = (SELECT \(fragment: StockMovementStore.lastNumber) FROM variants v WHERE v.id = \(variant))
      WHERE count_id = \(count) AND variant_id = \(variant)
      """) > 0
  }

  /// Keeps what the booking changed; lines of the same difference by one statement.
  static func keep(booked lines: [StockCountLine], in count: StockCountID, _ tx: Transaction) throws {
    for (difference, same) in Dictionary(grouping: lines, by: { $0.difference ?? 0 }) {
      for piece in Batches.pieces(of: same.map(\.variant)) {
        try tx.run(
          """
          UPDATE stock_count_lines SET booked = \(difference)
          WHERE count_id = \(count) AND variant_id IN \(list: piece)
          """)
      }
    }
  }

  /// Whether a stocktake goes on at a location.
  static func isOpen(at location: StockLocationID, of shop: ShopID, _ snapshot: Snapshot) throws -> Bool {
    try snapshot.value(
      """
      SELECT c.id FROM stock_counts c WHERE c.shop_id = \(shop) AND c.location_id = \(location)
        AND c.status = \(StockCountStatus.open) LIMIT 1
      """, as: StockCountID.self) != nil
  }

  /// Says where those count that began while the shop had no locations.
  static func locate(at location: StockLocationID, of shop: ShopID, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE stock_counts SET location_id = \(location)
      WHERE shop_id = \(shop) AND location_id IS NULL AND status = \(StockCountStatus.open)
      """)
  }

  static func end(_ count: StockCountID, as status: StockCountStatus, _ tx: Transaction) throws {
    try tx.run(
      "UPDATE stock_counts SET status = \(status), ended_at = \(tx.now) WHERE id = \(count)")
  }

  /// Deletes some stocktakes of a shop with their lines; answers how many went.
  static func deleteSome(of shop: ShopID, limit: Int, _ tx: Transaction) throws -> Int {
    try tx.run(
      """
      DELETE FROM stock_counts WHERE id IN
        (SELECT id FROM stock_counts WHERE shop_id = \(shop) ORDER BY id LIMIT \(limit))
      """)
  }

  private static var wrongCursor: Problem {
    Problem.invalid("cursor", "invalid", "This cursor is not one of this list.")
  }
}
