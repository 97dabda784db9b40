import Kernel
import Persistence
import Web

extension Profile: RowDecodable {
  package init(row: inout Row) throws {
    phone = try row.next()
    avatarKey = try row.next()
    language = try row.next()
    currency = try row.next()
    marketingMails = try row.next()
    orderMails = try row.next()
    let analytics: Bool? = try row.next()
    let version: Int? = try row.next()
    let moment: Timestamp? = try row.next()
    if let analytics, let version, let moment {
      consent = Consent(analytics: analytics, version: version, at: moment)
    }
  }
}

/// The rows of profiles.
package enum ProfileStore {
  private static let columns: SQL = """
    phone, avatar_key, language, currency, marketing_mails, order_mails, analytics_consent, consent_version,
    consent_at
    """

  /// The profile; the defaults where there is no row.
  package static func find(_ account: AccountID, _ snapshot: Snapshot) throws -> Profile {
    try snapshot.first("SELECT \(fragment: columns) FROM profiles WHERE account_id = \(account)") ?? Profile()
  }

  /// Whether the account wants a mail at every step of an order.
  package static func wantsOrderMails(_ account: AccountID, _ snapshot: Snapshot) throws -> Bool {
    try snapshot.value("SELECT order_mails FROM profiles WHERE account_id = \(account)") ?? true
  }

  static func save(_ profile: Profile, of account: AccountID, _ tx: Transaction) throws {
    let consent = profile.consent
    try tx.run(
      """
      INSERT INTO profiles (account_id, \(fragment: columns), updated_at)
      VALUES (\(account), \(profile.phone), \(profile.avatarKey), \(profile.language), \(profile.currency),
        \(profile.marketingMails), \(profile.orderMails), \(consent?.analytics), \(consent?.version),
        \(consent?.at), \(tx.now))
      ON CONFLICT (account_id) DO UPDATE SET
        phone = excluded.phone, avatar_key = excluded.avatar_key, language = excluded.language,
        currency = excluded.currency, marketing_mails = excluded.marketing_mails,
        order_mails = excluded.order_mails, analytics_consent = excluded.analytics_consent,
        consent_version = excluded.consent_version, consent_at = excluded.consent_at,
        updated_at = excluded.updated_at
      """)
  }

  static func setLanguage(_ tag: String, of account: AccountID, _ tx: Transaction) throws {
    var profile = try find(account, tx)
    guard profile.language != tag else { return }
    profile.language = tag
    try save(profile, of: account, tx)
  }

  static func isUsed(avatar key: String, _ snapshot: Snapshot) throws -> Bool {
    try snapshot.value("SELECT 1 FROM profiles WHERE avatar_key = \(key)", as: Int64.self) != nil
  }

  static func delete(of account: AccountID, _ tx: Transaction) throws -> Int {
    try tx.run("DELETE FROM profiles WHERE account_id = \(account)")
  }
}
