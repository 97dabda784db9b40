import Kernel
import Persistence
import Web

extension ExternalIdentity: RowDecodable {
  package init(row: inout Row) throws {
    id = try row.next("id")
    account = try row.next("account_id")
    provider = try row.next("provider")
    issuer = try row.next("issuer")
    subject = try row.next("subject")
    adminRole = try row.next("admin_role")
    linkedAt = try row.next("linked_at")
    lastUsedAt = try row.next("last_used_at")
  }
}

/// The rows of links with other sites' accounts.
enum ExternalIdentityStore {
  private static let columns = SQL.columns(of: ExternalIdentity.self)

  /// Who the site's subject is here, locked.
  static func lock(issuer: String, subject: String, _ tx: Transaction) throws -> ExternalIdentity? {
    try tx.first(
      """
      SELECT \(fragment: columns) FROM external_identities
      WHERE issuer = \(issuer) AND subject = \(subject) \(fragment: tx.forUpdate)
      """)
  }

  static func all(of account: AccountID, _ snapshot: Snapshot) throws -> [ExternalIdentity] {
    try snapshot.all(
      """
      SELECT \(fragment: columns) FROM external_identities WHERE account_id = \(account) ORDER BY id
      """)
  }

  /// False when the subject is linked already, or the account with another subject of the issuer.
  static func insert(_ identity: ExternalIdentity, _ tx: Transaction) throws -> Bool {
    let row: NamedValues = [
      "id": identity.id, "account_id": identity.account, "provider": identity.provider,
      "issuer": identity.issuer, "subject": identity.subject, "linked_at": identity.linkedAt,
      "last_used_at": identity.lastUsedAt,
    ]
    return try tx.run(
      """
      INSERT INTO external_identities \(values: row)
      ON CONFLICT DO NOTHING
      """) == 1
  }

  static func touch(_ id: ExternalIdentityID, provider: String, _ tx: Transaction) throws {
    try tx.run(
      "UPDATE external_identities SET last_used_at = \(tx.now), provider = \(provider) WHERE id = \(id)")
  }

  /// Notes what the site made the account here.
  static func setRole(_ id: ExternalIdentityID, _ role: AdminRole?, _ tx: Transaction) throws {
    try tx.run("UPDATE external_identities SET admin_role = \(role) WHERE id = \(id)")
  }

  /// False when the account has no such link.
  static func delete(_ id: ExternalIdentityID, of account: AccountID, _ tx: Transaction) throws -> Bool {
    try tx.run("DELETE FROM external_identities WHERE id = \(id) AND account_id = \(account)") == 1
  }

  static func delete(of account: AccountID, linkedAfter moment: Timestamp, _ tx: Transaction) throws {
    try tx.run("DELETE FROM external_identities WHERE account_id = \(account) AND linked_at >= \(moment)")
  }

  static func deleteAll(of account: AccountID, _ tx: Transaction) throws {
    try tx.run("DELETE FROM external_identities WHERE account_id = \(account)")
    try tx.run("DELETE FROM openid_requests WHERE account_id = \(account)")
  }
}
