import Kernel
import Persistence

/// The rows of `stock_transfers` and `stock_transfer_lines`.
enum StockTransferStore {
  private static let columns = SQL.columns(of: StockTransfer.self)
  private static let lineColumns = SQL.columns(of: StockTransferLine.self)
  private static let source: SQL = """
    FROM stock_transfers t JOIN stock_locations f ON f.id = t.source_id
      JOIN stock_locations g ON g.id = t.target_id
      LEFT JOIN accounts a ON a.id = t.account_id AND a.deleted_at IS NULL
    """

  static func insert(_ id: StockTransferID, _ input: StockTransferInput, in shop: ShopID, _ tx: Transaction)
    throws
  {
    let values: NamedValues = [
      "id": id, "shop_id": shop, "source_id": input.source, "target_id": input.target,
      "account_id": tx.origin?.role == .vendor ? tx.origin?.account : nil,
      "status": StockTransferStatus.draft, "note": input.note, "created_at": tx.now,
    ]
    try tx.run("INSERT INTO stock_transfers \(values: values)")
  }

  static func find(_ id: StockTransferID, of shop: ShopID, _ snapshot: Snapshot) throws -> StockTransfer? {
    try snapshot.first(
      "SELECT \(fragment: columns) \(fragment: source) WHERE t.id = \(id) AND t.shop_id = \(shop)")
  }

  /// The same, locked.
  static func lock(_ id: StockTransferID, of shop: ShopID, _ tx: Transaction) throws -> StockTransfer? {
    let _: StockTransferID? = try tx.value(
      "SELECT id FROM stock_transfers WHERE id = \(id) AND shop_id = \(shop) \(fragment: tx.forUpdate)")
    return try find(id, of: shop, tx)
  }

  /// The newest first.
  static func page(_ shop: ShopID, _ page: PageRequest, _ snapshot: Snapshot) throws -> Page<StockTransfer> {
    var rules: [SQL] = ["t.shop_id = \(shop)"]
    if let cursor = page.cursor {
      guard cursor.values.count == 1, let id = StockTransferID(cursor.values[0]) else {
        throw Problem.invalid("cursor", "invalid", "This cursor is not one of this list.")
      }
      rules.append("t.id < \(id)")
    }
    let rows: [StockTransfer] = try snapshot.all(
      """
      SELECT \(fragment: columns) \(fragment: source)
      WHERE \(fragment: SQL.join(rules, " AND ")) ORDER BY t.id DESC LIMIT \(page.limit + 1)
      """)
    return Page(fetched: rows, limit: page.limit) { Cursor([$0.id.description]) }
  }

  /// In the order of the variants' ids, in which stock moves.
  static func lines(of id: StockTransferID, _ snapshot: Snapshot) throws -> [StockTransferLine] {
    try snapshot.all(
      """
      SELECT \(fragment: lineColumns) FROM stock_transfer_lines n JOIN variants v ON v.id = n.variant_id
        JOIN products p ON p.id = v.product_id
      WHERE n.transfer_id = \(id) ORDER BY n.variant_id
      """)
  }

  static func lineCount(of id: StockTransferID, _ snapshot: Snapshot) throws -> Int {
    try snapshot.value("SELECT COUNT(*) FROM stock_transfer_lines WHERE transfer_id = \(id)") ?? 0
  }

  static func line(
    _ variant: VariantID, of id: StockTransferID, _ snapshot: Snapshot
  ) throws -> StockTransferLine? {
    try snapshot.first(
      """
      SELECT \(fragment: lineColumns) FROM stock_transfer_lines n JOIN variants v ON v.id = n.variant_id
        JOIN products p ON p.id = v.product_id
      WHERE n.transfer_id = \(id) AND n.variant_id = \(variant)
      """)
  }

  /// Those of the variants that the shop counts.
  static func counted(
    _ variants: [VariantID], of shop: ShopID, _ snapshot: Snapshot
  ) throws -> Set<VariantID> {
    Set(
      try snapshot.values(
        """
        SELECT v.id FROM variants v JOIN products p ON p.id = v.product_id
        WHERE v.id IN \(filled: variants) AND v.shop_id = \(shop) AND v.deleted_at IS NULL
          AND p.deleted_at IS NULL AND v.tracks_stock = TRUE
        """, as: VariantID.self))
  }

  /// Locks the variants of a transfer in the order in which stock moves do.
  static func lockVariants(of id: StockTransferID, _ tx: Transaction) throws {
    guard tx.engine == .postgres else { return }
    let _: [VariantID] = try tx.values(
      """
      SELECT id FROM variants WHERE id IN (SELECT n.variant_id FROM stock_transfer_lines n WHERE n.transfer_id = \(id))
      ORDER BY id FOR UPDATE
      """)
  }

