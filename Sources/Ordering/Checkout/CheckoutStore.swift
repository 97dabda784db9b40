import Identity
import Kernel
import Persistence

/// The rows of `checkouts`.
enum CheckoutStore {
  /// `client` is as whom its buyer is counted.
  static func insert(
    _ checkout: Checkout, client: ReservingClient?, _ transaction: Transaction
  ) throws {
    try transaction.run(
      """
      INSERT INTO checkouts (id, cart_id, account_id, email, address, language, payment_method, status, currency,
        items_total, shipping_total, total, created_at, expires_at, completed_at, client)
      VALUES (\(checkout.id), \(checkout.cart), \(checkout.account), \(checkout.email),
        \(StoredAddress.encode(checkout.address)), \(checkout.language), \(checkout.paymentMethod), \(checkout.status),
        \(checkout.currency), \(checkout.itemsTotal.amount), \(checkout.shippingTotal.amount),
        \(checkout.total.amount), \(checkout.createdAt), \(checkout.expiresAt), \(checkout.completedAt),
        \(client?.key))
      """)
  }

  /// Stores the state of a checkout that has ended; from then on it counts for nobody.
  static func update(_ checkout: Checkout, _ transaction: Transaction) throws {
    try transaction.run(
      """
      UPDATE checkouts SET status = \(checkout.status), completed_at = \(checkout.completedAt), client = NULL
      WHERE id = \(checkout.id)
      """)
  }

  /// Stores until when the goods are reserved.
  static func setEnd(of checkout: Checkout, _ transaction: Transaction) throws {
    try transaction.run(
      "UPDATE checkouts SET expires_at = \(checkout.expiresAt) WHERE id = \(checkout.id)")
  }

  /// Keeps everybody else from changing the checkout until the end of the transaction; false when there
  /// is none.
  static func lock(_ id: CheckoutID, _ transaction: Transaction) throws -> Bool {
    try transaction.value(
      "SELECT id FROM checkouts WHERE id = \(id) \(fragment: transaction.forUpdate)", as: CheckoutID.self)
      != nil
  }

  /// The checkout of a cart that is neither expired nor cancelled.
  static func living(of cart: CartID, _ snapshot: Snapshot) throws -> CheckoutID? {
    try snapshot.value(
      "SELECT id FROM checkouts WHERE cart_id = \(cart) AND status IN ('awaitingPayment', 'completed')")
  }

  /// Those that wait for a payment and have no time left, the oldest first.
  static func overdue(at now: Timestamp, _ snapshot: Snapshot) throws -> [CheckoutID] {
    try snapshot.values(
      """
      SELECT id FROM checkouts WHERE status = 'awaitingPayment' AND expires_at <= \(now)
      ORDER BY expires_at LIMIT 1000
      """)
  }

  /// The tag of the language that the buyer read when they ordered.
  static func language(of id: CheckoutID, _ snapshot: Snapshot) throws -> String? {
    try snapshot.value("SELECT language FROM checkouts WHERE id = \(id)")
  }

  /// A checkout with its parts and orders.
  static func find(_ id: CheckoutID, _ snapshot: Snapshot) throws -> Checkout? {
    guard
      let row = try snapshot.first(
        """
        SELECT id, cart_id, account_id, email, address, language, payment_method, status, currency, items_total,
          shipping_total, total, created_at, expires_at, completed_at
        FROM checkouts WHERE id = \(id)
        """, as: CheckoutRow.self)
    else { return nil }
    if row.status == .completed {
      let orders = try OrderStore.ofCheckout(id, snapshot)
      return row.checkout(parts: orders.map(\.part), orders: orders)
    }
    return row.checkout(parts: try CheckoutPartStore.parts(of: id, row.currency, snapshot), orders: [])
  }
}

/// One row of `checkouts`.
private struct CheckoutRow: RowDecodable {
  let id: CheckoutID
  let cart: CartID
  let account: AccountID?
  let email: String
  let address: PostalAddress
  let language: String?
  let paymentMethod: String
  let status: CheckoutStatus
  let currency: Currency
  let itemsTotal, shippingTotal, total: Int64
  let createdAt: Timestamp
  let expiresAt, completedAt: Timestamp?

  init(row: inout Row) throws {
    id = try row.next()
    cart = try row.next()
    account = try row.next()
    email = try row.next()
    address = try StoredAddress.decode(row.next())
    language = try row.next()
    paymentMethod = try row.next()
    status = try row.next()
    currency = try row.next()
    itemsTotal = try row.next()
    shippingTotal = try row.next()
    total = try row.next()
    createdAt = try row.next()
    expiresAt = try row.next()
    completedAt = try row.next()
  }

  func checkout(parts: [CheckoutPart], orders: [Order]) -> Checkout {
    Checkout(
      id: id, cart: cart, account: account, email: email, address: address, language: language,
      paymentMethod: paymentMethod, status: status, currency: currency,
      itemsTotal: Money(itemsTotal, currency),
      shippingTotal: Money(shippingTotal, currency), total: Money(total, currency), createdAt: createdAt,
      expiresAt: expiresAt, completedAt: completedAt, parts: parts, orders: orders)
  }
}

extension Order {
  /// The part of its checkout that the order is.
  fileprivate var part: CheckoutPart {
    CheckoutPart(shop: shop, delivery: delivery, items: items, subtotal: itemsTotal, total: total)
  }
}
