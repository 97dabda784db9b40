import Kernel
import Persistence

/// The rows of `stock_locations`.
enum StockLocationStore {
  static let columns = SQL.columns(of: StockLocation.self)

  /// The order in which sales take from them; those that are not used any more come last.
  private static let order: SQL = "ORDER BY l.deactivated_at IS NOT NULL, l.position, l.id"

  /// The main location of the shop of a row of `variants` that a statement changes.
  static let mainOfVariant: SQL = """
    (SELECT l.id FROM stock_locations l WHERE l.shop_id = variants.shop_id AND l.is_main = TRUE) AS main_location
    """

  static func all(of shop: ShopID, _ snapshot: Snapshot) throws -> [StockLocation] {
    try snapshot.all(
      """
      SELECT \(fragment: columns) FROM stock_locations l WHERE l.shop_id = \(shop) \(fragment: order)
      """)
  }

  static func find(_ id: StockLocationID, of shop: ShopID, _ snapshot: Snapshot) throws -> StockLocation? {
    try snapshot.first(
      """
      SELECT \(fragment: columns) FROM stock_locations l WHERE l.id = \(id) AND l.shop_id = \(shop)
      """)
  }

  static func main(of shop: ShopID, _ snapshot: Snapshot) throws -> StockLocation? {
    try snapshot.first(
      """
      SELECT \(fragment: columns) FROM stock_locations l WHERE l.shop_id = \(shop) AND l.is_main = TRUE
      """)
  }

  /// All of a shop for somebody who changes which there are: nobody else does, and no goods come to any of them, until the
  /// end of the transaction. The shop's row is locked first, as there may be none yet.
  static func lock(of shop: ShopID, _ tx: Transaction) throws -> [StockLocation] {
    if tx.engine == .postgres {
      let _: ShopID? = try tx.value("SELECT id FROM shops WHERE id = \(shop) FOR NO KEY UPDATE")
      let _: [StockLocationID] = try tx.values(
        "SELECT id FROM stock_locations WHERE shop_id = \(shop) ORDER BY id FOR UPDATE")
    }
    return try all(of: shop, tx)
  }

  /// Those of the given ones to which goods may be brought, and which stay so until the end of the transaction.
  static func hold(
    _ ids: [StockLocationID], of shop: ShopID, _ tx: Transaction
  ) throws -> [StockLocationID: StockLocation] {
    let lock: SQL = tx.engine == .postgres ? "FOR SHARE" : ""
    let held: [StockLocation] = try tx.all(
      """
      SELECT \(fragment: columns) FROM stock_locations l
      WHERE l.id IN \(list: ids) AND l.shop_id = \(shop) AND l.deactivated_at IS NULL
      ORDER BY l.id \(fragment: lock)
      """)
    return Dictionary(uniqueKeysWithValues: held.map { ($0.id, $0) })
  }

  /// The main one, held in the same way; `nil` in a shop without locations.
  static func holdMain(of shop: ShopID, _ tx: Transaction) throws -> StockLocation? {
    let lock: SQL = tx.engine == .postgres ? "FOR SHARE" : ""
    func held() throws -> StockLocation? {
      try tx.first(
        """
        SELECT \(fragment: columns) FROM stock_locations l
        WHERE l.shop_id = \(shop) AND l.is_main = TRUE \(fragment: lock)
        """)
    }
    // Whoever waited here until another one became the main one has found the one before, which is that no more: PostgreSQL
    // then answers with none. What a statement sees that begins now has the other one.
    if let main = try held() { return main }
    return tx.engine == .postgres ? try held() : nil
  }

  static func insert(
    _ id: StockLocationID, _ input: StockLocationInput, at position: Int64, isMain: Bool, in shop: ShopID,
    _ tx: Transaction
  ) throws {
    let values: NamedValues = [
      "id": id, "shop_id": shop, "name": input.name, "address": input.address, "position": position,
      "is_main": isMain, "created_at": tx.now,
    ]
    try tx.run("INSERT INTO stock_locations \(values: values)")
  }

  static func set(name: String, address: String?, of id: StockLocationID, _ tx: Transaction) throws {
    try tx.run("UPDATE stock_locations SET name = \(name), address = \(address) WHERE id = \(id)")
  }

  static func set(position: Int64, of id: StockLocationID, _ tx: Transaction) throws {
    try tx.run("UPDATE stock_locations SET position = \(position) WHERE id = \(id)")
  }

  static func set(deactivatedAt: Timestamp?, of id: StockLocationID, _ tx: Transaction) throws {
    try tx.run("UPDATE stock_locations SET deactivated_at = \(deactivatedAt) WHERE id = \(id)")
  }

  /// Makes another one the main location; what lies where is moved before.
  static func passMain(from old: StockLocationID, to new: StockLocationID, _ tx: Transaction) throws {
    // One after the other, as a shop has one of them at any moment.
    try tx.run("UPDATE stock_locations SET is_main = FALSE WHERE id = \(old)")
    try tx.run("UPDATE stock_locations SET is_main = TRUE WHERE id = \(new)")
  }

  /// Takes all locations of a shop that has no goods any more away.
  static func deleteAll(of shop: ShopID, _ tx: Transaction) throws {
    try tx.run("DELETE FROM stock_locations WHERE shop_id = \(shop)")
  }
}
