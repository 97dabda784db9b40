import Kernel
import Persistence

/// What sessions have shown since they began.
enum SessionProofStore {
  /// Whether the session began, or its holder showed who they are, after `moment`.
  static func isProved(_ session: SessionID, after moment: Timestamp, _ snapshot: Snapshot) throws -> Bool {
    let found = try snapshot.value(
      """
      SELECT COUNT(*) FROM sessions s LEFT JOIN session_proofs p ON p.session_id = s.id
      WHERE s.id = \(session)
        AND (s.created_at > \(moment) OR s.second_factor_at > \(moment) OR p.proved_at > \(moment))
      """, as: Int.self)
    return found == 1
  }

  /// The second factors of an administrator whose session has shown none; `nil` for everybody else.
  static func unshownFactors(
    _ session: SessionID, _ tx: Transaction
  ) throws -> (hasCodes: Bool, hasPasskeys: Bool)? {
    let counts = try tx.first(
      """
      SELECT
        (SELECT COUNT(*) FROM second_factors f
          WHERE f.account_id = s.account_id AND f.confirmed_at IS NOT NULL),
        (SELECT COUNT(*) FROM passkeys p WHERE p.account_id = s.account_id)
      FROM sessions s JOIN accounts a ON a.id = s.account_id
      WHERE s.id = \(session) AND s.second_factor_at IS NULL AND a.admin_role IS NOT NULL
      """
    ) { (codes: try $0.next(Int.self), passkeys: try $0.next(Int.self)) }
    return counts.map { (hasCodes: $0.codes > 0, hasPasskeys: $0.passkeys > 0) }
  }

  /// Whether the session began with a second factor, or showed one since.
  static func hasShownFactor(_ session: SessionID, _ snapshot: Snapshot) throws -> Bool {
    try snapshot.value(
      "SELECT 1 FROM sessions WHERE id = \(session) AND second_factor_at IS NOT NULL", as: Int.self) != nil
  }

  static func prove(_ session: SessionID, _ tx: Transaction) throws {
    let row: NamedValues = ["session_id": session, "proved_at": tx.now]
    try tx.run(
      """
      INSERT INTO session_proofs \(values: row)
      ON CONFLICT (session_id) DO UPDATE SET proved_at = excluded.proved_at
      """)
  }

  /// The session counts as begun with a second factor from now on.
  static func showSecondFactor(in session: SessionID, _ tx: Transaction) throws {
    try tx.run("UPDATE sessions SET second_factor_at = \(tx.now) WHERE id = \(session)")
  }

  /// No session of the account has shown a code any more, as there is none. Passkeys stay what they are.
  static func forgetCodes(of account: AccountID, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE sessions SET second_factor_at = NULL
      WHERE account_id = \(account) AND auth_method <> \(SignInMethod.passkey)
      """)
  }

  /// The same for sessions that a passkey began, when the last one is removed.
  static func forgetPasskeys(of account: AccountID, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE sessions SET second_factor_at = NULL
      WHERE account_id = \(account) AND auth_method = \(SignInMethod.passkey)
      """)
  }
}
