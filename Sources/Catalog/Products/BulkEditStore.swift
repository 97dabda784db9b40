import Kernel
import Persistence

extension BulkEdit: RowDecodable {
  package init(row: inout Row) throws {
    id = try row.next("id")
    changes = try row.next("changes", StoredChanges.self).list
    createdAt = try row.next("created_at")
    undoneAt = try row.next("undone_at")
    asked = try row.next("asked")
    kept = try row.next("kept")
  }
}

/// The rows of what vendors changed in many products at once.
enum BulkEditStore {
  private static let columns = SQL.columns(of: BulkEdit.self)

  /// False when an edit has this id. Waits for a transaction that has begun it and is not done.
  static func begin(_ id: BulkEditID, asked: String, of shop: ShopID, _ tx: Transaction) throws -> Bool {
    let row: NamedValues = [
      "id": id, "shop_id": shop, "changes": StoredChanges(list: []), "created_at": tx.now, "asked": asked,
    ]
    return try tx.run("INSERT INTO bulk_edits \(values: row) ON CONFLICT (id) DO NOTHING") == 1
  }

  /// What became of the products.
  static func keep(_ changes: [ProductRowChange], in id: BulkEditID, _ tx: Transaction) throws {
    try tx.run("UPDATE bulk_edits SET changes = \(StoredChanges(list: changes)) WHERE id = \(id)")
  }

  /// The shop's edit, locked.
  static func lock(_ id: BulkEditID, of shop: ShopID, _ tx: Transaction) throws -> BulkEdit? {
    try tx.first(
      """
      SELECT \(fragment: columns) FROM bulk_edits WHERE id = \(id) AND shop_id = \(shop)
      \(fragment: tx.forUpdate)
      """)
  }

  /// `kept` products were changed again and stayed as they were.
  static func markUndone(_ id: BulkEditID, kept: Int, _ tx: Transaction) throws {
    try tx.run("UPDATE bulk_edits SET undone_at = \(tx.now), kept = \(kept) WHERE id = \(id)")
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
