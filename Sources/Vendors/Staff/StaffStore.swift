import Kernel
import Persistence
import Web

extension StaffMember: RowDecodable {
  package init(row: inout Row) throws {
    account = try row.next("a.id")
    name = try row.next("a.name")
    email = try row.next("a.email")
    permissions = try row.next("m.permissions")
    since = try row.next("m.created_at")
  }
}

/// The rows of members. Joins accounts, which Identity owns, for reading only.
enum StaffStore {
  private static let workplaceColumns = SQL.columns { try workplace(&$0) }
  private static let source: SQL = """
    SELECT \(fragment: SQL.columns(of: StaffMember.self))
    FROM shop_members m JOIN accounts a ON a.id = m.account_id
    """

  /// The members of a shop by name; there are few.
  static func all(of shop: ShopID, _ snapshot: Snapshot) throws -> [StaffMember] {
    try snapshot.all(
      """
      \(fragment: source) WHERE m.shop_id = \(shop) AND a.deleted_at IS NULL
      ORDER BY LOWER(a.name), a.id LIMIT \(maximumStaff)
      """)
  }

  static func find(_ account: AccountID, in shop: ShopID, _ snapshot: Snapshot) throws -> StaffMember? {
    try snapshot.first("\(fragment: source) WHERE m.shop_id = \(shop) AND m.account_id = \(account)")
  }

  static func find(_ email: EmailAddress, in shop: ShopID, _ snapshot: Snapshot) throws -> StaffMember? {
    try snapshot.first(
      "\(fragment: source) WHERE m.shop_id = \(shop) AND a.email = \(email) AND a.deleted_at IS NULL")
  }

  static func count(of shop: ShopID, _ snapshot: Snapshot) throws -> Int {
    try snapshot.value("SELECT COUNT(*) FROM shop_members WHERE shop_id = \(shop)") ?? 0
  }

  /// What somebody may do in a shop as a member; `nil` when they aren't one.
  static func permissions(
    of account: AccountID, in shop: ShopID, _ snapshot: Snapshot
  ) throws -> StaffPermissions? {
    try snapshot.value(
      "SELECT permissions FROM shop_members WHERE shop_id = \(shop) AND account_id = \(account)")
  }

  /// The shops that somebody owns or is a member of, closed ones too.
  static func shops(of account: AccountID, _ snapshot: Snapshot) throws -> [ShopID] {
    try snapshot.values(
      """
      SELECT id FROM shops WHERE owner_id = \(account)
      UNION SELECT shop_id FROM shop_members WHERE account_id = \(account)
      """)
  }

  /// The shops where somebody is a member, without those that were closed.
  static func workplaces(of account: AccountID, _ snapshot: Snapshot) throws -> [Workplace] {
    try snapshot.all(
      """
      SELECT \(fragment: workplaceColumns) FROM shop_members m JOIN shops s ON s.id = m.shop_id
      WHERE m.account_id = \(account) AND s.deleted_at IS NULL AND s.owner_id <> \(account) ORDER BY s.id
      """
    ) { try workplace(&$0) }
  }

  private static func workplace(_ row: inout Row) throws -> Workplace {
    let shop = try Shop(row: &row)
    let permissions = try row.next("m.permissions", StaffPermissions.self)
    return Workplace(shop: shop, isOwner: false, permissions: permissions.granted)
  }

  /// Makes a member, or gives one other permissions.
  static func put(
    _ account: AccountID, in shop: ShopID, _ permissions: StaffPermissions, _ tx: Transaction
  ) throws {
    let row: NamedValues = [
      "shop_id": shop, "account_id": account, "permissions": permissions, "created_at": tx.now,
    ]
    try tx.run(
      """
      INSERT INTO shop_members \(values: row)
      ON CONFLICT (shop_id, account_id) DO UPDATE SET permissions = excluded.permissions
      """)
  }

  /// False when they aren't a member.
  static func delete(_ account: AccountID, from shop: ShopID, _ tx: Transaction) throws -> Bool {
    try tx.run("DELETE FROM shop_members WHERE shop_id = \(shop) AND account_id = \(account)") == 1
  }

  static func deleteAll(of account: AccountID, _ tx: Transaction) throws -> Int {
    try tx.run("DELETE FROM shop_members WHERE account_id = \(account)")
  }
}
