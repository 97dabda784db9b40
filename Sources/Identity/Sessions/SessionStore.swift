import Gateways
import Kernel
import Persistence
import Web

extension Session: RowDecodable {
  package init(row: inout Row) throws {
    id = try row.next("id")
    kind = try row.next("kind")
    userAgent = try row.next("user_agent")
    clientAddress = try row.next("client_address")
    method = try row.next("auth_method")
    secondFactorAt = try row.next("second_factor_at")
    createdAt = try row.next("created_at")
    lastSeenAt = try row.next("last_seen_at")
    expiresAt = try row.next("expires_at")
  }
}

/// What a request's token leads to: the session and whose it is.
struct ActiveSession: RowDecodable, Sendable {
  let id: SessionID
  let lastSeenAt: Timestamp
  let account: AccountID
  let name: String
  let email: EmailAddress
  let adminRole: AdminRole?
  let secondFactorAt: Timestamp?

  init(row: inout Row) throws {
    id = try row.next("s.id")
    lastSeenAt = try row.next("s.last_seen_at")
    account = try row.next("a.id")
    name = try row.next("a.name")
    email = try row.next("a.email")
    adminRole = try row.next("a.admin_role")
    secondFactorAt = try row.next("s.second_factor_at")
  }
}

/// The rows of sessions.
enum SessionStore {
  private static let columns = SQL.columns(of: Session.self)
  private static let activeColumns = SQL.columns(of: ActiveSession.self)
  private static let spentColumns = SQL.columns(of: SpentRefreshToken.self)
  private static let maximumPerAccount = 50

  /// Begins a session, in place of `device.replaces`. Beyond fifty of one account the longest unused ends.
  static func issue(
    for account: Account, device: Device, method: SignInMethod = .password,
    secondFactorAt: Timestamp? = nil, _ tx: Transaction
  ) throws -> BegunSession {
    if let replaced = device.replaces {
      try tx.run("DELETE FROM sessions WHERE id = \(replaced)")
    }
    let begun = BegunSession(
      id: SessionID(at: tx.now), account: account, kind: device.kind, secret: SecureToken.make(),
      refreshToken: device.kind == .bearer ? SecureToken.make() : nil,
      deviceToken: try KnownDeviceStore.remember(device, of: account.id, tx), at: tx.now)
    let end = tx.now.adding(seconds: sessionLifetimeSeconds)
    let row: NamedValues = [
      "id": begun.id, "account_id": account.id, "kind": device.kind,
      "token_hash": SecureToken.hash(begun.secret),
      "refresh_hash": begun.refreshToken.map(SecureToken.hash), "token_expires_at": end, "expires_at": end,
      "user_agent": device.userAgent, "client_address": device.clientAddress, "auth_method": method,
      "second_factor_at": secondFactorAt, "created_at": tx.now, "last_seen_at": tx.now,
    ]
    try tx.run("INSERT INTO sessions \(values: row)")
    try tx.run(
      """
      DELETE FROM sessions WHERE id IN (
        SELECT id FROM sessions WHERE account_id = \(account.id)
        ORDER BY last_seen_at DESC, id DESC LIMIT 1000 OFFSET \(maximumPerAccount))
      """)
    return begun
  }

  /// Who a secret belongs to, a cookie's or an access token's id: one look into a unique index and one row by
  /// its key.
  static func active(
    _ secretHash: [UInt8], _ kind: SessionKind, at now: Timestamp, _ snapshot: Snapshot
  ) throws -> ActiveSession? {
    try snapshot.first(
      """
      SELECT \(fragment: activeColumns)
      FROM sessions s JOIN accounts a ON a.id = s.account_id
      WHERE s.token_hash = \(secretHash) AND s.kind = \(kind) AND s.token_expires_at > \(now)
        AND a.is_active = TRUE AND a.blocked_reason IS NULL AND a.deleted_at IS NULL
      """)
  }

