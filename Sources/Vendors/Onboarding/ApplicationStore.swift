import Gateways
import Kernel
import Persistence

enum ApplicationColumn: SealedColumn {
  case legalName, registrationNumber, taxID, address, contactName, phone, birthDate, website, answer

  static let table = "shop_applications"

  var name: StaticString {
    switch self {
    case .legalName: "legal_name"
    case .registrationNumber: "registration_number"
    case .taxID: "tax_id"
    case .address: "address"
    case .contactName: "contact_name"
    case .phone: "phone"
    case .birthDate: "birth_date"
    case .website: "website"
    case .answer: "answer"
    }
  }
}

/// An application as it is stored.
struct StoredApplication: RowDecodable {
  let shop: ShopID
  let type: BusinessType?
  let sealed: SealedRow<ApplicationColumn>
  let question: String?
  let items: String?
  let askedAt: Timestamp?
  let answeredAt: Timestamp?
  let updatedAt: Timestamp

  init(row: inout Row) throws {
    shop = try row.next("shop_id")
    type = try row.next("business_type")
    sealed = try SealedRow(id: shop, row: &row)
    question = try row.next("question")
    items = try row.next("question_items")
    askedAt = try row.next("asked_at")
    answeredAt = try row.next("answered_at")
    updatedAt = try row.next("updated_at")
  }
}

/// The rows of applications.
enum ApplicationStore {
  private static let columns = SQL.columns(of: StoredApplication.self)
  private static let sealedColumns = SQL.columns { try sealed(&$0) }

  static func find(_ shop: ShopID, _ snapshot: Snapshot) throws -> StoredApplication? {
    try snapshot.first(
      """
      SELECT \(fragment: columns) FROM shop_applications WHERE shop_id = \(shop)
      """)
  }

  /// Stores what a vendor tells; question and answer stay.
  static func save(
    _ shop: ShopID, _ type: BusinessType, _ sealed: SealedRow<ApplicationColumn>, _ tx: Transaction
  ) throws {
    try insertIfAbsent(shop, tx)
    try tx.run(
      """
      UPDATE shop_applications SET business_type = \(type), legal_name = \(sealed[.legalName]),
        registration_number = \(sealed[.registrationNumber]), tax_id = \(sealed[.taxID]),
        address = \(sealed[.address]), contact_name = \(sealed[.contactName]), phone = \(sealed[.phone]),
        birth_date = \(sealed[.birthDate]), website = \(sealed[.website]), updated_at = \(tx.now)
      WHERE shop_id = \(shop)
      """)
  }

  static func ask(_ shop: ShopID, _ message: String, _ items: [String], _ tx: Transaction) throws {
    try insertIfAbsent(shop, tx)
    try tx.run(
      """
      UPDATE shop_applications SET question = \(message), question_items = \(items.joined(separator: "\n")),
        asked_at = \(tx.now), answer = NULL, answered_at = NULL
      WHERE shop_id = \(shop)
      """)
  }

  static func answer(_ shop: ShopID, _ answer: [UInt8]?, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE shop_applications SET answer = \(answer), answered_at = \(tx.now) WHERE shop_id = \(shop)
      """)
  }

  /// Takes the question away, as after a decision.
  static func close(_ shop: ShopID, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE shop_applications SET question = NULL, question_items = NULL, asked_at = NULL, answer = NULL,
        answered_at = NULL
      WHERE shop_id = \(shop) AND question IS NOT NULL
      """)
  }

  /// Every shop that an account owns or owned.
  static func shops(of owner: AccountID, _ snapshot: Snapshot) throws -> [ShopID] {
    try snapshot.values("SELECT id FROM shops WHERE owner_id = \(owner) ORDER BY id")
  }

  static func delete(_ shop: ShopID, _ tx: Transaction) throws {
    try tx.run("DELETE FROM shop_applications WHERE shop_id = \(shop)")
  }

  /// Seals anew what an older key sealed, in the rows behind `last`. Answers with the last row looked at,
  /// `nil` at the end, and how many rows were changed.
  static func reseal(
    after last: ShopID?, limit: Int, _ vault: Vault, _ tx: Transaction
  ) throws -> (last: ShopID?, count: Int) {
    let behind: SQL = last.map { "WHERE shop_id > \($0)" } ?? ""
    let rows = try tx.all(
      """
      SELECT \(fragment: sealedColumns) FROM shop_applications \(fragment: behind)
      ORDER BY shop_id LIMIT \(limit) \(fragment: tx.forUpdate)
      """
    ) { try sealed(&$0) }
    var count = 0
    for (shop, row) in rows {
      guard let new = try row.resealed(vault) else { continue }
      try tx.run(
        """
        UPDATE shop_applications SET legal_name = \(new[.legalName]),
          registration_number = \(new[.registrationNumber]), tax_id = \(new[.taxID]),
          address = \(new[.address]), contact_name = \(new[.contactName]), phone = \(new[.phone]),
          birth_date = \(new[.birthDate]), website = \(new[.website]), answer = \(new[.answer])
        WHERE shop_id = \(shop)
        """)
      count += 1
    }
    return (rows.last?.0, count)
  }

  private static func sealed(_ row: inout Row) throws -> (ShopID, SealedRow<ApplicationColumn>) {
    let shop: ShopID = try row.next("shop_id")
    return (shop, try SealedRow(id: shop, row: &row))
  }

  private static func insertIfAbsent(_ shop: ShopID, _ tx: Transaction) throws {
    let row: NamedValues = ["shop_id": shop, "created_at": tx.now, "updated_at": tx.now]
    try tx.run(
      """
      INSERT INTO shop_applications \(values: row)
      ON CONFLICT (shop_id) DO NOTHING
      """)
  }
}
