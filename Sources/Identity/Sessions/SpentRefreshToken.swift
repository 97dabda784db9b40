import Gateways
import Kernel
import Persistence

/// For so long an exchanged refresh token gets the same answer again instead of ending its session.
let spentTokenGraceSeconds: Int64 = 10

/// A refresh token that was exchanged, with what its session has by now.
struct SpentRefreshToken: RowDecodable, Sendable {
  let session: SessionID
  let account: AccountID
  /// `nil` for those that were exchanged before this was kept.
  let spentAt: Timestamp?
  private let tokenHash: [UInt8]
  private let refreshHash: [UInt8]?
  private let salt: String?
  private let lastSeenAt: Timestamp

  init(row: inout Row) throws {
    session = try row.next("s.id")
    account = try row.next("s.account_id")
    spentAt = try row.next("t.spent_at")
    tokenHash = try row.next("s.token_hash")
    refreshHash = try row.next("s.refresh_hash")
    salt = try row.next("s.refresh_salt")
    lastSeenAt = try row.next("s.last_seen_at")
  }

  /// Clocks of nodes may differ by as much either way.
  func wasExchangedJustNow(at now: Timestamp) -> Bool {
    guard let spentAt else { return false }
    return abs(now.milliseconds - spentAt.milliseconds) <= spentTokenGraceSeconds * 1000
  }

  /// What `token` was exchanged for; `nil` when the session has gone on from there.
  func successor(of token: String, _ account: Account) -> BegunSession? {
    guard let salt, let refreshHash else { return nil }
    let next = BegunSession(renewing: session, of: account, after: token, salt: salt, at: lastSeenAt)
    guard let refresh = next.refreshToken,
      SecureToken.isEqual(SecureToken.hash(refresh), refreshHash),
      SecureToken.isEqual(SecureToken.hash(next.secret), tokenHash)
    else { return nil }
    return next
  }
}

extension BegunSession {
  /// The session as it goes on after the refresh token `spent`. The same salt makes the same tokens.
  init(
    renewing session: SessionID, of account: Account, after spent: String, salt: String, at moment: Timestamp
  ) {
    self.init(
      id: session, account: account, kind: .bearer,
      secret: SecureToken.successor(of: spent, salt: salt, for: "access"),
      refreshToken: SecureToken.successor(of: spent, salt: salt, for: "refresh"), deviceToken: nil, at: moment
    )
  }
}
