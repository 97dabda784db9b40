import Kernel
import Persistence

extension BulkEdit: RowDecodable {
  package init(row: inout Row) throws {
    id = try row.next("id")
    changes = try row.next("changes", StoredChanges.self).list
    createdAt = try row.next("created_at")
    undoneAt = try row.next("undone_at")
  }
}

/// The rows of what vendors changed in many products at once.
enum BulkEditStore {
  private static let columns = SQL.columns(of: BulkEdit.self)

  static func insert(_ changes: [ProductRowChange], of shop: ShopID, _ tx: Transaction) throws -> BulkEditID {
    let id = BulkEditID(at: tx.now)
    let row: NamedValues = [
      "id": id, "shop_id": shop, "changes": StoredChanges(list: changes), "created_at": tx.now,
    ]
    try tx.run("INSERT INTO bulk_edits \(values: row)")
    return id
  }

  /// The shop's edit, locked.
  static func lock(_ id: BulkEditID, of shop: ShopID, _ tx: Transaction) throws -> BulkEdit? {
    try tx.first(
      """
      SELECT \(fragment: columns) FROM bulk_edits WHERE id = \(id) AND shop_id = \(shop)
      \(fragment: tx.forUpdate)
      """)
  }

  static func markUndone(_ id: BulkEditID, _ tx: Transaction) throws {
    try tx.run("UPDATE bulk_edits SET undone_at = \(tx.now) WHERE id = \(id)")
  }

  /// Forgets what can't be taken back any more.
  static func expire(_ tx: Transaction) throws {
    try tx.run("DELETE FROM bulk_edits WHERE created_at < \(tx.now.adding(seconds: -BulkEdit.undoSeconds))")
  }

  static func deleteAll(of shop: ShopID, _ tx: Transaction) throws {
    try tx.run("DELETE FROM bulk_edits WHERE shop_id = \(shop)")
  }
}

private struct StoredChanges: SQLValue {
  let list: [ProductRowChange]

  static var sample: StoredChanges { StoredChanges(list: []) }
  var sqlParameter: SQLParameter { StoredJSON.parameter(list) }
  static func decode(_ column: SQLColumn) throws -> StoredChanges {
    StoredChanges(list: try StoredJSON.read(column))
  }
}
