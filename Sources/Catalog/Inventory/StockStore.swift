import Kernel
import Persistence

/// Moves stock inside the transaction of an order. Every move is one conditional UPDATE by primary key, so
/// nothing is sold twice at any concurrency; callers go through their lines in the order of the variants'
/// ids. The product's row is only touched when a variant runs out or comes back, or when goods leave the
/// shop.
package struct StockStore: Sendable {
  /// Tells this node what changed.
  package let changes: CatalogChanges

  /// Moves that this node's `changes` tell of.
  package init(changes: CatalogChanges) { self.changes = changes }

  /// Holds stock for a checkout that is not paid yet. False when there is not enough.
  package func reserve(
    _ variant: VariantID, _ quantity: Int64, _ tx: Transaction
  ) throws -> Bool {
    let moved = try move(
      """
      UPDATE variants SET reserved = reserved + \(quantity), \(fragment: Self.owing(quantity))
      WHERE id = \(variant) AND deleted_at IS NULL AND \(fragment: Self.isEnough(quantity))
      """, tx)
    guard let moved else { return false }
    if moved.free == 0 { try changeSide(moved, tx) }
    return true
  }

  /// Gives stock to an order at once, without a reservation before. False when there is not enough.
  package func allocate(
    _ variant: VariantID, _ quantity: Int64, _ tx: Transaction
  ) throws -> Bool {
    let moved = try move(
      """
      UPDATE variants SET allocated = allocated + \(quantity), \(fragment: Self.owing(quantity))
      WHERE id = \(variant) AND deleted_at IS NULL AND \(fragment: Self.isEnough(quantity))
      """, tx)
    guard let moved else { return false }
    if moved.free == 0 { try changeSide(moved, tx) }
    try warn(moved, quantity, tx)
    return true
  }

  /// Turns a reservation into the order's own stock. False when there was no such reservation.
  package func keep(_ variant: VariantID, _ quantity: Int64, _ tx: Transaction) throws -> Bool {
    let moved = try move(
      """
      UPDATE variants SET reserved = reserved - \(quantity), allocated = allocated + \(quantity)
      WHERE id = \(variant) AND reserved >= \(quantity)
      """, tx)
    guard let moved else { return false }
    try warn(moved, quantity, tx)
    return true
  }

  /// Gives a reservation back.
  package func release(
    _ variant: VariantID, _ quantity: Int64, _ tx: Transaction
  ) throws {
    let moved = try move(
      """
      UPDATE variants SET reserved = reserved - \(quantity), \(fragment: Self.settling(quantity))
      WHERE id = \(variant) AND reserved >= \(quantity)
      """, tx)
    if let moved, moved.isFresh(after: quantity) { try changeSide(moved, tx) }
  }

  /// Gives an order's stock back, before it has left the shop.
  package func deallocate(
    _ variant: VariantID, _ quantity: Int64, _ tx: Transaction
  ) throws {
    let moved = try move(
      """
      UPDATE variants SET allocated = allocated - \(quantity), \(fragment: Self.settling(quantity))
      WHERE id = \(variant) AND allocated >= \(quantity)
      """, tx)
    if let moved, moved.isFresh(after: quantity) { try changeSide(moved, tx) }
  }

  /// Whether anything of a product can be bought, as a condition.
  static func hasStock(_ product: ProductID) -> SQL {
    """
    EXISTS (SELECT 1 FROM variants v WHERE v.product_id = \(product) AND v.deleted_at IS NULL
      AND \(fragment: available) > 0)
    """
  }

  /// How many pieces of a variant `v` can be bought: as many as there are, or `Variant.endless`.
  package static let available: SQL = """
    CASE WHEN v.tracks_stock = TRUE AND v.sells_on = FALSE
      THEN v.on_hand - v.reserved - v.allocated ELSE 1000000000 END
    """

  /// From how many pieces on a variant runs low, of one that the statement changes.
  private static let threshold: SQL = """
    COALESCE(variants.low_stock_threshold,
      (SELECT s.low_stock_threshold FROM shops s WHERE s.id = variants.shop_id), 0) AS threshold
    """

  /// Whether a variant `v` can run out.
  package static let canRunOut: SQL = "v.tracks_stock = TRUE AND v.sells_on = FALSE"

  /// What people see as the stock of a variant `v`: below zero where more was promised than there is.
  static let stock: SQL = "v.on_hand - v.reserved - v.allocated - v.owed"

  /// What nobody has a claim on, of a variant that the statement changes.
  static let free: SQL = "on_hand - reserved - allocated"

  private static func isEnough(_ quantity: Int64) -> SQL {
    """
    (\(fragment: free) >= \(quantity) OR tracks_stock = FALSE OR sells_on = TRUE)
    """
  }

  /// Takes on what `quantity` goes beyond what is there.
  private static func owing(_ quantity: Int64) -> SQL {
    let short: SQL = """
      CASE WHEN \(fragment: free) < \(quantity) THEN \(quantity) - (\(fragment: free)) ELSE 0 END
      """
    return "on_hand = on_hand + \(fragment: short), owed = owed + \(fragment: short)"
  }

  /// Pays back what is owed before anything is free again.
  private static func settling(_ quantity: Int64) -> SQL {
    "on_hand = on_hand - \(fragment: settled(quantity)), owed = owed - \(fragment: settled(quantity))"
  }

  static func settled(_ quantity: Int64) -> SQL {
    "CASE WHEN owed < \(quantity) THEN owed ELSE \(quantity) END"
  }

  /// Puts so many pieces into the shop: what is owed first.
  static func adding(_ quantity: Int64) -> SQL {
    """
    on_hand = on_hand + \(quantity) - \(fragment: settled(quantity)), owed = owed - \(fragment: settled(quantity))
    """
  }

  /// Takes so many pieces out; what sells on may owe what is missing then.
  static func removing(_ quantity: Int64) -> SQL {
    let short: SQL = """
      CASE WHEN \(fragment: free) < \(quantity) THEN \(quantity) - (\(fragment: free)) ELSE 0 END
      """
    return "on_hand = on_hand - \(quantity) + \(fragment: short), owed = owed + \(fragment: short)"
  }

  private static let movedColumns = SQL.columns(of: Moved.self)

  /// What a statement left of a variant that it changed.
  struct Moved: RowDecodable {
    let variant: VariantID
    let product: ProductID
    let shop: ShopID
    /// What nobody has a claim on.
    let free: Int64
    /// What belongs to no order.
    let unsold: Int64
    let canRunOut: Bool
    let isCounted: Bool
    let threshold: Int64
    /// What lies in the shop, without what was only promised.
    let balance: Int64

    init(row: inout Row) throws {
      variant = try row.next("id")
      product = try row.next("product_id")
      shop = try row.next("shop_id")
      free = try row.next(of: StockStore.free)
      unsold = try row.next("on_hand - allocated - owed AS unsold")
      canRunOut = try row.next("(tracks_stock = TRUE AND sells_on = FALSE) AS can_run_out")
      isCounted = try row.next("tracks_stock")
      threshold = try row.next(of: StockStore.threshold)
      balance = try row.next("on_hand - owed AS balance")
    }

    /// Whether nothing was free before `quantity` came back.
    func isFresh(after quantity: Int64) -> Bool { free > 0 && free <= quantity }
  }

  private func move(_ update: SQL, _ tx: Transaction) throws -> Moved? {
    try tx.first("\(fragment: update) RETURNING \(fragment: StockStore.movedColumns)")
  }

  /// A variant can't be bought any more, or can be again, and its product may be sold out, or back, with it.
  /// The product's row is locked first, so that of two last variants that go at the same moment the second
  /// sees the first.
  func changeSide(_ moved: Moved, _ tx: Transaction) throws {
    guard moved.canRunOut else { return }
    let _: ProductID? = try tx.value(
      "SELECT id FROM products WHERE id = \(moved.product) \(fragment: tx.forUpdate)")
    try tx.run(
      """
      UPDATE products SET in_stock = NOT in_stock
      WHERE id = \(moved.product) AND in_stock <> \(fragment: StockStore.hasStock(moved.product))
      """)
    changes.look(after: tx)
    if moved.free > 0 { try StockNoticeStore.tell(moved.variant, of: moved.product, moved.shop, tx) }
  }

  /// Tells the shop when something takes its free stock to the threshold or to nothing.
  func warn(_ moved: Moved, _ quantity: Int64, _ tx: Transaction) throws {
    guard moved.isCounted else { return }
    let before = moved.unsold + quantity
    if moved.unsold <= 0, before > 0 {
      try tx.emit(StockOut(variant: moved.variant, product: moved.product, shop: moved.shop))
    } else if moved.unsold <= moved.threshold, before > moved.threshold {
      try tx.emit(
        StockLow(variant: moved.variant, product: moved.product, shop: moved.shop, left: moved.unsold))
    }
  }
}

extension Catalog {
  /// Moves stock for orders.
  package var stock: StockStore { StockStore(changes: changes) }
}
