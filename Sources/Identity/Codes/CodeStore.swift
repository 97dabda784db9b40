import Kernel
import Persistence

extension OneTimeCode: RowDecodable {
  init(row: inout Row) throws {
    id = try row.next()
    codeHash = try row.next()
    tokenHash = try row.next()
    name = try row.next()
    passwordHash = try row.next()
  }
}

/// The rows of one-time codes.
enum CodeStore {
  private static let columns: SQL = "id, code_hash, token_hash, name, password_hash"

  static func insert(
    _ code: OneTimeCode, of account: AccountID, for purpose: CodePurpose, _ tx: Transaction
  ) throws {
    try tx.run(
      """
      INSERT INTO one_time_codes
        (id, account_id, purpose, code_hash, token_hash, attempts, name, password_hash, created_at,
         expires_at)
      VALUES (\(code.id), \(account), \(purpose), \(code.codeHash), \(code.tokenHash), 0, \(code.name),
        \(code.passwordHash), \(tx.now), \(tx.now.adding(seconds: codeLifetimeSeconds)))
      """)
  }

  /// Whose code the token is. The caller locks the account and looks again.
  static func owner(ofToken hash: [UInt8], for purpose: CodePurpose, _ snapshot: Snapshot) throws
    -> AccountID?
  {
    try snapshot.value(
      "SELECT account_id FROM one_time_codes WHERE token_hash = \(hash) AND purpose = \(purpose)")
  }

  /// The codes that still count, newest first.
  static func live(of account: AccountID, for purpose: CodePurpose, _ tx: Transaction) throws -> [OneTimeCode]
  {
    try tx.all(
      """
      SELECT \(fragment: columns) FROM one_time_codes
      WHERE account_id = \(account) AND purpose = \(purpose) AND expires_at > \(tx.now)
        AND attempts < \(maximumCodeAttempts)
      ORDER BY created_at DESC, id DESC
      """)
  }

  /// What the newest sign-up for the account asked for, whether its code still counts or not.
  static func newestSignUp(of account: AccountID, _ tx: Transaction) throws -> (name: String, hash: String)? {
    try tx.first(
      """
      SELECT name, password_hash FROM one_time_codes
      WHERE account_id = \(account) AND purpose = \(CodePurpose.activation) AND name IS NOT NULL
      ORDER BY created_at DESC, id DESC LIMIT 1
      """
    ) { (name: try $0.next(String.self), hash: try $0.next(String.self)) }
  }

  static func countWrongGuess(of account: AccountID, for purpose: CodePurpose, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE one_time_codes SET attempts = attempts + 1
      WHERE account_id = \(account) AND purpose = \(purpose) AND expires_at > \(tx.now)
      """)
  }

  static func delete(of account: AccountID, for purpose: CodePurpose, _ tx: Transaction) throws {
    try tx.run("DELETE FROM one_time_codes WHERE account_id = \(account) AND purpose = \(purpose)")
  }

  static func deleteAll(of account: AccountID, _ tx: Transaction) throws {
    try tx.run("DELETE FROM one_time_codes WHERE account_id = \(account)")
  }

  static func purge(expiredBefore moment: Timestamp, limit: Int, _ tx: Transaction) throws -> Int {
    try tx.run(
      """
      DELETE FROM one_time_codes WHERE id IN (
        SELECT id FROM one_time_codes WHERE expires_at < \(moment) LIMIT \(limit))
      """)
  }
}
