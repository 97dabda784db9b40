import Kernel
import Persistence
import Web

/// One key and what is known of it.
struct IdempotencyRecord: RowDecodable {
  let fingerprint: String
  let startedAt: Timestamp
  /// `nil` while the request runs.
  let answer: StoredResponse?

  init(row: inout Row) throws {
    fingerprint = try row.next()
    startedAt = try row.next()
    let status: Int? = try row.next()
    let contentType: String? = try row.next()
    let location: String? = try row.next()
    let body: [UInt8]? = try row.next()
    answer = status.map {
      StoredResponse(status: $0, contentType: contentType ?? "", location: location, body: body ?? [])
    }
  }
}

/// The rows of idempotency keys.
enum IdempotencyKeyStore {
  /// False when the key is known.
  static func insert(_ key: String, _ scope: String, _ fingerprint: String, _ tx: Transaction) throws -> Bool
  {
    try tx.run(
      """
      INSERT INTO idempotency_keys (scope, idempotency_key, fingerprint, started_at)
      VALUES (\(scope), \(key), \(fingerprint), \(tx.now))
      ON CONFLICT (scope, idempotency_key) DO NOTHING
      """) == 1
  }

  static func lock(_ key: String, _ scope: String, _ tx: Transaction) throws -> IdempotencyRecord? {
    try tx.first(
      """
      SELECT fingerprint, started_at, status, content_type, location, body FROM idempotency_keys
      WHERE scope = \(scope) AND idempotency_key = \(key) \(fragment: tx.forUpdate)
      """)
  }

  static func restart(_ key: String, _ scope: String, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE idempotency_keys SET started_at = \(tx.now) WHERE scope = \(scope) AND idempotency_key = \(key)
      """)
  }

  static func complete(
    _ key: String, _ scope: String, _ response: StoredResponse, _ tx: Transaction
  ) throws {
    try tx.run(
      """
      UPDATE idempotency_keys SET status = \(response.status), content_type = \(response.contentType),
        location = \(response.location), body = \(response.body)
      WHERE scope = \(scope) AND idempotency_key = \(key) AND status IS NULL
      """)
  }

  /// Only while there is no answer: a request that was taken over must not remove the other's.
  static func abandon(_ key: String, _ scope: String, _ tx: Transaction) throws {
    try tx.run(
      "DELETE FROM idempotency_keys WHERE scope = \(scope) AND idempotency_key = \(key) AND status IS NULL")
  }

  /// Deletes an account's keys, and the answers that hold one of these addresses; answers with their number.
  static func erase(account: AccountID, emails: [String], _ tx: Transaction) throws -> Int {
    let scope = "\(account) %"
    var count = try tx.run("DELETE FROM idempotency_keys WHERE scope LIKE \(scope)")
    for email in emails {
      let bytes = Array(email.utf8)
      let holds: SQL =
        tx.engine == .postgres ? "POSITION(\(bytes) IN body) > 0" : "INSTR(body, \(bytes)) > 0"
      count += try tx.run("DELETE FROM idempotency_keys WHERE body IS NOT NULL AND \(fragment: holds)")
    }
    return count
  }

  static func purge(before horizon: Timestamp, limit: Int, _ tx: Transaction) throws -> Int {
    try tx.run(
      """
      DELETE FROM idempotency_keys WHERE (scope, idempotency_key) IN (
        SELECT scope, idempotency_key FROM idempotency_keys
        WHERE started_at < \(horizon) LIMIT \(limit))
      """)
  }
}
