import Gateways
import Kernel
import Persistence

extension OpenIDRequest: RowDecodable {
  init(row: inout Row) throws {
    browserHash = try row.next("browser_hash")
    provider = try row.next("provider")
    next = try row.next("next_path")
    account = try row.next("account_id")
    expiresAt = try row.next("expires_at")
  }
}

/// The rows of ways to providers.
enum OpenIDRequestStore {
  private static let columns = SQL.columns(of: OpenIDRequest.self)

  static func insert(_ request: OpenIDRequest, state: String, _ tx: Transaction) throws {
    let row: NamedValues = [
      "state_hash": SecureToken.hash(state), "browser_hash": request.browserHash,
      "provider": request.provider, "next_path": request.next, "account_id": request.account,
      "expires_at": request.expiresAt,
    ]
    try tx.run("INSERT INTO openid_requests \(values: row)")
  }

  /// Takes the request out: a state is good for one way back, right or wrong.
  static func take(state: String, _ tx: Transaction) throws -> OpenIDRequest? {
    try tx.first(
      """
      DELETE FROM openid_requests WHERE state_hash = \(SecureToken.hash(state))
      RETURNING \(fragment: columns)
      """)
  }

  static func purge(before moment: Timestamp, limit: Int, _ tx: Transaction) throws -> Int {
    try tx.run(
      """
      DELETE FROM openid_requests WHERE state_hash IN (
        SELECT state_hash FROM openid_requests WHERE expires_at < \(moment) LIMIT \(limit))
      """)
  }
}
