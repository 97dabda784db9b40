import Kernel
import Persistence

extension EmailChange: RowDecodable {
  init(row: inout Row) throws {
    id = try row.next("id")
    account = try row.next("account_id")
    oldEmail = try row.next("old_email")
    newEmail = try row.next("new_email")
    codeHash = try row.next("code_hash")
    tokenHash = try row.next("token_hash")
    createdAt = try row.next("created_at")
  }
}

/// The rows of changes of addresses.
enum EmailChangeStore {
  private static let columns = SQL.columns(of: EmailChange.self)

  static func insert(_ change: EmailChange, _ tx: Transaction) throws {
    let values: NamedValues = [
      "id": change.id, "account_id": change.account, "old_email": change.oldEmail,
      "new_email": change.newEmail,
      "code_hash": change.codeHash, "token_hash": change.tokenHash, "created_at": change.createdAt,
      "attempts": 0, "expires_at": tx.now.adding(seconds: emailChangeSeconds),
    ]
    try tx.run("INSERT INTO email_changes \(values: values)")
  }

  /// The newest one, whether it still counts or not.
  static func newest(of account: AccountID, _ snapshot: Snapshot) throws -> EmailChange? {
    try snapshot.first(
      """
      SELECT \(fragment: columns) FROM email_changes WHERE account_id = \(account)
      ORDER BY created_at DESC, id DESC LIMIT 1
      """)
  }

  /// The one that waits for its code.
  static func waiting(of account: AccountID, attempts: Int, _ tx: Transaction) throws -> EmailChange? {
    try tx.first(
      """
      SELECT \(fragment: columns) FROM email_changes
      WHERE account_id = \(account) AND confirmed_at IS NULL AND expires_at > \(tx.now)
        AND attempts < \(attempts)
      ORDER BY created_at DESC LIMIT 1
      """)
  }

  static func byToken(_ hash: [UInt8], _ snapshot: Snapshot) throws -> EmailChange? {
    try snapshot.first("SELECT \(fragment: columns) FROM email_changes WHERE token_hash = \(hash)")
  }

  static func byUndo(_ hash: [UInt8], at now: Timestamp, _ snapshot: Snapshot) throws -> EmailChange? {
    try snapshot.first(
      "SELECT \(fragment: columns) FROM email_changes WHERE undo_hash = \(hash) AND undo_until > \(now)")
  }

  static func countWrongGuess(_ id: EmailChangeID, _ tx: Transaction) throws {
    try tx.run("UPDATE email_changes SET attempts = attempts + 1 WHERE id = \(id)")
  }

  static func confirm(
    _ id: EmailChangeID, undoHash: [UInt8], until: Timestamp, _ tx: Transaction
  ) throws {
    try tx.run(
      """
      UPDATE email_changes SET confirmed_at = \(tx.now), code_hash = NULL, token_hash = NULL,
        undo_hash = \(undoHash), undo_until = \(until)
      WHERE id = \(id)
      """)
  }

  /// A change that was taken back, and those after it, can't be taken back any more. Those before it can: who made
  /// two must not keep the first by taking back the second.
  static func endUndo(of account: AccountID, from moment: Timestamp, _ tx: Transaction) throws {
    try tx.run(
      "UPDATE email_changes SET undo_hash = NULL WHERE account_id = \(account) AND created_at >= \(moment)")
  }

  static func deleteWaiting(of account: AccountID, _ tx: Transaction) throws {
    try tx.run("DELETE FROM email_changes WHERE account_id = \(account) AND confirmed_at IS NULL")
  }

  /// Every address that was the account's before.
  static func oldEmails(of account: AccountID, _ snapshot: Snapshot) throws -> [EmailAddress] {
    try snapshot.values(
      """
      SELECT DISTINCT old_email FROM email_changes WHERE account_id = \(account) AND confirmed_at IS NOT NULL
      """)
  }

  /// Every address that a code was asked for, whether it became the account's or not.
  static func allEmails(of account: AccountID, _ snapshot: Snapshot) throws -> [EmailAddress] {
    let new: [EmailAddress] = try snapshot.values(
      "SELECT new_email FROM email_changes WHERE account_id = \(account) AND new_email IS NOT NULL")
    return try oldEmails(of: account, snapshot) + new
  }

  static func deleteAll(of account: AccountID, _ tx: Transaction) throws -> Int {
    try tx.run("DELETE FROM email_changes WHERE account_id = \(account)")
  }

  static func purgeWaiting(expiredBefore moment: Timestamp, limit: Int, _ tx: Transaction) throws -> Int {
    try tx.run(
      """
      DELETE FROM email_changes WHERE id IN (
        SELECT id FROM email_changes WHERE confirmed_at IS NULL AND expires_at < \(moment) LIMIT \(limit))
      """)
  }
}
