import Kernel
import Persistence

extension SavedAddress: RowDecodable {
  package init(row: inout Row) throws {
    id = try row.next("id")
    address = PostalAddress(
      name: try row.next("name"), line1: try row.next("line1"), line2: try row.next("line2"),
      city: try row.next("city"),
      region: try row.next("region"), postalCode: try row.next("postal_code"),
      country: try row.next("country"), phone: try row.next("phone"))
    type = try row.next("kind")
    label = try row.next("label")
    isDefault = try row.next("is_default")
    createdAt = try row.next("created_at")
  }
}

/// The rows of address books.
enum AddressStore {
  private static let columns = SQL.columns(of: SavedAddress.self)

  static func find(_ id: AddressID, of account: AccountID, _ snapshot: Snapshot) throws -> SavedAddress? {
    try snapshot.first(
      "SELECT \(fragment: columns) FROM addresses WHERE id = \(id) AND account_id = \(account)")
  }

  static func page(_ request: PageRequest, of account: AccountID, _ snapshot: Snapshot) throws -> Page<
    SavedAddress
  > {
    let start = request.cursor?.values.first.flatMap { AddressID($0) }
    let after: SQL = start.map { "AND id > \($0)" } ?? ""
    let rows: [SavedAddress] = try snapshot.all(
      """
      SELECT \(fragment: columns) FROM addresses WHERE account_id = \(account) \(fragment: after)
      ORDER BY id LIMIT \(request.limit + 1)
      """)
    return Page(fetched: rows, limit: request.limit) { Cursor([$0.id.description]) }
  }

  static func all(of account: AccountID, _ snapshot: Snapshot) throws -> [SavedAddress] {
    try snapshot.all("SELECT \(fragment: columns) FROM addresses WHERE account_id = \(account) ORDER BY id")
  }

  static func count(of account: AccountID, _ snapshot: Snapshot) throws -> Int {
    try snapshot.value("SELECT COUNT(*) FROM addresses WHERE account_id = \(account)") ?? 0
  }

  static func insert(_ saved: SavedAddress, of account: AccountID, _ tx: Transaction) throws {
    let address = saved.address
    let values: NamedValues = [
      "id": saved.id, "account_id": account, "name": address.name, "line1": address.line1,
      "line2": address.line2, "city": address.city, "region": address.region,
      "postal_code": address.postalCode, "country": address.country, "phone": address.phone,
      "kind": saved.type, "label": saved.label, "is_default": saved.isDefault, "created_at": tx.now,
      "updated_at": tx.now,
    ]
    try tx.run("INSERT INTO addresses \(values: values)")
  }

  static func update(_ saved: SavedAddress, of account: AccountID, _ tx: Transaction) throws {
    let address = saved.address
    try tx.run(
      """
      UPDATE addresses SET name = \(address.name), line1 = \(address.line1), line2 = \(address.line2),
        city = \(address.city), region = \(address.region), postal_code = \(address.postalCode),
        country = \(address.country), phone = \(address.phone), kind = \(saved.type),
        label = \(saved.label), is_default = \(saved.isDefault), updated_at = \(tx.now)
      WHERE id = \(saved.id) AND account_id = \(account)
      """)
  }

  static func clearDefault(of account: AccountID, _ tx: Transaction) throws {
    try tx.run("UPDATE addresses SET is_default = FALSE WHERE account_id = \(account) AND is_default = TRUE")
  }

  /// False when the account has no such entry.
  static func delete(_ id: AddressID, of account: AccountID, _ tx: Transaction) throws -> Bool {
    try tx.run("DELETE FROM addresses WHERE id = \(id) AND account_id = \(account)") == 1
  }

  @discardableResult
  static func deleteAll(of account: AccountID, _ tx: Transaction) throws -> Int {
    try tx.run("DELETE FROM addresses WHERE account_id = \(account)")
  }
}
