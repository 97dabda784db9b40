import Kernel
import Persistence

extension StoredSecondFactor: RowDecodable {
  init(row: inout Row) throws {
    account = try row.next("account_id")
    sealedSecret = try row.next("secret")
    confirmedAt = try row.next("confirmed_at")
    lastStep = try row.next("last_step")
    failures = try row.next("failures")
    blockedUntil = try row.next("blocked_until")
  }
}

/// The rows of second factors and recovery codes.
enum SecondFactorStore {
  private static let columns = SQL.columns(of: StoredSecondFactor.self)

  static func find(_ account: AccountID, _ snapshot: Snapshot) throws -> StoredSecondFactor? {
    try snapshot.first("SELECT \(fragment: columns) FROM second_factors WHERE account_id = \(account)")
  }

  /// Locked, so that codes are tried one after another.
  static func lock(_ account: AccountID, _ tx: Transaction) throws -> StoredSecondFactor? {
    try tx.first(
      """
      SELECT \(fragment: columns) FROM second_factors WHERE account_id = \(account) \(fragment: tx.forUpdate)
      """)
  }

  /// Keeps a secret that is to be confirmed, in place of one that never was. False when there is one that
  /// counts.
  static func begin(_ account: AccountID, sealedSecret: [UInt8], _ tx: Transaction) throws -> Bool {
    let row: NamedValues = [
      "account_id": account, "secret": sealedSecret, "last_step": -1, "failures": 0, "blocked_until": 0,
      "created_at": tx.now,
    ]
    return try tx.run(
      """
      INSERT INTO second_factors \(values: row)
      ON CONFLICT (account_id) DO UPDATE SET secret = excluded.secret, created_at = excluded.created_at
      WHERE second_factors.confirmed_at IS NULL
      """) == 1
  }

  /// False when another request confirmed it first.
  static func confirm(_ account: AccountID, step: Int64, _ tx: Transaction) throws -> Bool {
    try tx.run(
      """
      UPDATE second_factors SET confirmed_at = \(tx.now), last_step = \(step), failures = 0, blocked_until = 0
      WHERE account_id = \(account) AND confirmed_at IS NULL
      """) == 1
  }

  /// Spends the code of a step. False when it, or a later one, was used already.
  static func use(step: Int64, of account: AccountID, _ tx: Transaction) throws -> Bool {
    try tx.run(
      """
      UPDATE second_factors SET last_step = \(step), failures = 0, blocked_until = 0
      WHERE account_id = \(account) AND last_step < \(step)
      """) == 1
  }

  static func countFailure(of account: AccountID, blockedUntil: Timestamp, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE second_factors SET failures = failures + 1, blocked_until = \(blockedUntil)
      WHERE account_id = \(account)
      """)
  }

  static func forgiveFailures(of account: AccountID, _ tx: Transaction) throws {
    try tx.run(
      "UPDATE second_factors SET failures = 0, blocked_until = 0 WHERE account_id = \(account)")
  }

  /// Removes the secret and the recovery codes. False when there was none that counted.
  static func delete(_ account: AccountID, _ tx: Transaction) throws -> Bool {
    try tx.run("DELETE FROM recovery_codes WHERE account_id = \(account)")
    let counted = try tx.run(
      "DELETE FROM second_factors WHERE account_id = \(account) AND confirmed_at IS NOT NULL")
    try tx.run("DELETE FROM second_factors WHERE account_id = \(account)")
    return counted == 1
  }

  // MARK: Recovery codes

  static func replaceRecoveryCodes(of account: AccountID, _ hashes: [[UInt8]], _ tx: Transaction) throws {
    try tx.run("DELETE FROM recovery_codes WHERE account_id = \(account)")
    for hash in hashes {
      try tx.run("INSERT INTO recovery_codes (account_id, code_hash) VALUES (\(account), \(hash))")
    }
  }

  /// Spends a recovery code. False when there is no such code, or it was used.
  static func use(recoveryCode hash: [UInt8], of account: AccountID, _ tx: Transaction) throws -> Bool {
    try tx.run("DELETE FROM recovery_codes WHERE account_id = \(account) AND code_hash = \(hash)") == 1
  }

  static func recoveryCodesLeft(of account: AccountID, _ snapshot: Snapshot) throws -> Int {
    try snapshot.value("SELECT COUNT(*) FROM recovery_codes WHERE account_id = \(account)", as: Int.self) ?? 0
  }

  // MARK: Sealing

  /// Secrets in the order of their accounts, from behind `last`.
  static func sealed(
    after last: AccountID, limit: Int, _ tx: Transaction
  ) throws -> [(account: AccountID, secret: [UInt8])] {
    try tx.all(
      """
      SELECT account_id, secret FROM second_factors WHERE account_id > \(last)
      ORDER BY account_id LIMIT \(limit) \(fragment: tx.forUpdate)
      """
    ) { (account: try $0.next(AccountID.self), secret: try $0.next([UInt8].self)) }
  }

  static func replaceSecret(of account: AccountID, _ sealed: [UInt8], _ tx: Transaction) throws {
    try tx.run("UPDATE second_factors SET secret = \(sealed) WHERE account_id = \(account)")
  }
}
