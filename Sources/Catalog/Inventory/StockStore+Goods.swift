import Kernel
import Persistence

// What brings goods into the shop, or takes them out of it. Reservations and allocations know no locations; goods that move
// do. A variant that lies at the main location alone, as everything in a shop without locations does, costs no statement for
// it: its row says so.
extension StockStore {
  private static let goodsColumns = SQL.columns(of: MovedGoods.self)

  /// What a statement left of a variant of which it moved goods, with where these lie.
  private struct MovedGoods: RowDecodable {
    let moved: Moved
    /// What lies at other locations than the main one.
    let elsewhere: Int64
    /// `nil` in a shop without locations.
    let main: StockLocationID?

    init(row: inout Row) throws {
      moved = try Moved(row: &row)
      elsewhere = try row.next("elsewhere")
      main = try row.next(of: StockLocationStore.mainOfVariant)
    }

    func change(by delta: Int64, _ cause: StockCause) -> StockChange {
      StockChange(
        variant: moved.variant, shop: moved.shop, delta: delta, balance: moved.balance, cause: cause,
        elsewhere: elsewhere, main: main)
    }
  }

  private func moveGoods(_ update: SQL, _ tx: Transaction) throws -> MovedGoods? {
    try tx.first("\(fragment: update) RETURNING \(fragment: Self.goodsColumns)")
  }

  /// An order's stock leaves the shop and counts as sold. What was not allocated stays.
  package func handOver(
    _ variant: VariantID, _ quantity: Int64, _ tx: Transaction
  ) throws {
    try handOver([StockLine(variant, quantity)], because: StockCause(.sale), tx)
  }

  /// The same for all lines of an order, in the order of the variants' ids; their movements are written by one insert. Each
  /// is taken from the first location that has all of it, or from one after the other.
  package func handOver(_ lines: [StockLine], because cause: StockCause, _ tx: Transaction) throws {
    var movements: [NewMovement] = []
    for line in lines {
      let goods = try moveGoods(
        """
        UPDATE variants SET on_hand = on_hand - \(line.quantity), allocated = allocated - \(line.quantity),
          sold = sold + \(line.quantity)
        WHERE id = \(line.variant) AND allocated >= \(line.quantity)
        """, tx)
      guard let goods else { continue }
      movements += try StockSpread.write(goods.change(by: -line.quantity, cause), by: .order, tx)
      try tx.run("UPDATE products SET sold = sold + \(line.quantity) WHERE id = \(goods.moved.product)")
      changes.look(after: tx)
    }
    try StockMovementStore.append(movements, tx)
  }

  /// Handed-over goods come back and can be bought again.
  package func takeBack(
    _ variant: VariantID, _ quantity: Int64, _ tx: Transaction
  ) throws {
    try takeBack([StockLine(variant, quantity)], because: StockCause(.returned), tx)
  }

  /// The same for several lines of an order, in the order of the variants' ids. They go where the order was taken from, as
  /// far as these locations are in use; everything else to the main one.
  package func takeBack(_ lines: [StockLine], because cause: StockCause, _ tx: Transaction) throws {
    var movements: [NewMovement] = []
    var origins: StockOrigins?
    for line in lines {
      let settled = Self.settled(line.quantity)
      let goods = try moveGoods(
        """
        UPDATE variants SET on_hand = on_hand + \(line.quantity) - \(fragment: settled),
          owed = owed - \(fragment: settled), sold = sold - \(line.quantity)
        WHERE id = \(line.variant)
        """, tx)
      guard let goods else { continue }
      let moved = goods.moved
      if origins == nil, goods.main != nil { origins = try StockOrigins(of: cause.order, moved.shop, tx) }
      movements += try StockSpread.write(
        goods.change(by: line.quantity, cause), to: origins?.take(line.quantity, of: line.variant) ?? [], tx)
      try tx.run("UPDATE products SET sold = sold - \(line.quantity) WHERE id = \(moved.product)")
      changes.look(after: tx)
      if moved.isFresh(after: line.quantity) { try changeSide(moved, tx) }
    }
    try StockMovementStore.append(movements, tx)
  }

  /// Changes what lies in the shop of a counted variant by so many pieces, upwards or downwards, at one of its locations, and
  /// answers with the movement that is to be written. `nil` for `location` is a shop without any. The variant is locked.
  /// `nil` when checkouts and orders hold more than would be left, when fewer lie at the location, when the variant is none
  /// of the shop's, is not counted, or would be more than can be said.
  func change(
    _ variant: VariantID, of shop: ShopID, by delta: Int64, at location: StockLocation?,
    because cause: StockCause, _ tx: Transaction
  ) throws -> NewMovement? {
    let isElsewhere = location.map { !$0.isMain } ?? false
    if let location, isElsewhere, delta < 0,
      try LocationStockStore.quantity(variant, at: location, tx) + delta < 0
    {
      return nil
    }
    let goods = try moveGoods(
      """
      UPDATE variants SET \(fragment: delta > 0 ? Self.adding(delta) : Self.removing(-delta)),
        elsewhere = elsewhere + \(isElsewhere ? delta : 0), updated_at = \(tx.now)
      WHERE id = \(variant) AND shop_id = \(shop) AND deleted_at IS NULL AND tracks_stock = TRUE
        AND on_hand - owed + \(delta) <= \(ProductRules.maximumStock)
        AND (\(fragment: Self.free) + \(delta) >= 0 OR sells_on = TRUE)
        AND \(fragment: Self.lies(delta, atMain: !isElsewhere))
      """, tx)
    guard let goods else { return nil }
    let moved = goods.moved
    if let location, isElsewhere { try LocationStockStore.write(variant, by: delta, at: location.id, tx) }
    changes.look(after: tx)
    if delta > 0, moved.isFresh(after: delta) { try changeSide(moved, tx) }
    if delta < 0 {
      if moved.free == 0 { try changeSide(moved, tx) }
      try warn(moved, -delta, tx)
    }
    return NewMovement(
      variant: variant, shop: shop, delta: delta, balance: moved.balance, cause: cause,
      location: location?.id)
  }

  /// Whether so many pieces can go from the main location; always where everything lies there.
  private static func lies(_ delta: Int64, atMain: Bool) -> SQL {
    guard atMain, delta < 0 else { return "TRUE" }
    return "(elsewhere = 0 OR sells_on = TRUE OR on_hand - owed - elsewhere + \(delta) >= 0)"
  }
}