  /// Notes that the session is in use, unless another request did; a cookie lasts longer by it.
  static func touch(_ session: SessionID, seen: Timestamp, _ kind: SessionKind, _ tx: Transaction) throws {
    let end = tx.now.adding(seconds: sessionLifetimeSeconds)
    let longer: SQL = kind == .cookie ? ", token_expires_at = \(end), expires_at = \(end)" : ""
    try tx.run(
      """
      UPDATE sessions SET last_seen_at = \(tx.now)\(fragment: longer)
      WHERE id = \(session) AND last_seen_at = \(seen)
      """)
  }

  /// The session with this refresh token and whose it is, locked.
  static func byRefresh(_ hash: [UInt8], _ tx: Transaction) throws -> (SessionID, AccountID)? {
    try tx.first(
      """
      SELECT id, account_id FROM sessions WHERE refresh_hash = \(hash) AND expires_at > \(tx.now)
      \(fragment: tx.forUpdate)
      """
    ) { (try $0.next(), try $0.next()) }
  }

  /// Gives the session new tokens and keeps the old refresh token's hash, to know it when it comes back.
  static func rotate(
    _ session: SessionID, of account: Account, spent: String, _ tx: Transaction
  ) throws -> BegunSession {
    let salt = SecureToken.make()
    let begun = BegunSession(renewing: session, of: account, after: spent, salt: salt, at: tx.now)
    let end = tx.now.adding(seconds: sessionLifetimeSeconds)
    try tx.run(
      """
      UPDATE sessions SET token_hash = \(SecureToken.hash(begun.secret)),
        refresh_hash = \(begun.refreshToken.map(SecureToken.hash)), refresh_salt = \(salt),
        token_expires_at = \(end), expires_at = \(end), last_seen_at = \(tx.now)
      WHERE id = \(session)
      """)
    let values: NamedValues = [
      "refresh_hash": SecureToken.hash(spent), "session_id": session, "spent_at": tx.now,
    ]
    try tx.run("INSERT INTO spent_refresh_tokens \(values: values)")
    return begun
  }

  /// The token, if it was exchanged once and its session goes on. The session is locked.
  static func spent(_ token: String, _ tx: Transaction) throws -> SpentRefreshToken? {
    let lock: SQL = tx.engine == .postgres ? "FOR UPDATE OF s" : ""
    return try tx.first(
      """
      SELECT \(fragment: spentColumns)
      FROM spent_refresh_tokens t JOIN sessions s ON s.id = t.session_id
      WHERE t.refresh_hash = \(SecureToken.hash(token)) \(fragment: lock)
      """)
  }

  static func all(of account: AccountID, at now: Timestamp, _ snapshot: Snapshot) throws -> [Session] {
    try snapshot.all(
      """
      SELECT \(fragment: columns) FROM sessions
      WHERE account_id = \(account) AND expires_at > \(now) ORDER BY last_seen_at DESC, id DESC LIMIT 100
      """)
  }

  static func isOpen(_ session: SessionID, of account: AccountID, _ snapshot: Snapshot) throws -> Bool {
    try snapshot.value(
      "SELECT 1 FROM sessions WHERE id = \(session) AND account_id = \(account)", as: Int.self) != nil
  }

  static func end(_ session: SessionID, _ tx: Transaction) throws {
    try tx.run("DELETE FROM sessions WHERE id = \(session)")
  }

  /// False when the account has no such session.
  static func end(_ session: SessionID, of account: AccountID, _ tx: Transaction) throws -> Bool {
    try tx.run("DELETE FROM sessions WHERE id = \(session) AND account_id = \(account)") == 1
  }

  static func endAll(of account: AccountID, except session: SessionID?, _ tx: Transaction) throws {
    let others: SQL = session.map { "AND id <> \($0)" } ?? ""
    try tx.run("DELETE FROM sessions WHERE account_id = \(account) \(fragment: others)")
  }

  static func purge(expiredBefore moment: Timestamp, limit: Int, _ tx: Transaction) throws -> Int {
    try tx.run(
      """
      DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE expires_at < \(moment) LIMIT \(limit))
      """)
  }
}
