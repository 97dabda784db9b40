import Kernel
import Persistence
import Web

/// What is known of a key.
struct IdempotencyRecord: RowDecodable {
  static let columns = SQL.columns(of: IdempotencyRecord.self)

  let fingerprint: String
  /// What the request has begun.
  let subject: String?
  /// `nil` while the request goes on, or when it was cut off.
  let answer: StoredResponse?

  init(row: inout Row) throws {
    fingerprint = try row.next("fingerprint")
    subject = try row.next("subject")
    let status: Int? = try row.next("status")
    let contentType: String? = try row.next("content_type")
    let location: String? = try row.next("location")
    let body: [UInt8]? = try row.next("body")
    answer = status.map {
      StoredResponse(status: $0, contentType: contentType ?? "", location: location, body: body ?? [])
    }
  }

  /// Why a request must not be carried out; `nil` when it may, or may go on.
  func use(by request: KeyedRequest) -> UsedKey? {
    guard fingerprint == request.fingerprint else { return .mismatch }
    return answer.map(UsedKey.answered)
  }
}

/// The rows of idempotency keys.
enum IdempotencyKeyStore {
  /// False when the key is known. Waits for a transaction that has inserted it and is not done.
  static func insert(_ request: KeyedRequest, _ tx: Transaction) throws -> Bool {
    let row: NamedValues = [
      "scope": request.scope, "idempotency_key": request.key, "fingerprint": request.fingerprint,
      "started_at": tx.now,
    ]
    return try tx.run(
      """
      INSERT INTO idempotency_keys \(values: row)
      ON CONFLICT (scope, idempotency_key) DO NOTHING
      """) == 1
  }

  static func find(_ request: KeyedRequest, _ snapshot: Snapshot) throws -> IdempotencyRecord? {
    try snapshot.first(
      """
      SELECT \(fragment: IdempotencyRecord.columns) FROM idempotency_keys
      WHERE scope = \(request.scope) AND idempotency_key = \(request.key)
      """)
  }

  static func lock(_ request: KeyedRequest, _ tx: Transaction) throws -> IdempotencyRecord? {
    try tx.first(
      """
      SELECT \(fragment: IdempotencyRecord.columns) FROM idempotency_keys
      WHERE scope = \(request.scope) AND idempotency_key = \(request.key) \(fragment: tx.forUpdate)
      """)
  }

  static func complete(_ request: KeyedRequest, _ answer: StoredResponse, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE idempotency_keys SET status = \(answer.status), content_type = \(answer.contentType),
        location = \(answer.location), body = \(answer.body)
      WHERE scope = \(request.scope) AND idempotency_key = \(request.key)
      """)
  }

  static func begin(_ request: KeyedRequest, _ subject: String, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE idempotency_keys SET subject = \(subject)
      WHERE scope = \(request.scope) AND idempotency_key = \(request.key)
      """)
  }

  static func release(_ request: KeyedRequest, _ tx: Transaction) throws {
    try tx.run(
      """
      DELETE FROM idempotency_keys WHERE scope = \(request.scope) AND idempotency_key = \(request.key)
      """)
  }

  /// Deletes an account's keys, and the answers that hold one of these addresses; answers with their number.
  static func erase(account: AccountID, emails: [String], _ tx: Transaction) throws -> Int {
    let scope = "\(account) %"
    var count = try tx.run("DELETE FROM idempotency_keys WHERE scope LIKE \(scope)")
    for email in emails {
      let sent = "guest \(escaped(email)) %"
      count += try tx.run("DELETE FROM idempotency_keys WHERE scope LIKE \(sent) ESCAPE '!'")
      let bytes = Array(email.utf8)
      let holds: SQL =
        tx.engine == .postgres ? "POSITION(\(bytes) IN body) > 0" : "INSTR(body, \(bytes)) > 0"
      count += try tx.run("DELETE FROM idempotency_keys WHERE body IS NOT NULL AND \(fragment: holds)")
    }
    return count
  }

  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { $0 += "!%_".contains($1) ? "!\($1)" : "\($1)" }
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
