import Kernel
import Persistence

extension Shop: RowDecodable {
  package init(row: inout Row) throws {
    id = try row.next("s.id")
    owner = try row.next("s.owner_id")
    slug = try row.next("s.slug")
    name = try row.next("s.name")
    description = try row.next("s.description")
    country = try row.next("s.country")
    currency = try row.next("s.currency")
    status = try row.next("s.status")
    statusReason = try row.next("s.status_reason")
    vendorAnswer = try row.next("s.vendor_answer")
    avatarKey = try row.next("s.avatar_key")
    bannerKey = try row.next("s.banner_key")
    shippingPolicy = try row.next("s.shipping_policy")
    returnPolicy = try row.next("s.return_policy")
    lowStockThreshold = try row.next("s.low_stock_threshold")
    createdAt = try row.next("s.created_at")
    approvedAt = try row.next("s.approved_at")
    profile = try row.next("s.profile")
    let zone: String? = try row.next("s.time_zone")
    chosenTimeZone = zone.flatMap { Zone(named: $0) }
    followerCount = try row.next("s.follower_count")
    translations = try row.next("s.translations")
  }
}

/// The rows of shops. Closed ones are left out unless a function says otherwise.
package enum ShopStore {
  private static let columns = SQL.columns(of: Shop.self)
  private static let live: SQL = "s.deleted_at IS NULL"

  /// The shop with this id.
  package static func find(_ id: ShopID, _ snapshot: Snapshot) throws -> Shop? {
    try snapshot.first("SELECT \(fragment: columns) FROM shops s WHERE s.id = \(id) AND \(fragment: live)")
  }

  /// The shops with these ids, in no order, closed ones too: for names on old orders.
  package static func find(_ ids: [ShopID], _ snapshot: Snapshot) throws -> [Shop] {
    try snapshot.all("SELECT \(fragment: columns) FROM shops s WHERE s.id IN \(filled: ids)")
  }

  /// The shop with this id or slug, as paths have it; a slug that it had before counts too.
  package static func byReference(_ reference: String, _ snapshot: Snapshot) throws -> Shop? {
    try snapshot.first(
      "SELECT \(fragment: columns) FROM shops s WHERE \(fragment: matching(reference)) AND \(fragment: live)")
  }

  /// An account's shops, the oldest first.
  package static func ownedBy(_ owner: AccountID, _ snapshot: Snapshot) throws -> [Shop] {
    try snapshot.all(
      """
      SELECT \(fragment: columns) FROM shops s WHERE s.owner_id = \(owner) AND \(fragment: live)
      ORDER BY s.id
      """
    )
  }

  /// A page of the shops that customers see, by name.
  package static func approved(
    matching text: String?, _ page: PageRequest, _ snapshot: Snapshot
  ) throws -> Page<Shop> {
    var conditions: [SQL] = ["s.status = \(ShopStatus.approved)", live]
    if let text { conditions.append(try ShopNames.index.condition(text, on: "s.id", snapshot)) }
    if let place = page.cursor?.values, place.count == 2, let id = ShopID(place[1]) {
      conditions.append("(s.folded_name, s.id) > (\(place[0]), \(id))")
    }
    let rows: [Shop] = try snapshot.all(
      """
      SELECT \(fragment: columns) FROM shops s WHERE \(fragment: .join(conditions, " AND "))
      ORDER BY s.folded_name, s.id LIMIT \(page.limit + 1)
      """)
    return Page(fetched: rows, limit: page.limit) { Cursor([folded($0.name), $0.id.description]) }
  }

  /// The first shops that customers see, by name, in whose names words begin so.
  package static func suggested(_ text: String, limit: Int, _ snapshot: Snapshot) throws -> [Shop] {
    try approved(matching: text, PageRequest(limit: limit), snapshot).items
  }

  /// The newest shops that customers see.
  package static func newest(limit: Int, _ snapshot: Snapshot) throws -> [Shop] {
    try snapshot.all(
      """
      SELECT \(fragment: columns) FROM shops s WHERE s.status = \(ShopStatus.approved) AND \(fragment: live)
      ORDER BY s.id DESC LIMIT \(limit)
      """)
  }

  /// The shops that customers see with most followers.
  package static func mostFollowed(limit: Int, _ snapshot: Snapshot) throws -> [Shop] {
    try snapshot.all(
      """
      SELECT \(fragment: columns) FROM shops s WHERE s.status = \(ShopStatus.approved) AND \(fragment: live)
      ORDER BY s.follower_count DESC, s.id DESC LIMIT \(limit)
      """)
  }

  /// Those of these shops that customers see, in no order.
  package static func open(_ ids: [ShopID], _ snapshot: Snapshot) throws -> [Shop] {
    try snapshot.all(
      """
      SELECT \(fragment: columns) FROM shops s
      WHERE s.id IN \(filled: ids) AND s.status = \(ShopStatus.approved) AND \(fragment: live)
      """)
  }

  /// How many shops there are in each state.
  package static func counts(_ snapshot: Snapshot) throws -> [ShopStatus: Int] {
    let rows = try snapshot.all(
      "SELECT s.status, COUNT(*) FROM shops s WHERE \(fragment: live) GROUP BY s.status"
    ) { (try $0.next(ShopStatus.self), try $0.next(Int.self)) }
    return Dictionary(uniqueKeysWithValues: rows)
  }

  static func lock(_ id: ShopID, _ tx: Transaction) throws -> Shop? {
    try tx.first(
      """
      SELECT \(fragment: columns) FROM shops s WHERE s.id = \(id) AND \(fragment: live)
      \(fragment: tx.forUpdate)
      """)
  }

  static func ownedBy(_ owner: AccountID, named name: String, _ snapshot: Snapshot) throws -> Shop? {
    let owned: [Shop] = try snapshot.all(
      "SELECT \(fragment: columns) FROM shops s WHERE s.owner_id = \(owner) AND \(fragment: live) ORDER BY s.id"
    )
    return owned.first { SearchWords.key($0.name) == SearchWords.key(name) }
  }

  /// The id of the shop that a path means, its owner, and what the account may do there as a member.
  static func authority(
    _ reference: String, for account: AccountID, _ snapshot: Snapshot
  ) throws -> (shop: ShopID, owner: AccountID, permissions: String?)? {
    try snapshot.first(
      """
      SELECT s.id, s.owner_id, m.permissions FROM shops s
      LEFT JOIN shop_members m ON m.shop_id = s.id AND m.account_id = \(account)
      WHERE \(fragment: matching(reference)) AND \(fragment: live)
      """
    ) { (shop: try $0.next(), owner: try $0.next(), permissions: try $0.next()) }
  }

  /// The condition on `s` that a path means it, by its id or any slug that it has or had.
  package static func matching(_ reference: String) -> SQL {
    if let id = ShopID(reference) { return "s.id = \(id)" }
    return "s.id = (SELECT shop_id FROM shop_slugs WHERE slug = \(reference))"
  }

  /// The condition on shops `s` that words of their names begin as was typed.
  package static func called(_ typed: String, _ snapshot: Snapshot) throws -> SQL {
    try ShopNames.index.condition(typed, on: "s.id", snapshot)
  }

  /// For the order of lists.
  static func folded(_ name: String) -> String { name.lowercased() }
}
