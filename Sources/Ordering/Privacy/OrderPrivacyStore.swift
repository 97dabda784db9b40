import Identity
import Kernel
import Persistence

/// Whose orders: an account's, and those that were placed with one of its addresses without signing in.
struct OrderPerson: Sendable {
  let account: AccountID
  let emails: [String]

  fileprivate var condition: SQL { "(\(fragment: own) OR \(fragment: named))" }

  /// What was bought signed in. Anybody can write any address into an order without that, so only this may keep the
  /// account from being erased.
  fileprivate var own: SQL { "account_id = \(account)" }

  /// What names one of the addresses, whoever wrote it.
  fileprivate var named: SQL {
    emails.isEmpty ? "1 = 0" : "(account_id IS NULL AND email IN \(list: emails))"
  }
}

/// The SQL that takes people out of checkouts and orders.
package enum OrderPrivacyStore {
  /// What stands in the address of an order that names nobody any more; the country stays for the taxes.
  private static let erasedName = "Erased customer"
  private static let erasedLine = "Erased"
  /// What the e-mail address of such an order ends with.
  static let erasedDomain = "@erased.invalid"
  /// What is with the carrier, or waits for the shop's answer, is not waited for when nothing has happened for so long:
  /// only the shop can end it, and could keep an account from being erased for ever.
  private static let longestSilenceSeconds: Int64 = 30 * 24 * 60 * 60

  /// What somebody still has to do something for. An order that was not sent can be cancelled by who placed it.
  private static func isUnderWay(at now: Timestamp) -> SQL {
    let silent = now.adding(seconds: -longestSilenceSeconds)
    let others = OrderStatus.states(.travelling, .refundRequested)
    return """
      (status IN \(list: OrderStatus.unsent) OR (status IN \(list: others) AND updated_at > \(silent)))
      """
  }

  private struct Kept: RowDecodable {
    let id: OrderID
    let number: String
    let address: PostalAddress

    init(row: inout Row) throws {
      id = try row.next("id")
      number = try row.next("number")
      address = try row.next("address")
    }
  }

  private static let keptColumns = SQL.columns(of: Kept.self)

  static func ids(of person: OrderPerson, _ snapshot: Snapshot) throws -> [OrderID] {
    try snapshot.values("SELECT id FROM orders WHERE \(fragment: person.condition) ORDER BY id")
  }

  static func numbers(of person: OrderPerson, _ snapshot: Snapshot) throws -> [String] {
    try snapshot.values("SELECT number FROM orders WHERE \(fragment: person.condition) ORDER BY id")
  }

  /// The checkouts of an account and of its addresses.
  package static func checkouts(
    of account: AccountID, emails: [String], _ snapshot: Snapshot
  ) throws -> [CheckoutID] {
    let person = OrderPerson(account: account, emails: emails)
    return try snapshot.values("SELECT id FROM checkouts WHERE \(fragment: person.condition) ORDER BY id")
  }

  /// The same without those that somebody may be paying without an account.
  package static func endedCheckouts(
    of account: AccountID, emails: [String], _ snapshot: Snapshot
  ) throws -> [CheckoutID] {
    let person = OrderPerson(account: account, emails: emails)
    return try snapshot.values(
      """
      SELECT id FROM checkouts
      WHERE \(fragment: person.own)
        OR (\(fragment: person.named) AND status <> \(CheckoutStatus.awaitingPayment))
      ORDER BY id
      """)
  }

  /// True while something that was bought signed in is on its way.
  static func isBusy(_ person: OrderPerson, at now: Timestamp, _ snapshot: Snapshot) throws -> Bool {
    let order = try snapshot.value(
      "SELECT 1 FROM orders WHERE \(fragment: person.own) AND \(fragment: isUnderWay(at: now)) LIMIT 1",
      as: Int64.self)
    return order != nil
  }

  /// True while a checkout of the account waits for its payment.
  static func isPaying(_ person: OrderPerson, _ snapshot: Snapshot) throws -> Bool {
    let checkout = try snapshot.value(
      """
      SELECT 1 FROM checkouts WHERE \(fragment: person.own)
        AND status = \(CheckoutStatus.awaitingPayment) LIMIT 1
      """, as: Int64.self)
    return checkout != nil
  }

  /// Takes the person out of checkouts that are over; answers with their number.
  static func anonymiseCheckouts(
    of person: OrderPerson, as email: String, _ tx: Transaction
  ) throws -> Int {
    let isUnderWay: SQL = """
      EXISTS (SELECT 1 FROM orders o WHERE o.checkout_id = checkouts.id AND o.forgets_person = TRUE)
      """
    return try anonymiseCheckouts(
      where: """
        (\(fragment: person.own) OR (\(fragment: person.named)
          AND status <> \(CheckoutStatus.awaitingPayment) AND NOT \(fragment: isUnderWay)))
        """, as: email, tx)
  }

  /// Takes the person out of orders; answers with their number. What was ordered without an account and is on its way
  /// arrives first.
  static func anonymiseOrders(of person: OrderPerson, as email: String, _ tx: Transaction) throws -> Int {
    try tx.run(
      """
      UPDATE orders SET forgets_person = TRUE
      WHERE \(fragment: person.named) AND \(fragment: isUnderWay(at: tx.now))
      """)
    let orders: [Kept] = try tx.all(
      """
      SELECT \(fragment: keptColumns) FROM orders
      WHERE \(fragment: person.condition) AND forgets_person = FALSE ORDER BY id
      """)
    for order in orders { try anonymise(order, as: email, tx) }
    return orders.count
  }

  /// Takes people out of orders that have arrived since an account with their address was erased, at most `limit`;
  /// answers with their number.
  static func anonymiseArrived(as email: String, limit: Int, _ tx: Transaction) throws -> Int {
    let orders: [Kept] = try tx.all(
      """
      SELECT \(fragment: keptColumns) FROM orders
      WHERE forgets_person = TRUE AND NOT \(fragment: isUnderWay(at: tx.now)) ORDER BY id LIMIT \(limit)
      """)
    try anonymise(orders, as: email, tx)
    return orders.count
  }

  /// Takes people out of orders that were placed before `moment`, at most `limit`; answers with their number.
  static func anonymiseOrders(
    before moment: Timestamp, as email: String, limit: Int, _ tx: Transaction
  ) throws -> Int {
    let orders: [Kept] = try tx.all(
      """
      SELECT \(fragment: keptColumns) FROM orders
      WHERE placed_at < \(moment) AND email NOT LIKE '%@erased.invalid' ORDER BY placed_at LIMIT \(limit)
      """)
    try anonymise(orders, as: email, tx)
    return orders.count
  }

  /// Takes people out of checkouts from before `moment` that were given up, at most `limit`; answers with their
  /// number.
  static func anonymiseUnpaid(
    before moment: Timestamp, as email: String, limit: Int, _ tx: Transaction
  ) throws -> Int {
    let ended: [CheckoutStatus] = [.expired, .cancelled]
    let ids: [CheckoutID] = try tx.values(
      """
      SELECT id FROM checkouts
      WHERE created_at < \(moment) AND status IN \(list: ended) AND email NOT LIKE '%@erased.invalid'
      ORDER BY created_at LIMIT \(limit)
      """)
    guard !ids.isEmpty else { return 0 }
    return try anonymiseCheckouts(where: "id IN \(list: ids)", as: email, tx)
  }

  /// Takes people out of orders and their checkouts.
  private static func anonymise(_ orders: [Kept], as email: String, _ tx: Transaction) throws {
    for order in orders { try anonymise(order, as: email, tx) }
    let ids = orders.map(\.id)
    guard !ids.isEmpty else { return }
    let condition: SQL = """
      id IN (SELECT checkout_id FROM orders WHERE id IN \(list: ids))
        AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.checkout_id = checkouts.id AND o.forgets_person = TRUE)
      """
    _ = try anonymiseCheckouts(where: condition, as: email, tx)
  }

  private static func anonymise(_ order: Kept, as email: String, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE orders SET email = \(email), address = \(erased(order.address)),
        access_key = \(AccessKey.random()), tracking_number = NULL, forgets_person = FALSE
      WHERE id = \(order.id)
      """)
    try OrderNames.index.replace([OrderNames.words(order.id, order.number)], tx)
    try tx.run("UPDATE order_history SET note = NULL WHERE order_id = \(order.id) AND note IS NOT NULL")
  }

  private static func anonymiseCheckouts(
    where condition: SQL, as email: String, _ tx: Transaction
  ) throws -> Int {
    let rows = try tx.all("SELECT id, address FROM checkouts WHERE \(fragment: condition) ORDER BY id") {
      row in
      (id: try row.next(CheckoutID.self), address: try row.next(PostalAddress.self))
    }
    for row in rows {
      try tx.run(
        """
        UPDATE checkouts SET email = \(email), address = \(erased(row.address)), client = NULL,
          access_key = NULL
        WHERE id = \(row.id)
        """)
    }
    return rows.count
  }

  /// The address without the person: what is left decides about taxes.
  private static func erased(_ address: PostalAddress) -> PostalAddress {
    PostalAddress(
      name: erasedName, line1: erasedLine, city: erasedLine, postalCode: "", country: address.country)
  }
}
