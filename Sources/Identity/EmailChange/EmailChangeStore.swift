import Kernel
import Persistence

extension EmailChange: RowDecodable {
  init(row: inout Row) throws {
    id = try row.next()
    account = try row.next()
    oldEmail = try row.next()
    newEmail = try row.next()
    codeHash = try row.next()
    tokenHash = try row.next()
    createdAt = try row.next()
  }
}

/// The rows of changes of addresses.
enum EmailChangeStore {
  private static let columns: SQL = "id, account_id, old_email, new_email, code_hash, token_hash, created_at"

  static func insert(_ change: EmailChange, _ tx: Transaction) throws {
    try tx.run(
      """
      INSERT INTO email_changes (\(fragment: columns), attempts, expires_at)
      VALUES (\(change.id), \(change.account), \(change.oldEmail), \(change.newEmail), \(change.codeHash),
        \(change.tokenHash), \(change.createdAt), 0, \(tx.now.adding(seconds: emailChangeSeconds)))
      """)
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
