import Kernel
import Persistence

extension OneTimeCode: RowDecodable {
  init(row: inout Row) throws {
    id = try row.next("id")
    codeHash = try row.next("code_hash")
    tokenHash = try row.next("token_hash")
    signUp = try WantedAccount(row: &row)
    attempts = try row.next("attempts")
  }
}

extension WantedAccount {
  /// Nothing where no sign-up caused the code.
  fileprivate init?(row: inout Row) throws {
    let signUp = try row.next("sign_up_id", AccountID?.self)
    let name = try row.next("name", String?.self)
    let passwordHash = try row.next("password_hash", String?.self)
    let avatarKey = try row.next("avatar_key", String?.self)
    guard let name, let passwordHash else { return nil }
    self.init(signUp: signUp, name: name, passwordHash: passwordHash, avatarKey: avatarKey)
  }
}

/// The rows of one-time codes.
enum CodeStore {
  private static let columns = SQL.columns(of: OneTimeCode.self)
  private static let wantedColumns = SQL.columns { try WantedAccount(row: &$0) }

  static func insert(
    _ code: OneTimeCode, of account: AccountID, for purpose: CodePurpose, _ tx: Transaction
  ) throws {
    let values: NamedValues = [
      "id": code.id, "account_id": account, "purpose": purpose, "code_hash": code.codeHash,
      "token_hash": code.tokenHash, "attempts": 0, "sign_up_id": code.signUp?.signUp,
      "name": code.signUp?.name,
      "password_hash": code.signUp?.passwordHash, "avatar_key": code.signUp?.avatarKey, "created_at": tx.now,
      "expires_at": tx.now.adding(seconds: codeLifetimeSeconds),
    ]
    try tx.run("INSERT INTO one_time_codes \(values: values)")
  }

  /// Whose code the token is. The caller locks the account and looks again.
  static func owner(ofToken hash: [UInt8], for purpose: CodePurpose, _ snapshot: Snapshot) throws
    -> AccountID?
  {
    try snapshot.value(
      "SELECT account_id FROM one_time_codes WHERE token_hash = \(hash) AND purpose = \(purpose)")
  }

  /// The codes whose time is not over, newest first. Of those that were guessed at too often only the link
  /// still counts.
  static func live(of account: AccountID, for purpose: CodePurpose, _ tx: Transaction) throws -> [OneTimeCode]
  {
    try tx.all(
      """
      SELECT \(fragment: columns) FROM one_time_codes
      WHERE account_id = \(account) AND purpose = \(purpose) AND expires_at > \(tx.now)
      ORDER BY created_at DESC, id DESC
      """)
  }

  /// What the sign-ups for the account asked for, the newest first, whether their codes still count or not.
  static func signUps(of account: AccountID, _ snapshot: Snapshot) throws -> [WantedAccount] {
    let found: [WantedAccount?] = try snapshot.all(
      """
      SELECT \(fragment: wantedColumns) FROM one_time_codes
      WHERE account_id = \(account) AND purpose = \(CodePurpose.activation) AND name IS NOT NULL
      ORDER BY created_at DESC, id DESC
      """
    ) { try WantedAccount(row: &$0) }
    return found.compactMap(\.self)
  }

  /// The pictures that came with sign-ups for the account.
  static func pictures(of account: AccountID, _ tx: Transaction) throws -> [String] {
    try tx.all(
      """
      SELECT avatar_key FROM one_time_codes WHERE account_id = \(account) AND avatar_key IS NOT NULL
      """
    ) { try $0.next(String.self) }
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

  /// Those of sign-ups stay until the account is active or goes: when one is forgotten before another, the other
  /// looks like the only one, and it may be a stranger's.
  static func purge(expiredBefore moment: Timestamp, limit: Int, _ tx: Transaction) throws -> Int {
    try tx.run(
      """
      DELETE FROM one_time_codes WHERE id IN (
        SELECT id FROM one_time_codes c
        WHERE expires_at < \(moment)
          AND (name IS NULL OR EXISTS (SELECT 1 FROM accounts a WHERE a.id = c.account_id AND a.is_active = TRUE))
        LIMIT \(limit))
      """)
  }
}
