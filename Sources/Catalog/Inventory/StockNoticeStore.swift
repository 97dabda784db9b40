import Kernel
import Persistence

/// The rows of `stock_notices`.
package enum StockNoticeStore {
  /// How many mails that ask for a confirmation one address gets in a day, whoever gives it.
  static let mostConfirmations = 5
  private static let confirmationSeconds: Int64 = 86_400

  private static let columns = SQL.columns(of: StockNotice.self)
  private static let source: SQL = """
    FROM stock_notices n JOIN variants v ON v.id = n.variant_id JOIN products p ON p.id = v.product_id
    """

  /// Wishes that are to be told.
  private static let waiting: SQL = "told_at IS NULL AND confirmed_at IS NOT NULL"

  /// Tells of a variant that can be bought again, where somebody waits for it.
  static func tell(
    _ variant: VariantID, of product: ProductID, _ shop: ShopID, _ tx: Transaction
  ) throws {
    let isAwaited = try tx.value(
      "SELECT 1 FROM stock_notices WHERE variant_id = \(variant) AND \(fragment: waiting) LIMIT 1",
      as: Int.self)
    guard isAwaited != nil else { return }
    try tx.emit(StockBack(variant: variant, product: product, shop: shop))
  }

  /// Some who wait for a variant, first come first; they count as told from now on, so the caller leaves their mails in
  /// the same transaction. Beside another caller each gets others.
  package static func take(
    _ variant: VariantID, limit: Int, _ tx: Transaction
  ) throws -> [StockNotice] {
    let ids: [StockNoticeID] = try tx.values(
      """
      SELECT id FROM stock_notices WHERE variant_id = \(variant) AND \(fragment: waiting)
      ORDER BY id LIMIT \(limit) \(fragment: tx.forUpdateSkipLocked)
      """)
    guard !ids.isEmpty else { return [] }
    try tx.run("UPDATE stock_notices SET told_at = \(tx.now) WHERE id IN \(list: ids)")
    return try tx.all(
      "SELECT \(fragment: columns) \(fragment: source) WHERE n.id IN \(list: ids) ORDER BY n.id")
  }

  /// Variants that people wait for though they can be bought, as when a product was listed again.
  static func overdue(
    after variant: VariantID?, limit: Int, _ snapshot: Snapshot
  ) throws -> [(variant: VariantID, product: ProductID, shop: ShopID)] {
    let rule: SQL = variant.map { "AND n.variant_id > \($0)" } ?? ""
    return try snapshot.all(
      """
      SELECT DISTINCT v.id, v.product_id, v.shop_id \(fragment: source)
      WHERE n.told_at IS NULL AND n.confirmed_at IS NOT NULL \(fragment: rule) AND v.deleted_at IS NULL AND p.is_listed = TRUE
        AND \(fragment: StockStore.available) > 0
      ORDER BY v.id LIMIT \(limit)
      """
    ) { row in (variant: try row.next(), product: try row.next(), shop: try row.next()) }
  }

  /// Tells of a variant when it can be bought.
  static func tellIfBack(_ variant: VariantID, _ tx: Transaction) throws {
    let found = try tx.first(
      """
      SELECT v.product_id, v.shop_id FROM variants v JOIN products p ON p.id = v.product_id
      WHERE v.id = \(variant) AND v.deleted_at IS NULL AND p.is_listed = TRUE
        AND \(fragment: StockStore.available) > 0
      """
    ) { row in (product: try row.next(ProductID.self), shop: try row.next(ShopID.self)) }
    if let found { try tell(variant, of: found.product, found.shop, tx) }
  }

  /// The wish of an address for a variant.
  static func find(_ variant: VariantID, _ email: String, _ snapshot: Snapshot) throws -> StockNotice? {
    try snapshot.first(
      """
      SELECT \(fragment: columns) \(fragment: source) WHERE n.variant_id = \(variant) AND n.email = \(email)
      """)
  }

  /// The wish that a link is about.
  static func find(token: String, _ snapshot: Snapshot) throws -> StockNotice? {
    try snapshot.first("SELECT \(fragment: columns) \(fragment: source) WHERE n.token = \(token)")
  }

  /// A wish by its id; `nil` when it was ended.
  package static func find(_ id: StockNoticeID, _ snapshot: Snapshot) throws -> StockNotice? {
    try snapshot.first("SELECT \(fragment: columns) \(fragment: source) WHERE n.id = \(id)")
  }

  /// How many mails of a day an address is to get that ask for a confirmation.
  static func confirmations(_ email: String, _ tx: Transaction) throws -> Int {
    try tx.value(
      """
      SELECT COUNT(*) FROM stock_notices WHERE email = \(email) AND confirmation_at > \(askedSince(tx.now))
      """) ?? 0
  }

  /// Since when mails that ask for a confirmation count.
  static func askedSince(_ now: Timestamp) -> Timestamp { now.adding(seconds: -confirmationSeconds) }

  /// Whether more such mails were wanted than an address gets in a day, as when many were asked for at the same moment, of
  /// which none saw the others. Of wishes that are stored each but the first few finds so.
  package static func isAskedTooOften(_ email: String, _ tx: Transaction) throws -> Bool {
    try confirmations(email, tx) > mostConfirmations
  }

  static func confirm(_ id: StockNoticeID, _ tx: Transaction) throws {
    try tx.run("UPDATE stock_notices SET confirmed_at = \(tx.now) WHERE id = \(id)")
  }

  /// Notes a wish; one that is there for the same variant and address is the same. It keeps its token, so that the link
  /// in a mail about it still ends everything when somebody asks again.
  static func keep(
    _ variant: VariantID, account: AccountID?, email: String, language: String, token: String,
    isConfirmed: Bool, confirmationAt: Timestamp?, _ tx: Transaction
  ) throws -> StockNoticeID {
    let values: NamedValues = [
      "id": StockNoticeID(at: tx.now), "variant_id": variant, "account_id": account, "email": email,
      "language": language, "token": token, "created_at": tx.now,
      "confirmed_at": isConfirmed ? tx.now : nil, "confirmation_at": confirmationAt,
    ]
    let id: StockNoticeID? = try tx.value(
      """
      INSERT INTO stock_notices \(values: values)
      ON CONFLICT (variant_id, email) DO UPDATE SET told_at = NULL, created_at = excluded.created_at,
        language = excluded.language, confirmed_at = excluded.confirmed_at,
        confirmation_at = excluded.confirmation_at,
        account_id = COALESCE(excluded.account_id, stock_notices.account_id)
      RETURNING id
      """)
    guard let id else { throw Problem(.internalError) }
    return id
  }

  /// How many other things an address waits for, as its reader has said.
  static func waiting(_ email: String, besides variant: VariantID, _ snapshot: Snapshot) throws -> Int {
    try snapshot.value(
      """
      SELECT COUNT(*) FROM stock_notices
      WHERE email = \(email) AND \(fragment: waiting) AND variant_id <> \(variant)
      """) ?? 0
  }

  /// Every wish of a person, by account or address.
  static func of(
    _ account: AccountID, _ emails: [String], waitingOnly: Bool = false, _ snapshot: Snapshot
  ) throws -> [StockNotice] {
    let rule: SQL = waitingOnly ? "AND n.told_at IS NULL AND n.confirmed_at IS NOT NULL" : ""
    return try snapshot.all(
      """
      SELECT \(fragment: columns) \(fragment: source)
      WHERE (n.account_id = \(account) OR n.email IN \(list: emails)) \(fragment: rule) ORDER BY n.id DESC
      """)
  }

  /// Ends a person's wish for a variant; answers how many went.
  static func delete(
    _ variant: VariantID, of account: AccountID, _ emails: [String], _ tx: Transaction
  ) throws -> Int {
    try tx.run(
      """
      DELETE FROM stock_notices WHERE variant_id = \(variant)
        AND (account_id = \(account) OR email IN \(list: emails))
      """)
  }

  /// Ends every wish of a person; answers how many went.
  static func delete(of account: AccountID, _ emails: [String], _ tx: Transaction) throws -> Int {
    try tx.run(
      "DELETE FROM stock_notices WHERE account_id = \(account) OR email IN \(list: emails)")
  }

  /// Ends every wish of the address that a link was mailed to; nothing happens for an unknown one.
  static func delete(byToken token: String, _ tx: Transaction) throws -> Int {
    let email: String? = try tx.value("SELECT email FROM stock_notices WHERE token = \(token)")
    guard let email else { return 0 }
    return try tx.run("DELETE FROM stock_notices WHERE email = \(email)")
  }

  /// Deletes some that were told before a moment, or have waited since before another, or were not confirmed since a
  /// third; answers how many went.
  static func expire(
    told: Timestamp, asked: Timestamp, unconfirmed: Timestamp, limit: Int, _ tx: Transaction
  ) throws -> Int {
    try tx.run(
      """
      DELETE FROM stock_notices WHERE id IN (SELECT id FROM stock_notices
        WHERE created_at < \(unconfirmed)
          AND (confirmed_at IS NULL OR told_at < \(told) OR created_at < \(asked))
        ORDER BY created_at LIMIT \(limit))
      """)
  }
}
