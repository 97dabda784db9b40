import Kernel
import Persistence

/// A sign-in whose first step was right.
struct PendingSignIn: RowDecodable, Sendable {
  let account: AccountID
  let proofHash: [UInt8]
  let method: SignInMethod

  init(row: inout Row) throws {
    account = try row.next("account_id")
    proofHash = try row.next("proof_hash")
    method = try row.next("auth_method")
  }
}

/// The rows of sign-ins that wait for a code.
enum PendingSignInStore {
  private static let columns = SQL.columns(of: PendingSignIn.self)
  private static let maximumPerAccount = 10

  /// Beyond ten of one account the oldest goes.
  static func insert(
    _ tokenHash: [UInt8], of account: AccountID, proofHash: [UInt8], method: SignInMethod, seconds: Int64,
    _ tx: Transaction
  ) throws {
    let row: NamedValues = [
      "token_hash": tokenHash, "account_id": account, "proof_hash": proofHash, "auth_method": method,
      "created_at": tx.now, "expires_at": tx.now.adding(seconds: seconds),
    ]
    try tx.run("INSERT INTO pending_sign_ins \(values: row)")
    try tx.run(
      """
      DELETE FROM pending_sign_ins WHERE token_hash IN (
        SELECT token_hash FROM pending_sign_ins WHERE account_id = \(account)
        ORDER BY created_at DESC LIMIT 1000 OFFSET \(maximumPerAccount))
      """)
  }

  static func isWaiting(_ tokenHash: [UInt8], at now: Timestamp, _ snapshot: Snapshot) throws -> Bool {
    try snapshot.value(
      "SELECT COUNT(*) FROM pending_sign_ins WHERE token_hash = \(tokenHash) AND expires_at > \(now)",
      as: Int.self) == 1
  }

  /// Whose sign-in it is. The caller locks the account and looks again.
  static func owner(_ tokenHash: [UInt8], _ snapshot: Snapshot) throws -> AccountID? {
    try snapshot.value("SELECT account_id FROM pending_sign_ins WHERE token_hash = \(tokenHash)")
  }

  /// Locked, so that it is finished once.
  static func lock(_ tokenHash: [UInt8], _ tx: Transaction) throws -> PendingSignIn? {
    try tx.first(
      """
      SELECT \(fragment: columns) FROM pending_sign_ins
      WHERE token_hash = \(tokenHash) AND expires_at > \(tx.now) \(fragment: tx.forUpdate)
      """)
  }

  static func delete(_ tokenHash: [UInt8], _ tx: Transaction) throws {
    try tx.run("DELETE FROM pending_sign_ins WHERE token_hash = \(tokenHash)")
  }

  static func purge(expiredBefore moment: Timestamp, limit: Int, _ tx: Transaction) throws -> Int {
    try tx.run(
      """
      DELETE FROM pending_sign_ins WHERE token_hash IN (
        SELECT token_hash FROM pending_sign_ins WHERE expires_at < \(moment) LIMIT \(limit))
      """)
  }
}
