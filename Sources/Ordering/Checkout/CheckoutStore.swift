import Identity
import Kernel
import Persistence

/// The rows of `checkouts`.
enum CheckoutStore {
  private static let columns = SQL.columns(of: Checkout.self)

  /// `client` is as whom its buyer is counted.
  static func insert(
    _ checkout: Checkout, client: ReservingClient?, _ transaction: Transaction
  ) throws {
    let values: NamedValues = [
      "id": checkout.id, "cart_id": checkout.cart, "account_id": checkout.account, "email": checkout.email,
      "address": checkout.address, "language": checkout.language, "payment_method": checkout.paymentMethod,
      "status": checkout.status, "currency": checkout.currency, "market": checkout.market,
      "items_total": checkout.itemsTotal.amount,
      "shipping_total": checkout.shippingTotal.amount, "total": checkout.total.amount,
      "created_at": checkout.createdAt, "expires_at": checkout.expiresAt,
      "completed_at": checkout.completedAt, "client": client?.key, "access_key": checkout.accessKey,
    ]
    try transaction.run("INSERT INTO checkouts \(values: values)")
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

  /// Those of an account that wait for a payment.
  static func waiting(of account: AccountID, limit: Int, _ snapshot: Snapshot) throws -> [CheckoutID] {
    try snapshot.values(
      """
      SELECT id FROM checkouts WHERE account_id = \(account) AND status = 'awaitingPayment'
      ORDER BY id LIMIT \(limit)
      """)
  }

  /// Those that wait for a payment and have no time left, the oldest first.
  static func overdue(at now: Timestamp, _ snapshot: Snapshot) throws -> [CheckoutID] {
    try snapshot.values(
      """
      SELECT id FROM checkouts WHERE status = 'awaitingPayment' AND expires_at <= \(now)
      ORDER BY expires_at LIMIT 1000
      """)
  }

  /// Whether goods are kept for longer than until `moment`.
  static func hasEnd(after moment: Timestamp, _ snapshot: Snapshot) throws -> Bool {
    try snapshot.value(
      "SELECT 1 FROM checkouts WHERE status = 'awaitingPayment' AND expires_at > \(moment) LIMIT 1",
      as: Int.self)
      != nil
  }

  /// Ends what is kept for longer earlier.
  static func bringEnds(after moment: Timestamp, to end: Timestamp, _ transaction: Transaction) throws {
    try transaction.run(
      """
      UPDATE checkouts SET expires_at = \(end) WHERE status = 'awaitingPayment' AND expires_at > \(moment)
      """)
  }

  /// The tag of the language that the buyer read when they ordered.
  static func language(of id: CheckoutID, _ snapshot: Snapshot) throws -> String? {
    try snapshot.value("SELECT language FROM checkouts WHERE id = \(id)")
  }

  /// A checkout with its parts and orders.
  static func find(_ id: CheckoutID, _ snapshot: Snapshot) throws -> Checkout? {
    try find([id], snapshot).first
  }

  /// The checkouts with these ids, with their parts and orders, in no order.
  static func find(_ ids: [CheckoutID], _ snapshot: Snapshot) throws -> [Checkout] {
    var checkouts: [Checkout] = try snapshot.all(
      "SELECT \(fragment: columns) FROM checkouts WHERE id IN \(filled: ids)")
    let completed = checkouts.filter { $0.status == .completed }.map(\.id)
    let orders = try OrderStore.ofCheckouts(completed, snapshot)
    for index in checkouts.indices {
      let id = checkouts[index].id
      if checkouts[index].status == .completed {
        checkouts[index].orders = orders[id] ?? []
        checkouts[index].parts = checkouts[index].orders.map(\.part)
      } else {
        checkouts[index].parts = try CheckoutPartStore.parts(of: id, checkouts[index].currency, snapshot)
      }
    }
    return checkouts
  }
}

extension Checkout: RowDecodable {
  /// The checkout's own row; its parts and orders come from their own tables.
  package init(row: inout Row) throws {
    id = try row.next("id")
    cart = try row.next("cart_id")
    account = try row.next("account_id")
    email = try row.next("email")
    address = try row.next("address")
    language = try row.next("language")
    paymentMethod = try row.next("payment_method")
    status = try row.next("status")
    let currency: Currency = try row.next("currency")
    self.currency = currency
    market = try row.next("market")
    itemsTotal = Money(try row.next("items_total"), currency)
    shippingTotal = Money(try row.next("shipping_total"), currency)
    total = Money(try row.next("total"), currency)
    accessKey = try row.next("access_key")
    createdAt = try row.next("created_at")
    expiresAt = try row.next("expires_at")
    completedAt = try row.next("completed_at")
  }
}

extension Order {
  /// The part of its checkout that the order is.
  fileprivate var part: CheckoutPart {
    CheckoutPart(shop: shop, delivery: delivery, items: items, subtotal: itemsTotal, total: total)
  }
}
