import Kernel
import Persistence

extension Export: RowDecodable {
  package init(row: inout Row) throws {
    id = try row.next("id")
    account = try row.next("account_id")
    status = try row.next("status")
    bytes = try row.next("bytes")
    createdAt = try row.next("created_at")
    readyAt = try row.next("ready_at")
    expiresAt = try row.next("expires_at")
    key = try row.next("storage_key")
  }
}

/// The rows of exports.
enum ExportStore {
  private static let columns = SQL.columns(of: Export.self)

  static func insert(_ export: Export, _ tx: Transaction) throws {
    let values: NamedValues = [
      "id": export.id, "account_id": export.account, "status": export.status, "created_at": export.createdAt,
      "expires_at": export.expiresAt, "storage_key": export.key,
    ]
    try tx.run("INSERT INTO account_exports \(values: values)")
  }

  static func find(_ id: ExportID, _ snapshot: Snapshot) throws -> Export? {
    try snapshot.first("SELECT \(fragment: columns) FROM account_exports WHERE id = \(id)")
  }

  static func list(of account: AccountID, _ snapshot: Snapshot) throws -> [Export] {
    try snapshot.all(
      "SELECT \(fragment: columns) FROM account_exports WHERE account_id = \(account) ORDER BY id DESC")
  }

  /// Those whose file lies in the store.
  static func ready(_ snapshot: Snapshot) throws -> [Export] {
    try snapshot.all(
      "SELECT \(fragment: columns) FROM account_exports WHERE status = \(ExportStatus.ready) ORDER BY id")
  }

  /// False when the export went meanwhile.
  static func finish(_ id: ExportID, bytes: Int, _ tx: Transaction) throws -> Bool {
    try tx.run(
      """
      UPDATE account_exports SET status = \(ExportStatus.ready), bytes = \(bytes), ready_at = \(tx.now)
      WHERE id = \(id) AND status = \(ExportStatus.queued)
      """) == 1
  }

  static func fail(_ id: ExportID, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE account_exports SET status = \(ExportStatus.failed)
      WHERE id = \(id) AND status = \(ExportStatus.queued)
      """)
  }

  /// Deletes an account's exports; answers with the keys of their files.
  static func deleteAll(of account: AccountID, _ tx: Transaction) throws -> [String] {
    try tx.values("DELETE FROM account_exports WHERE account_id = \(account) RETURNING storage_key")
  }

  /// Deletes exports whose time is over; answers with the keys of their files.
  static func purge(at now: Timestamp, limit: Int, _ tx: Transaction) throws -> [String] {
    try tx.values(
      """
      DELETE FROM account_exports WHERE id IN (
        SELECT id FROM account_exports WHERE expires_at <= \(now) ORDER BY expires_at LIMIT \(limit))
      RETURNING storage_key
      """)
  }
}
