import Gateways
import Kernel
import Persistence

enum ApplicationColumn: String, SealedColumn {
  case legalName = "legal_name"
  case registrationNumber = "registration_number"
  case taxID = "tax_id"
  case address
  case contactName = "contact_name"
  case phone
  case birthDate = "birth_date"
  case website
  case answer

  static let table = "shop_applications"
}

/// An application as it is stored.
struct StoredApplication {
  let shop: ShopID
  let type: BusinessType?
  let sealed: SealedRow<ApplicationColumn>
  let question: String?
  let items: String?
  let askedAt: Timestamp?
  let answeredAt: Timestamp?
  let updatedAt: Timestamp

  init(row: inout Row) throws {
    shop = try row.next()
    type = try row.next()
    sealed = try SealedRow(id: shop, row: &row)
    question = try row.next()
    items = try row.next()
    askedAt = try row.next()
    answeredAt = try row.next()
    updatedAt = try row.next()
  }
}

/// The rows of applications.
enum ApplicationStore {
  private static let sealedColumns: SQL = """
    legal_name, registration_number, tax_id, address, contact_name, phone, birth_date, website, answer
    """

  static func find(_ shop: ShopID, _ snapshot: Snapshot) throws -> StoredApplication? {
    try snapshot.first(
      """
      SELECT shop_id, business_type, \(fragment: sealedColumns), question, question_items, asked_at,
        answered_at, updated_at
      FROM shop_applications WHERE shop_id = \(shop)
      """
    ) { try StoredApplication(row: &$0) }
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

  static func isAsked(_ shop: ShopID, _ snapshot: Snapshot) throws -> Bool {
    try snapshot.value(
      """
      SELECT 1 FROM shop_applications
      WHERE shop_id = \(shop) AND question IS NOT NULL AND answered_at IS NULL
      """, as: Int.self) != nil
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
      SELECT shop_id, \(fragment: sealedColumns) FROM shop_applications \(fragment: behind)
      ORDER BY shop_id LIMIT \(limit) \(fragment: tx.forUpdate)
      """
    ) { row in
      let shop: ShopID = try row.next()
      return (shop, try SealedRow<ApplicationColumn>(id: shop, row: &row))
    }
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

  private static func insertIfAbsent(_ shop: ShopID, _ tx: Transaction) throws {
    try tx.run(
      """
      INSERT INTO shop_applications (shop_id, created_at, updated_at) VALUES (\(shop), \(tx.now), \(tx.now))
      ON CONFLICT (shop_id) DO NOTHING
      """)
  }
}
