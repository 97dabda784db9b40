import Kernel
import Persistence

extension Export: RowDecodable {
  package init(row: inout Row) throws {
    id = try row.next()
    account = try row.next()
    status = try row.next()
    bytes = try row.next()
    createdAt = try row.next()
    readyAt = try row.next()
    expiresAt = try row.next()
    key = try row.next()
  }
}

/// The rows of exports.
enum ExportStore {
  private static let columns: SQL =
    "id, account_id, status, bytes, created_at, ready_at, expires_at, storage_key"

  static func insert(_ export: Export, _ tx: Transaction) throws {
    try tx.run(
      """
      INSERT INTO account_exports (\(fragment: columns))
      VALUES (\(export.id), \(export.account), \(export.status), NULL, \(export.createdAt), NULL,
        \(export.expiresAt), \(export.key))
      """)
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
