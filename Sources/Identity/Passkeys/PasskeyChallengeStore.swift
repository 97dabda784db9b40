import Kernel
import Persistence

/// The rows of challenges.
enum PasskeyChallengeStore {
  /// A challenge for a registration of `account`, or for a sign-in of whoever it will be.
  static func insert(_ hash: [UInt8], for account: AccountID?, _ tx: Transaction) throws {
    let row: NamedValues = [
      "challenge_hash": hash, "account_id": account,
      "expires_at": tx.now.adding(seconds: passkeyChallengeSeconds),
    ]
    try tx.run("INSERT INTO passkey_challenges \(values: row)")
  }

  /// Spends a challenge. False when it was never made for this, was used, or has run out.
  static func take(_ hash: [UInt8], for account: AccountID?, _ tx: Transaction) throws -> Bool {
    let owner: SQL = account.map { "account_id = \($0)" } ?? "account_id IS NULL"
    return try tx.run(
      """
      DELETE FROM passkey_challenges
      WHERE challenge_hash = \(hash) AND expires_at > \(tx.now) AND \(fragment: owner)
      """) == 1
  }

  static func purge(expiredBefore moment: Timestamp, limit: Int, _ tx: Transaction) throws -> Int {
    try tx.run(
      """
      DELETE FROM passkey_challenges WHERE challenge_hash IN (
        SELECT challenge_hash FROM passkey_challenges WHERE expires_at < \(moment) LIMIT \(limit))
      """)
  }
}
