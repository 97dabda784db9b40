import Gateways
import Kernel
import Persistence

enum DestinationColumn: SealedColumn {
  case holder, iban, accountNumber, routingNumber, bic, email

  static let table = "payout_destinations"

  var name: StaticString {
    switch self {
    case .holder: "holder"
    case .iban: "iban"
    case .accountNumber: "account_number"
    case .routingNumber: "routing_number"
    case .bic: "bic"
    case .email: "email"
    }
  }
}

/// A payout destination as it is stored.
private struct StoredDestination: RowDecodable {
  private let id: PayoutDestinationID
  private let shop: ShopID
  private let kind: DestinationKind
  private let isDefault: Bool
  private let createdAt: Timestamp
  private let updatedAt: Timestamp
  private let sealed: SealedRow<DestinationColumn>

  init(row: inout Row) throws {
    id = try row.next("id")
    shop = try row.next("shop_id")
    kind = try row.next("kind")
    isDefault = try row.next("is_default")
    createdAt = try row.next("created_at")
    updatedAt = try row.next("updated_at")
    sealed = try SealedRow(id: id, row: &row)
  }

  func opened(_ vault: Vault) throws -> PayoutDestination {
    PayoutDestination(
      id: id, shop: shop, kind: kind, isDefault: isDefault, details: try DestinationDetails(sealed, vault),
      createdAt: createdAt, updatedAt: updatedAt)
  }
}

/// The rows of payout destinations.
enum DestinationStore {
  private static let columns = SQL.columns(of: StoredDestination.self)
  private static let sealedColumns = SQL.columns { try sealed(&$0) }

  /// The default one first, then the newest.
  static func all(of shop: ShopID, _ vault: Vault, _ snapshot: Snapshot) throws -> [PayoutDestination] {
    try snapshot.all(
      """
      SELECT \(fragment: columns) FROM payout_destinations WHERE shop_id = \(shop)
      ORDER BY is_default DESC, id DESC
      """, as: StoredDestination.self
    ).map { try $0.opened(vault) }
  }

  static func find(
    _ id: PayoutDestinationID, of shop: ShopID, _ vault: Vault, _ snapshot: Snapshot
  ) throws -> PayoutDestination? {
    try snapshot.first(
      """
      SELECT \(fragment: columns) FROM payout_destinations WHERE id = \(id) AND shop_id = \(shop)
      """, as: StoredDestination.self
    )?.opened(vault)
  }

  static func count(of shop: ShopID, _ snapshot: Snapshot) throws -> Int {
    try snapshot.value("SELECT COUNT(*) FROM payout_destinations WHERE shop_id = \(shop)") ?? 0
  }

  static func insert(_ destination: PayoutDestination, _ vault: Vault, _ tx: Transaction) throws {
    let sealed = try destination.details.sealed(destination.id, vault)
    let row: NamedValues = [
      "id": destination.id, "shop_id": destination.shop, "kind": destination.kind,
      "is_default": destination.isDefault, "holder": sealed[.holder], "iban": sealed[.iban],
      "account_number": sealed[.accountNumber], "routing_number": sealed[.routingNumber],
      "bic": sealed[.bic], "email": sealed[.email], "created_at": tx.now, "updated_at": tx.now,
    ]
    try tx.run("INSERT INTO payout_destinations \(values: row)")
  }

  static func update(
    _ id: PayoutDestinationID, _ details: DestinationDetails, _ vault: Vault, _ tx: Transaction
  ) throws {
    try store(id, try details.sealed(id, vault), tx)
    try tx.run("UPDATE payout_destinations SET updated_at = \(tx.now) WHERE id = \(id)")
  }

  static func clearDefault(of shop: ShopID, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE payout_destinations SET is_default = FALSE WHERE shop_id = \(shop) AND is_default = TRUE
      """)
  }

  /// Counts as a change, as payouts go there from now on.
  static func setDefault(_ id: PayoutDestinationID, _ tx: Transaction) throws {
    try tx.run(
      "UPDATE payout_destinations SET is_default = TRUE, updated_at = \(tx.now) WHERE id = \(id)")
  }

  static func newest(of shop: ShopID, _ snapshot: Snapshot) throws -> PayoutDestinationID? {
    try snapshot.value(
      "SELECT id FROM payout_destinations WHERE shop_id = \(shop) ORDER BY id DESC LIMIT 1")
  }

  static func delete(_ id: PayoutDestinationID, _ tx: Transaction) throws {
    try tx.run("DELETE FROM payout_destinations WHERE id = \(id)")
  }

  static func deleteAll(of shop: ShopID, _ tx: Transaction) throws {
    try tx.run("DELETE FROM payout_destinations WHERE shop_id = \(shop)")
  }

  /// As `ApplicationStore.reseal`.
  static func reseal(
    after last: PayoutDestinationID?, limit: Int, _ vault: Vault, _ tx: Transaction
  ) throws -> (last: PayoutDestinationID?, count: Int) {
    let behind: SQL = last.map { "WHERE id > \($0)" } ?? ""
    let rows = try tx.all(
      """
      SELECT \(fragment: sealedColumns) FROM payout_destinations \(fragment: behind)
      ORDER BY id LIMIT \(limit) \(fragment: tx.forUpdate)
      """
    ) { try sealed(&$0) }
    var count = 0
    for (id, row) in rows {
      guard let new = try row.resealed(vault) else { continue }
      try store(id, new, tx)
      count += 1
    }
    return (rows.last?.0, count)
  }

  private static func sealed(_ row: inout Row) throws -> (PayoutDestinationID, SealedRow<DestinationColumn>) {
    let id: PayoutDestinationID = try row.next("id")
    return (id, try SealedRow(id: id, row: &row))
  }

  private static func store(
    _ id: PayoutDestinationID, _ sealed: SealedRow<DestinationColumn>, _ tx: Transaction
  ) throws {
    try tx.run(
      """
      UPDATE payout_destinations SET holder = \(sealed[.holder]), iban = \(sealed[.iban]),
        account_number = \(sealed[.accountNumber]), routing_number = \(sealed[.routingNumber]),
        bic = \(sealed[.bic]), email = \(sealed[.email])
      WHERE id = \(id)
      """)
  }
}

extension DestinationDetails {
  func sealed(_ id: PayoutDestinationID, _ vault: Vault) throws -> SealedRow<DestinationColumn> {
    var row = SealedRow<DestinationColumn>(id: id)
    try row.set(.holder, holder, vault)
    try row.set(.iban, iban, vault)
    try row.set(.accountNumber, accountNumber, vault)
    try row.set(.routingNumber, routingNumber, vault)
    try row.set(.bic, bic, vault)
    try row.set(.email, email, vault)
    return row
  }

  init(_ sealed: SealedRow<DestinationColumn>, _ vault: Vault) throws {
    holder = try sealed.text(.holder, vault)
    iban = try sealed.text(.iban, vault)
    accountNumber = try sealed.text(.accountNumber, vault)
    routingNumber = try sealed.text(.routingNumber, vault)
    bic = try sealed.text(.bic, vault)
    email = try sealed.text(.email, vault)
  }
}
