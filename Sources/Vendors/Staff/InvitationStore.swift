import Gateways
import Kernel
import Persistence

extension Invitation: RowDecodable {
  package init(row: inout Row) throws {
    id = try row.next("id")
    shop = try row.next("shop_id")
    email = try row.next("email")
    permissions = try row.next("permissions")
    sentAt = try row.next("sent_at")
    expiresAt = try row.next("expires_at")
    revokedAt = try row.next("revoked_at")
  }
}

/// The rows of invitations.
enum InvitationStore {
  private static let columns = SQL.columns(of: Invitation.self)

  /// The invitation, whether it is still good or not.
  static func find(_ reference: InvitationReference, _ snapshot: Snapshot) throws -> Invitation? {
    let condition: SQL =
      switch reference {
      case .token(let token): "token_hash = \(SecureToken.hash(token))"
      case .id(let id): "id = \(id)"
      }
    return try snapshot.first(
      "SELECT \(fragment: columns) FROM staff_invitations WHERE \(fragment: condition)")
  }

  static func find(_ email: EmailAddress, to shop: ShopID, _ snapshot: Snapshot) throws -> Invitation? {
    try snapshot.first(
      "SELECT \(fragment: columns) FROM staff_invitations WHERE shop_id = \(shop) AND email = \(email)")
  }

  /// What waits for an answer at a shop, the newest first.
  static func live(of shop: ShopID, at now: Timestamp, _ snapshot: Snapshot) throws -> [Invitation] {
    try snapshot.all(
      """
      SELECT \(fragment: columns) FROM staff_invitations
      WHERE shop_id = \(shop) AND revoked_at IS NULL AND expires_at > \(now)
      ORDER BY id DESC LIMIT \(maximumStaff)
      """)
  }

  /// What waits for an answer of somebody, the newest first.
  static func live(to email: EmailAddress, at now: Timestamp, _ snapshot: Snapshot) throws -> [Invitation] {
    try snapshot.all(
      """
      SELECT \(fragment: columns) FROM staff_invitations
      WHERE email = \(email) AND revoked_at IS NULL AND expires_at > \(now)
      ORDER BY id DESC LIMIT \(maximumStaff)
      """)
  }

  /// How many were sent lately, with those that were taken back: each was a mail.
  static func count(of shop: ShopID, at now: Timestamp, _ snapshot: Snapshot) throws -> Int {
    try snapshot.value(
      "SELECT COUNT(*) FROM staff_invitations WHERE shop_id = \(shop) AND expires_at > \(now)") ?? 0
  }

  /// Writes an invitation in place of the one that the address had. A new link makes the old one useless.
  static func put(_ invitation: Invitation, token: String, _ tx: Transaction) throws {
    let row: NamedValues = [
      "id": invitation.id, "shop_id": invitation.shop, "email": invitation.email,
      "permissions": invitation.permissions, "token_hash": SecureToken.hash(token), "created_at": tx.now,
      "sent_at": invitation.sentAt, "expires_at": invitation.expiresAt,
    ]
    try tx.run(
      """
      INSERT INTO staff_invitations \(values: row)
      ON CONFLICT (shop_id, email) DO UPDATE SET permissions = excluded.permissions,
        token_hash = excluded.token_hash, sent_at = excluded.sent_at, expires_at = excluded.expires_at,
        revoked_at = NULL
      """)
  }

  static func setPermissions(
    _ id: InvitationID, _ permissions: StaffPermissions, _ tx: Transaction
  ) throws {
    try tx.run("UPDATE staff_invitations SET permissions = \(permissions) WHERE id = \(id)")
  }

  /// False when there is no such invitation, or not any more.
  static func revoke(_ id: InvitationID, of shop: ShopID, _ tx: Transaction) throws -> Bool {
    try tx.run(
      """
      UPDATE staff_invitations SET revoked_at = \(tx.now)
      WHERE id = \(id) AND shop_id = \(shop) AND revoked_at IS NULL AND expires_at > \(tx.now)
      """) == 1
  }

  /// Takes an invitation that is still good and answers with what it offers; `nil` when somebody else did, or it
  /// ended.
  static func take(_ id: InvitationID, _ tx: Transaction) throws -> StaffPermissions? {
    try tx.value(
      """
      DELETE FROM staff_invitations
      WHERE id = \(id) AND revoked_at IS NULL AND expires_at > \(tx.now)
      RETURNING permissions
      """)
  }

  static func deleteAll(to emails: [String], _ tx: Transaction) throws -> Int {
    if emails.isEmpty { return 0 }
    return try tx.run("DELETE FROM staff_invitations WHERE email IN \(list: emails)")
  }

  static func purge(at now: Timestamp, limit: Int, _ tx: Transaction) throws -> Int {
    try tx.run(
      """
      DELETE FROM staff_invitations WHERE id IN (
        SELECT id FROM staff_invitations WHERE expires_at < \(now) LIMIT \(limit))
      """)
  }
}
