import Kernel
import Persistence

/// The rows of `stock_movements`, which are added and never altered.
enum StockMovementStore {
  private static let columns = SQL.columns(of: StockMovement.self)
  private static let source: SQL = """
    FROM stock_movements m JOIN variants v ON v.id = m.variant_id JOIN products p ON p.id = v.product_id
      LEFT JOIN accounts a ON a.id = m.account_id AND a.deleted_at IS NULL
      LEFT JOIN stock_locations l ON l.id = m.location_id
    """

  /// Notes changes that this transaction made, in their order; those of variants that have no rows yet begin with what
  /// lay there before.
  static func append(_ movements: [NewMovement], _ tx: Transaction) throws {
    let moved = movements.filter { $0.delta != 0 }
    try insert(try openings(of: moved, tx) + moved, tx)
  }

  /// Notes what new variants begin with.
  static func begin(_ movements: [NewMovement], _ tx: Transaction) throws {
    try insert(movements.filter { $0.delta != 0 }, tx)
  }

  private static func insert(_ movements: [NewMovement], _ tx: Transaction) throws {
    // What customers and administrators do moves stock of a shop, but is no matter of its staff.
    let account = tx.origin?.role == .vendor ? tx.origin?.account : nil
    for piece in Batches.pieces(of: movements) {
      let values = piece.map { movement -> NamedValues in
        let isOpening = movement.cause.reason == .opening
        return [
          "variant_id": movement.variant, "shop_id": movement.shop, "delta": movement.delta,
          "balance": movement.balance, "reason": movement.cause.reason,
          "account_id": isOpening ? nil : account, "order_id": movement.cause.order,
          "import_id": movement.cause.file, "count_id": movement.cause.count,
          "transfer_id": movement.cause.transfer, "location_id": movement.location,
          "note": movement.cause.note,
          "created_at": tx.now,
        ]
      }
      try tx.run("INSERT INTO stock_movements \(values: values)")
    }
  }

  private static func openings(of movements: [NewMovement], _ tx: Transaction) throws -> [NewMovement] {
    var before: [VariantID: NewMovement] = [:]
    for movement in movements where before[movement.variant] == nil {
      let balance = movement.balance - movement.delta
      before[movement.variant] = NewMovement(
        variant: movement.variant, shop: movement.shop, delta: balance, balance: balance,
        cause: StockCause(.opening))
    }
    let candidates = before.values.filter { $0.delta != 0 }.map(\.variant).sorted()
    guard !candidates.isEmpty else { return [] }
    let bare: [VariantID] = try Batches.pieces(of: candidates).flatMap { piece in
      try tx.values(
        """
        SELECT v.id FROM variants v WHERE v.id IN \(list: piece)
          AND NOT EXISTS (SELECT 1 FROM stock_movements m WHERE m.variant_id = v.id)
        """, as: VariantID.self)
    }
    return bare.sorted().compactMap { before[$0] }
  }

  /// The newest first.
  static func page(
    _ shop: ShopID, _ filter: StockMovementFilter, _ page: PageRequest, _ snapshot: Snapshot
  ) throws -> Page<StockMovement> {
    var rules: [SQL] = ["m.shop_id = \(shop)"]
    if let variant = filter.variant { rules.append("m.variant_id = \(variant)") }
    if let location = filter.location { rules.append("m.location_id = \(location)") }
    if let reason = filter.reason {
      // Said twice, so that the index of what is no sale is taken.
      if reason != .sale { rules.append("m.reason <> 'sale'") }
      rules.append("m.reason = \(reason)")
    }
    if let from = filter.from { rules.append("m.created_at >= \(from)") }
    if let until = filter.until { rules.append("m.created_at < \(until)") }
    if let cursor = page.cursor { rules.append(try before(cursor, filter)) }
    let order: SQL = filter.variant == nil ? "m.created_at DESC, m.id DESC" : "m.id DESC"
    let rows: [StockMovement] = try snapshot.all(
      """
      SELECT \(fragment: columns) \(fragment: source)
      WHERE \(fragment: SQL.join(rules, " AND ")) ORDER BY \(fragment: order) LIMIT \(page.limit + 1)
      """)
    return Page(fetched: rows, limit: page.limit) { Cursor([String($0.at.milliseconds), String($0.number)]) }
  }

  private static func before(_ cursor: Cursor, _ filter: StockMovementFilter) throws -> SQL {
    let values = cursor.values.compactMap { Int64($0) }
    guard cursor.values.count == 2, values.count == 2 else {
      throw Problem.invalid("cursor", "invalid", "This cursor is not one of this list.")
    }
    let (moment, number) = (Timestamp(milliseconds: values[0]), values[1])
    // What a variant went through is told in the order of its commits.
    if filter.variant != nil { return "m.id < \(number)" }
    // Said twice, as PostgreSQL begins no walk through an index where an OR ends: it would read everything before it.
    return """
      m.created_at <= \(moment) AND (m.created_at < \(moment) OR m.id < \(number))
      """
  }

  /// The newest of a variant; `nil` when it has none.
  static func last(of variant: VariantID, _ snapshot: Snapshot) throws -> StockMovement? {
    try snapshot.first(
      """
      SELECT \(fragment: columns) \(fragment: source)
      WHERE m.variant_id = \(variant) ORDER BY m.id DESC LIMIT 1
      """)
  }

  /// What goods themselves moved of the variant of a line `l` of a stocktake `c` since it was counted, or since
  /// that began, where it counts. What moved before there were locations moved at the first one.
  static let movedSince: SQL = """
    (SELECT CAST(COALESCE(SUM(m.delta), 0) AS BIGINT) FROM stock_movements m
      WHERE m.variant_id = l.variant_id AND m.id > l.since
        AND (m.reason IN ('sale', 'return', 'received', 'damaged') OR m.transfer_id IS NOT NULL)
        AND (c.location_id IS NULL OR m.location_id IS NULL OR m.location_id = c.location_id))
    """

  /// What of an order was taken from which location and did not come back.
  static func taken(
    for order: OrderID, _ snapshot: Snapshot
  ) throws -> [(variant: VariantID, share: StockShare)] {
    try snapshot.all(
      """
      SELECT m.variant_id, m.location_id, CAST(-SUM(m.delta) AS BIGINT) FROM stock_movements m
      WHERE m.order_id = \(order) AND m.location_id IS NOT NULL
      GROUP BY m.variant_id, m.location_id HAVING SUM(m.delta) < 0 ORDER BY m.variant_id, m.location_id
      """
    ) { row in
      let variant: VariantID = try row.next()
      let location: StockLocationID = try row.next()
      return (variant, StockShare(location: location, isMain: false, pieces: try row.next()))
    }
  }

  /// The last movement of a variant `v`.
  static let lastNumber: SQL = """
    COALESCE((SELECT MAX(m.id) FROM stock_movements m WHERE m.variant_id = v.id), 0)
    """
}
