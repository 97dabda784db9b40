import Areas
import Identity
import Kernel
import Persistence

/// The rows of `orders` and `order_items`.
package enum OrderStore {
  private static let columns = SQL.columns(of: Order.self)
  private static let itemColumns = SQL.columns { try item(&$0, [:]) }

  /// Stores new orders with their items and their number. Their words follow after the commit (`Ordering.name`).
  static func insert(_ orders: [Order], _ transaction: Transaction) throws {
    try transaction.run("INSERT INTO orders \(values: orders.map(\.values))")
    let items = orders.flatMap { order in
      order.items.map { ["order_id": order.id] + PurchasedItemColumns.values($0) }
    }
    try transaction.run("INSERT INTO order_items \(values: items)")
    try OrderCountStore.added(orders, transaction)
  }

  /// Stores what a transition from a state changes.
  static func update(_ order: Order, from old: OrderStatus, _ transaction: Transaction) throws {
    try OrderCountStore.moved(order, from: old, transaction)
    let times = order.times
    try transaction.run(
      """
      UPDATE orders SET status = \(order.status), payment_status = \(order.paymentStatus),
        carrier = \(order.carrier), tracking_number = \(order.trackingNumber), paid_at = \(times.paidAt),
        shipped_at = \(times.shippedAt), delivered_at = \(times.deliveredAt),
        cancelled_at = \(times.cancelledAt), refunded_at = \(times.refundedAt),
        updated_at = \(times.updatedAt)
      WHERE id = \(order.id)
      """)
  }

  /// The next orders in their order with the words that they are found by; locked.
  static func names(
    after id: OrderID?, limit: Int, _ tx: Transaction
  ) throws -> [NamedSubject<OrderEntity>] {
    let rule: SQL = id.map { "WHERE id > \($0)" } ?? ""
    return try names("\(fragment: rule) ORDER BY id LIMIT \(limit) \(fragment: tx.forUpdate)", tx)
  }

  /// Orders with the words that they are found by, as they are now.
  static func names(of ids: [OrderID], _ tx: Transaction) throws -> [NamedSubject<OrderEntity>] {
    ids.isEmpty ? [] : try names("WHERE id IN \(filled: ids)", tx)
  }

  private static func names(_ condition: SQL, _ tx: Transaction) throws -> [NamedSubject<OrderEntity>] {
    try tx.all("SELECT id, number, email, address FROM orders \(fragment: condition)") { row in
      try OrderNames.words(row.next("id"), row.next("number"), row.next("email"), row.next("address"))
    }
  }

  /// Keeps everybody else from changing these orders until the end of the transaction, and says whose they are.
  static func holdEmails(of ids: [OrderID], _ tx: Transaction) throws -> [OrderID: String] {
    let lock: SQL = tx.engine == .postgres ? "FOR NO KEY UPDATE" : ""
    let pairs = try tx.all(
      "SELECT id, email FROM orders WHERE id IN \(filled: ids) ORDER BY id \(fragment: lock)"
    ) { row -> (OrderID, String) in (try row.next(), try row.next()) }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  /// Keeps everybody else from moving the order until the end of the transaction.
  static func lock(_ id: OrderID, _ transaction: Transaction) throws {
    _ = try transaction.value(
      "SELECT id FROM orders WHERE id = \(id) \(fragment: transaction.forUpdate)", as: OrderID.self)
  }

  /// An order with its items.
  package static func find(_ id: OrderID, _ snapshot: Snapshot) throws -> Order? {
    try orders("o.id = \(id)", snapshot).first
  }

  /// The order with this number, without reading more of it.
  static func id(numbered number: String, _ snapshot: Snapshot) throws -> OrderID? {
    try snapshot.value("SELECT id FROM orders WHERE number = \(number)")
  }

  static func numbers(of ids: [OrderID], _ snapshot: Snapshot) throws -> [OrderID: String] {
    let rows = try snapshot.all("SELECT id, number FROM orders WHERE id IN \(list: ids)") { row in
      (try row.next(OrderID.self), try row.next(String.self))
    }
    return Dictionary(rows) { $1 }
  }

  /// The order with this number, with its items.
  static func numbered(_ number: String, _ snapshot: Snapshot) throws -> Order? {
    try orders("o.number = \(number)", snapshot).first
  }

  /// The orders of checkouts with their items, in the order of the shops' ids.
  static func ofCheckouts(_ ids: [CheckoutID], _ snapshot: Snapshot) throws -> [CheckoutID: [Order]] {
    guard !ids.isEmpty else { return [:] }
    let found = try orders("o.checkout_id IN \(filled: ids)", snapshot)
    return Dictionary(grouping: found, by: \.checkout).mapValues { orders in
      orders.sorted { $0.shop.id < $1.shop.id }
    }
  }

  /// A page of orders with their items.
  static func list(
    _ filter: OrderFilter, _ order: OrderListOrder, _ page: PageRequest, _ snapshot: Snapshot
  ) throws -> Page<Order> {
    var conditions = try filter.conditions(snapshot)
    let keys = order.keys(filter)
    if let cursor = page.cursor { conditions.append(keys.behind(try order.place(cursor, filter))) }
    let condition = conditions.isEmpty ? "1 = 1" : SQL.join(conditions, " AND ")
    let rows = try orders(
      condition, by: "ORDER BY \(fragment: keys.clause) LIMIT \(page.limit + 1)", snapshot)
    return Page(fetched: rows, limit: page.limit) { order.cursor(behind: $0, filter) }
  }

  /// How many orders the filter leaves, by state; of a shop or of all they are not counted, but kept.
  static func counts(_ filter: OrderFilter, _ snapshot: Snapshot) throws -> [OrderStatus: Int64] {
    if filter.isOfStates {
      return try OrderCountStore.counts(of: filter.shop, snapshot).filter { state, _ in
        (filter.status.map { $0 == state } ?? true)
          && (filter.states.isEmpty || filter.states.contains(state))
      }
    }
    let conditions = try filter.conditions(snapshot)
    let condition = conditions.isEmpty ? "1 = 1" : SQL.join(conditions, " AND ")
    let pairs = try snapshot.all(
      "SELECT o.status, COUNT(*) FROM orders o WHERE \(fragment: condition) GROUP BY o.status"
    ) { row -> (OrderStatus, Int64) in (try row.next(), try row.next()) }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  /// Reads shops for their names.
  private static func orders(
    _ condition: SQL, by end: SQL = "ORDER BY o.id", _ snapshot: Snapshot
  ) throws -> [Order] {
    var orders: [Order] = try snapshot.all(
      """
      SELECT \(fragment: columns) FROM orders o JOIN shops s ON s.id = o.shop_id
      WHERE \(fragment: condition) \(fragment: end)
      """)
    guard !orders.isEmpty else { return [] }
    let currencies = Dictionary(uniqueKeysWithValues: orders.map { ($0.id, $0.currency) })
    let items = try snapshot.all(
      """
      SELECT \(fragment: itemColumns) FROM order_items
      WHERE order_id IN \(filled: orders.map(\.id)) ORDER BY order_id, variant_id
      """
    ) { try item(&$0, currencies) }
    let itemsByOrder = Dictionary(grouping: items, by: \.order)
    for index in orders.indices {
      orders[index].items = itemsByOrder[orders[index].id]?.map(\.item) ?? []
    }
    return orders
  }

  private static func item(
    _ row: inout Row, _ currencies: [OrderID: Currency]
  ) throws -> (order: OrderID, item: PurchasedItem) {
    let order: OrderID = try row.next("order_id")
    return (order, try PurchasedItemColumns.decode(&row, currencies[order] ?? .eur))
  }
}

extension Order {
  /// A new order's row.
  fileprivate var values: NamedValues {
    [
      "id": id, "number": number, "checkout_id": checkout, "shop_id": shop.id, "account_id": account,
      "email": email, "address": address, "status": status, "currency": currency,
      "market": market,
      "items_total": itemsTotal.amount, "shipping_total": delivery.price.amount, "total": total.amount,
      "option_id": delivery.option, "option_name": delivery.name, "min_days": delivery.minimumDays,
      "max_days": delivery.maximumDays, "payment_method": paymentMethod, "payment_status": paymentStatus,
      "access_key": accessKey, "placed_at": times.placedAt, "paid_at": times.paidAt,
      "updated_at": times.updatedAt,
    ]
  }
}
