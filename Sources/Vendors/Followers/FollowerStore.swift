import Areas
import Kernel
import Persistence

/// A shop that an account follows.
package struct FollowedShop: RowDecodable, Sendable {
  package let shop: Shop
  package let since: Timestamp

  package init(row: inout Row) throws {
    shop = try Shop(row: &row)
    since = try row.next("f.created_at")
  }
}

/// The rows of who follows which shop, and the count that each shop keeps of them.
enum FollowerStore {
  private static let columns = SQL.columns(of: FollowedShop.self)

  /// Notes it and counts it; nothing when it is noted already.
  static func add(_ account: AccountID, to shop: ShopID, _ tx: Transaction) throws -> Bool {
    let row: NamedValues = ["shop_id": shop, "account_id": account, "created_at": tx.now]
    let isNew =
      try tx.run(
        """
        INSERT INTO shop_followers \(values: row)
        ON CONFLICT (shop_id, account_id) DO NOTHING
        """) == 1
    if isNew { try tx.run("UPDATE shops SET follower_count = follower_count + 1 WHERE id = \(shop)") }
    return isNew
  }

  /// Takes the note back and counts down; nothing when there is none.
  static func remove(_ account: AccountID, from shop: ShopID, _ tx: Transaction) throws -> Bool {
    let wasThere =
      try tx.run("DELETE FROM shop_followers WHERE shop_id = \(shop) AND account_id = \(account)") == 1
    if wasThere { try tx.run("UPDATE shops SET follower_count = follower_count - 1 WHERE id = \(shop)") }
    return wasThere
  }

  /// Those of the shops that the account follows.
  static func followed(
    _ shops: [ShopID], by account: AccountID, _ snapshot: Snapshot
  ) throws -> Set<ShopID> {
    guard !shops.isEmpty else { return [] }
    return Set(
      try snapshot.values(
        """
        SELECT shop_id FROM shop_followers WHERE account_id = \(account) AND shop_id IN \(list: shops)
        """))
  }

  /// The open shops that the account follows, the last followed first.
  static func page(
    of account: AccountID, _ page: PageRequest, _ snapshot: Snapshot
  ) throws -> Page<FollowedShop> {
    var conditions: [SQL] = [
      "f.account_id = \(account)", "s.status = \(ShopStatus.approved)", "s.deleted_at IS NULL",
    ]
    if let place = page.cursor?.values, place.count == 2, let time = Int64(place[0]),
      let id = ShopID(place[1])
    {
      conditions.append(
        "(f.created_at < \(time) OR (f.created_at = \(time) AND f.shop_id > \(id)))")
    }
    let rows: [FollowedShop] = try snapshot.all(
      """
      SELECT \(fragment: columns) FROM shop_followers f JOIN shops s ON s.id = f.shop_id
      WHERE \(fragment: .join(conditions, " AND "))
      ORDER BY f.created_at DESC, f.shop_id LIMIT \(page.limit + 1)
      """)
    return Page(fetched: rows, limit: page.limit) {
      Cursor([String($0.since.milliseconds), $0.shop.id.description])
    }
  }

  /// Everything that the account follows, shops that are not open now too; for its export.
  static func all(of account: AccountID, _ snapshot: Snapshot) throws -> [(name: String, since: Timestamp)] {
    try snapshot.all(
      """
      SELECT s.name, f.created_at FROM shop_followers f JOIN shops s ON s.id = f.shop_id
      WHERE f.account_id = \(account) ORDER BY f.created_at, f.shop_id
      """
    ) { (name: try $0.next(), since: try $0.next()) }
  }

  /// The shops that the account follows, in the order of their ids, in which they are locked.
  static func shops(of account: AccountID, _ snapshot: Snapshot) throws -> [ShopID] {
    try snapshot.values("SELECT shop_id FROM shop_followers WHERE account_id = \(account) ORDER BY shop_id")
  }

  static func removeAll(of shop: ShopID, limit: Int, _ tx: Transaction) throws -> Int {
    try tx.run(
      """
      DELETE FROM shop_followers WHERE shop_id = \(shop) AND account_id IN (
        SELECT account_id FROM shop_followers WHERE shop_id = \(shop) LIMIT \(limit))
      """)
  }
}

/// Removes who follows a shop.
struct FollowerPurge: ShopPurging {
  private static let batch = 1_000

  func purge(_ shop: ShopID, _ tx: Transaction) throws -> ShopPurgeProgress {
    try FollowerStore.removeAll(of: shop, limit: Self.batch, tx) == Self.batch ? .more : .done
  }
}
