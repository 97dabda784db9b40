import Areas
import Kernel
import Persistence

extension ShopDomain: RowDecodable {
  package init(row: inout Row) throws {
    shop = try row.next("shop_id")
    host = try row.next("host")
    token = try row.next("token")
    verifiedAt = try row.next("verified_at")
    checkedAt = try row.next("checked_at")
    missingSince = try row.next("missing_since")
  }
}

/// A host that shows an open shop.
struct HostRow: RowDecodable {
  let host: String
  let shop: ShopID
  let slug: String

  init(row: inout Row) throws {
    host = try row.next("d.host")
    shop = try row.next("s.id")
    slug = try row.next("s.slug")
  }
}

/// The rows of shops' domains.
enum DomainStore {
  private static let columns = SQL.columns(of: ShopDomain.self)
  private static let hostColumns = SQL.columns(of: HostRow.self)

  static func find(_ shop: ShopID, _ snapshot: Snapshot) throws -> ShopDomain? {
    try snapshot.first("SELECT \(fragment: columns) FROM shop_domains WHERE shop_id = \(shop)")
  }

  static func lock(_ shop: ShopID, _ tx: Transaction) throws -> ShopDomain? {
    try tx.first(
      "SELECT \(fragment: columns) FROM shop_domains WHERE shop_id = \(shop) \(fragment: tx.forUpdate)")
  }

  /// The one that this host shows now.
  static func verified(_ host: String, _ snapshot: Snapshot) throws -> ShopDomain? {
    try snapshot.first(
      "SELECT \(fragment: columns) FROM shop_domains WHERE host = \(host) AND verified_at IS NOT NULL")
  }

  /// Claims a host instead of the shop's present one.
  static func claim(_ host: String, for shop: ShopID, token: String, _ tx: Transaction) throws {
    let row: NamedValues = ["shop_id": shop, "host": host, "token": token, "created_at": tx.now]
    try tx.run(
      """
      INSERT INTO shop_domains \(values: row)
      ON CONFLICT (shop_id) DO UPDATE SET host = \(host), token = \(token), verified_at = NULL,
        checked_at = NULL, missing_since = NULL, created_at = \(tx.now)
      """)
  }

  static func delete(_ shop: ShopID, _ tx: Transaction) throws -> Bool {
    try tx.run("DELETE FROM shop_domains WHERE shop_id = \(shop)") == 1
  }

  /// Notes that the record was found.
  static func verify(_ domain: ShopDomain, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE shop_domains SET verified_at = COALESCE(verified_at, \(tx.now)), checked_at = \(tx.now),
        missing_since = NULL
      WHERE shop_id = \(domain.shop)
      """)
  }

  /// Notes that the record was looked for in vain.
  static func miss(_ domain: ShopDomain, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE shop_domains SET checked_at = \(tx.now),
        missing_since = CASE WHEN verified_at IS NULL THEN NULL ELSE COALESCE(missing_since, \(tx.now)) END
      WHERE shop_id = \(domain.shop)
      """)
  }

  /// Nothing was learnt of a verified one: the others come first now.
  static func passOver(_ domain: ShopDomain, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE shop_domains SET checked_at = \(tx.now)
      WHERE shop_id = \(domain.shop) AND token = \(domain.token) AND verified_at IS NOT NULL
      """)
  }

  /// The host does not show the shop any more.
  static func release(_ shop: ShopID, _ tx: Transaction) throws {
    try tx.run("UPDATE shop_domains SET verified_at = NULL, missing_since = NULL WHERE shop_id = \(shop)")
  }

  /// Verified ones that were last looked at before `moment`, the longest ago first.
  static func due(before moment: Timestamp, limit: Int, _ snapshot: Snapshot) throws -> [ShopDomain] {
    try snapshot.all(
      """
      SELECT \(fragment: columns) FROM shop_domains
      WHERE verified_at IS NOT NULL AND checked_at <= \(moment)
      ORDER BY checked_at, shop_id LIMIT \(limit)
      """)
  }

  /// Every host that shows an open shop.
  static func hosts(_ snapshot: Snapshot) throws -> [HostRow] {
    try snapshot.all(
      """
      SELECT \(fragment: hostColumns) FROM shop_domains d JOIN shops s ON s.id = d.shop_id
      WHERE d.verified_at IS NOT NULL AND s.status = \(ShopStatus.approved) AND s.deleted_at IS NULL
      """)
  }
}

/// Removes the domain of a shop.
struct DomainPurge: ShopPurging {
  func purge(_ shop: ShopID, _ tx: Transaction) throws -> ShopPurgeProgress {
    _ = try DomainStore.delete(shop, tx)
    return .done
  }
}
