import Kernel
import Persistence
import Web

extension Profile: RowDecodable {
  package init(row: inout Row) throws {
    phone = try row.next("phone")
    avatarKey = try row.next("avatar_key")
    language = try row.next("language")
    currency = try row.next("currency")
    marketingMails = try row.next("marketing_mails")
    orderMails = try row.next("order_mails")
    let analytics: Bool? = try row.next("analytics_consent")
    let version: Int? = try row.next("consent_version")
    let moment: Timestamp? = try row.next("consent_at")
    if let analytics, let version, let moment {
      consent = Consent(analytics: analytics, version: version, at: moment)
    }
  }
}

/// The rows of profiles.
package enum ProfileStore {
  private static let columns = SQL.columns(of: Profile.self)

  /// The profile; the defaults where there is no row.
  package static func find(_ account: AccountID, _ snapshot: Snapshot) throws -> Profile {
    try snapshot.first("SELECT \(fragment: columns) FROM profiles WHERE account_id = \(account)") ?? Profile()
  }

  /// Whether the account wants a mail at every step of an order.
  package static func wantsOrderMails(_ account: AccountID, _ snapshot: Snapshot) throws -> Bool {
    try snapshot.value("SELECT order_mails FROM profiles WHERE account_id = \(account)") ?? true
  }

  /// The tags of the languages that the accounts with these addresses have chosen.
  package static func languages(
    of emails: [EmailAddress], _ snapshot: Snapshot
  ) throws -> [EmailAddress: String] {
    let rows = try snapshot.all(
      """
      SELECT a.email, p.language FROM accounts a JOIN profiles p ON p.account_id = a.id
      WHERE a.email IN \(filled: emails) AND p.language IS NOT NULL
      """
    ) { (try $0.next(EmailAddress.self), try $0.next(String.self)) }
    return Dictionary(rows, uniquingKeysWith: { first, _ in first })
  }

  static func save(_ profile: Profile, of account: AccountID, _ tx: Transaction) throws {
    let values: NamedValues = [
      "account_id": account, "phone": profile.phone, "avatar_key": profile.avatarKey,
      "language": profile.language, "currency": profile.currency, "marketing_mails": profile.marketingMails,
      "order_mails": profile.orderMails, "analytics_consent": profile.consent?.analytics,
      "consent_version": profile.consent?.version, "consent_at": profile.consent?.at, "updated_at": tx.now,
    ]
    try tx.run(
      """
      INSERT INTO profiles \(values: values)
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
