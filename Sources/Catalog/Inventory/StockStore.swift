import Kernel
import Persistence

/// Moves stock inside the transaction of an order. Every move is one conditional UPDATE by primary key, so
/// nothing is sold twice at any concurrency; callers go through their lines in the order of the variants'
/// ids. The product's row is only touched when a variant runs out or comes back, or when goods leave the
/// shop.
package struct StockStore: Sendable {
  let generation: CatalogGeneration

  /// Moves that tell listings' caches by `generation`.
  package init(generation: CatalogGeneration) { self.generation = generation }

  /// Holds stock for a checkout that is not paid yet. False when there is not enough.
  package func reserve(
    _ variant: VariantID, _ quantity: Int64, _ tx: Transaction
  ) throws -> Bool {
    let moved = try move(
      """
      UPDATE variants SET reserved = reserved + \(quantity)
      WHERE id = \(variant) AND deleted_at IS NULL AND on_hand - reserved - allocated >= \(quantity)
      """, tx)
    guard let moved else { return false }
    if moved.available == 0 { try changeSide(moved, tx) }
    return true
  }

  /// Gives stock to an order at once, without a reservation before. False when there is not enough.
  package func allocate(
    _ variant: VariantID, _ quantity: Int64, _ tx: Transaction
  ) throws -> Bool {
    let moved = try move(
      """
      UPDATE variants SET allocated = allocated + \(quantity)
      WHERE id = \(variant) AND deleted_at IS NULL AND on_hand - reserved - allocated >= \(quantity)
      """, tx)
    guard let moved else { return false }
    if moved.available == 0 { try changeSide(moved, tx) }
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
      UPDATE variants SET reserved = reserved - \(quantity) WHERE id = \(variant) AND reserved >= \(quantity)
      """, tx)
    if let moved, moved.available == quantity { try changeSide(moved, tx) }
  }

  /// Gives an order's stock back, before it has left the shop.
  package func deallocate(
    _ variant: VariantID, _ quantity: Int64, _ tx: Transaction
  ) throws {
    let moved = try move(
      """
      UPDATE variants SET allocated = allocated - \(quantity)
      WHERE id = \(variant) AND allocated >= \(quantity)
      """, tx)
    if let moved, moved.available == quantity { try changeSide(moved, tx) }
  }

  /// An order's stock leaves the shop and counts as sold.
  package func handOver(
    _ variant: VariantID, _ quantity: Int64, _ tx: Transaction
  ) throws {
    let moved = try move(
      """
      UPDATE variants SET on_hand = on_hand - \(quantity), allocated = allocated - \(quantity),
        sold = sold + \(quantity)
      WHERE id = \(variant) AND allocated >= \(quantity)
      """, tx)
    guard let moved else { return }
    try tx.run("UPDATE products SET sold = sold + \(quantity) WHERE id = \(moved.product)")
    generation.advance(after: tx)
  }

  /// Handed-over goods come back and can be bought again.
  package func takeBack(
    _ variant: VariantID, _ quantity: Int64, _ tx: Transaction
  ) throws {
    let moved = try move(
      """
      UPDATE variants SET on_hand = on_hand + \(quantity), sold = sold - \(quantity) WHERE id = \(variant)
      """, tx)
    guard let moved else { return }
    try tx.run("UPDATE products SET sold = sold - \(quantity) WHERE id = \(moved.product)")
    generation.advance(after: tx)
    if moved.available == quantity { try changeSide(moved, tx) }
  }

  /// Whether anything of a product can be bought, as a condition.
  static func hasStock(_ product: ProductID) -> SQL {
    """
    EXISTS (SELECT 1 FROM variants WHERE variants.product_id = \(product) AND variants.deleted_at IS NULL
      AND variants.on_hand - variants.reserved - variants.allocated > 0)
    """
  }

  private static let movedColumns = SQL.columns(of: Moved.self)

  private struct Moved: RowDecodable {
    let variant: VariantID
    let product: ProductID
    let shop: ShopID
    /// What can be bought now.
    let available: Int64
    /// What belongs to no order.
    let free: Int64
    let threshold: Int64

    init(row: inout Row) throws {
      variant = try row.next("id")
      product = try row.next("product_id")
      shop = try row.next("shop_id")
      available = try row.next("on_hand - reserved - allocated AS available")
      free = try row.next("on_hand - allocated AS free")
      threshold = try row.next(
        "(SELECT low_stock_threshold FROM shops WHERE shops.id = variants.shop_id) AS threshold")
    }
  }

  private func move(_ update: SQL, _ tx: Transaction) throws -> Moved? {
    try tx.first("\(fragment: update) RETURNING \(fragment: StockStore.movedColumns)")
  }

  /// A variant can't be bought any more, or can be again, and its product may be sold out, or back, with it.
  /// The product's row is locked first, so that of two last variants that go at the same moment the second
  /// sees the first.
  private func changeSide(_ moved: Moved, _ tx: Transaction) throws {
    let _: ProductID? = try tx.value(
      "SELECT id FROM products WHERE id = \(moved.product) \(fragment: tx.forUpdate)")
    try tx.run(
      """
      UPDATE products SET in_stock = NOT in_stock
      WHERE id = \(moved.product) AND in_stock <> \(fragment: StockStore.hasStock(moved.product))
      """)
    generation.advance(after: tx)
  }

  /// Tells the shop when an order takes its free stock to the threshold or to nothing.
  private func warn(_ moved: Moved, _ quantity: Int64, _ tx: Transaction) throws {
    let before = moved.free + quantity
    if moved.free <= 0, before > 0 {
      try tx.emit(StockOut(variant: moved.variant, product: moved.product, shop: moved.shop))
    } else if moved.free <= moved.threshold, before > moved.threshold {
      try tx.emit(
        StockLow(variant: moved.variant, product: moved.product, shop: moved.shop, left: moved.free))
    }
  }
}

extension Catalog {
  /// Moves stock for orders.
  package var stock: StockStore { StockStore(generation: generation) }
}