  /// Says how many pieces of a variant are to go; zero takes it out.
  static func set(
    _ quantity: Int64, of variant: VariantID, in id: StockTransferID, _ tx: Transaction
  ) throws {
    guard quantity > 0 else {
      try tx.run("DELETE FROM stock_transfer_lines WHERE transfer_id = \(id) AND variant_id = \(variant)")
      return
    }
    let values: NamedValues = ["transfer_id": id, "variant_id": variant, "quantity": quantity]
    try tx.run(
      """
      INSERT INTO stock_transfer_lines \(values: values)
      ON CONFLICT (transfer_id, variant_id) DO UPDATE SET quantity = excluded.quantity
      """)
  }

  /// Notes what came of a line, and what is known not to come.
  static func add(
    received: Int64, missing: Int64, of variant: VariantID, in id: StockTransferID, _ tx: Transaction
  ) throws {
    try tx.run(
      """
      UPDATE stock_transfer_lines SET received = received + \(received), missing = missing + \(missing)
      WHERE transfer_id = \(id) AND variant_id = \(variant)
      """)
  }

  static func send(_ id: StockTransferID, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE stock_transfers SET status = \(StockTransferStatus.sent), sent_at = \(tx.now) WHERE id = \(id)
      """)
  }

  static func end(_ id: StockTransferID, as status: StockTransferStatus, _ tx: Transaction) throws {
    try tx.run("UPDATE stock_transfers SET status = \(status), ended_at = \(tx.now) WHERE id = \(id)")
  }

  /// How many pieces of a variant are on the way to some location.
  static func onTheWay(_ variant: VariantID, _ snapshot: Snapshot) throws -> Int64 {
    try snapshot.value(
      """
      SELECT CAST(COALESCE(SUM(n.quantity - n.received - n.missing), 0) AS BIGINT)
      FROM stock_transfer_lines n JOIN stock_transfers t ON t.id = n.transfer_id
      WHERE n.variant_id = \(variant) AND t.status = \(StockTransferStatus.sent)
      """) ?? 0
  }

  /// Whether a transfer from or to a location has not ended.
  static func isOpen(at location: StockLocationID, _ snapshot: Snapshot) throws -> Bool {
    let (draft, sent) = (StockTransferStatus.draft, StockTransferStatus.sent)
    return try snapshot.value(
      """
      SELECT t.id FROM stock_transfers t
      WHERE (t.source_id = \(location) OR t.target_id = \(location)) AND t.status IN (\(draft), \(sent)) LIMIT 1
      """, as: StockTransferID.self) != nil
  }

  /// Deletes some transfers of a shop with their lines; answers how many went.
  static func deleteSome(of shop: ShopID, limit: Int, _ tx: Transaction) throws -> Int {
    try tx.run(
      """
      DELETE FROM stock_transfers WHERE id IN
        (SELECT id FROM stock_transfers WHERE shop_id = \(shop) ORDER BY id LIMIT \(limit))
      """)
  }
}

extension StockTransfer: RowDecodable {
  package init(row: inout Row) throws {
    id = try row.next("t.id")
    shop = try row.next("t.shop_id")
    source = try row.next("t.source_id")
    sourceName = try row.next("f.name AS source_name")
    target = try row.next("t.target_id")
    targetName = try row.next("g.name AS target_name")
    accountName = try row.next("a.name AS account_name")
    status = try row.next("t.status")
    note = try row.next("t.note")
    createdAt = try row.next("t.created_at")
    sentAt = try row.next("t.sent_at")
    endedAt = try row.next("t.ended_at")
    variants = try row.next(
      "(SELECT COUNT(*) FROM stock_transfer_lines n WHERE n.transfer_id = t.id) AS variants")
    pieces = try row.next(
      """
      (SELECT CAST(COALESCE(SUM(n.quantity), 0) AS BIGINT) FROM stock_transfer_lines n
        WHERE n.transfer_id = t.id) AS pieces
      """)
    received = try row.next(
      """
      (SELECT CAST(COALESCE(SUM(n.received), 0) AS BIGINT) FROM stock_transfer_lines n
        WHERE n.transfer_id = t.id) AS received
      """)
  }
}

extension StockTransferLine: RowDecodable {
  package init(row: inout Row) throws {
    variant = try row.next("n.variant_id")
    product = try row.next("v.product_id")
    productTitle = try row.next("p.title")
    variantTitle = try row.next("v.title")
    sku = try row.next("v.sku")
    quantity = try row.next("n.quantity")
    received = try row.next("n.received")
    missing = try row.next("n.missing")
    isCounted = try row.next(
      """
      (v.deleted_at IS NULL AND p.deleted_at IS NULL AND v.tracks_stock = TRUE) AS is_counted
      """)
    keepsStock = try row.next("(v.deleted_at IS NULL AND v.tracks_stock = TRUE) AS keeps_stock")
    onHand = try row.next("v.on_hand - v.owed AS on_hand")
  }
}
