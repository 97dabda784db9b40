import Kernel
import Persistence

extension SavedView: RowDecodable {
  package init(row: inout Row) throws {
    id = try row.next("id")
    list = try row.next("list")
    name = try row.next("name")
    query = try row.next("query")
    createdAt = try row.next("created_at")
  }
}

/// The rows of how people arrange lists.
enum SavedViewStore {
  private static let columns = SQL.columns(of: SavedView.self)

  static func views(
    of list: PortalList, for account: AccountID, _ snapshot: Snapshot
  ) throws -> [SavedView] {
    try snapshot.all(
      """
      SELECT \(fragment: columns) FROM saved_views WHERE account_id = \(account) AND list = \(list) ORDER BY name
      """)
  }

  static func all(of account: AccountID, _ snapshot: Snapshot) throws -> [SavedView] {
    try snapshot.all(
      "SELECT \(fragment: columns) FROM saved_views WHERE account_id = \(account) ORDER BY list, name")
  }

  /// False when the account has a view of this name.
  static func insert(_ view: SavedView, of account: AccountID, _ tx: Transaction) throws -> Bool {
    let row: NamedValues = [
      "id": view.id, "account_id": account, "list": view.list, "name": view.name, "query": view.query,
      "created_at": view.createdAt,
    ]
    return try tx.run(
      "INSERT INTO saved_views \(values: row) ON CONFLICT (account_id, list, name) DO NOTHING") == 1
  }

  static func find(
    _ id: SavedViewID, in list: PortalList, of account: AccountID, _ snapshot: Snapshot
  ) throws -> SavedView? {
    try snapshot.first(
      """
      SELECT \(fragment: columns) FROM saved_views
      WHERE id = \(id) AND list = \(list) AND account_id = \(account)
      """)
  }

  static func delete(_ id: SavedViewID, of account: AccountID, _ tx: Transaction) throws -> Bool {
    try tx.run("DELETE FROM saved_views WHERE id = \(id) AND account_id = \(account)") == 1
  }

  static func shown(
    of list: PortalList, for account: AccountID, _ snapshot: Snapshot
  ) throws -> [String]? {
    let keys = try snapshot.value(
      "SELECT shown FROM list_columns WHERE account_id = \(account) AND list = \(list)", as: String.self)
    return keys.map { $0.split(separator: ",").map(String.init) }
  }

  static func show(
    _ keys: [String], of list: PortalList, for account: AccountID, _ tx: Transaction
  ) throws {
    let row: NamedValues = [
      "account_id": account, "list": list, "shown": keys.joined(separator: ","), "updated_at": tx.now,
    ]
    try tx.run(
      """
      INSERT INTO list_columns \(values: row)
      ON CONFLICT (account_id, list) DO UPDATE SET shown = excluded.shown, updated_at = excluded.updated_at
      """)
  }

  static func forgetShown(of list: PortalList, for account: AccountID, _ tx: Transaction) throws {
    try tx.run("DELETE FROM list_columns WHERE account_id = \(account) AND list = \(list)")
  }

  /// Which lists the account has columns of, with their keys.
  static func columns(of account: AccountID, _ snapshot: Snapshot) throws -> [(PortalList, String)] {
    try snapshot.all("SELECT list, shown FROM list_columns WHERE account_id = \(account) ORDER BY list") {
      (try $0.next(PortalList.self), try $0.next(String.self))
    }
  }

  /// Answers with how many views went.
  static func deleteAll(of account: AccountID, _ tx: Transaction) throws -> Int {
    try tx.run("DELETE FROM list_columns WHERE account_id = \(account)")
    return try tx.run("DELETE FROM saved_views WHERE account_id = \(account)")
  }
}
