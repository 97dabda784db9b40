import Identity
import Kernel
import Persistence

/// The rows of `orders` and `order_items`.
package enum OrderStore {
  private static let columns: SQL = """
    o.id, o.number, o.checkout_id, o.shop_id, s.slug, s.name, o.account_id, o.email, o.address, o.status,
    o.currency, o.items_total, o.shipping_total, o.total, o.option_id, o.option_name, o.min_days, o.max_days,
    o.payment_method, o.payment_status, o.access_key, o.carrier, o.tracking_number, o.placed_at, o.paid_at,
    o.shipped_at, o.delivered_at, o.cancelled_at, o.refunded_at, o.updated_at
    """

  /// Stores new orders with their items in two statements.
  static func insert(_ orders: [Order], _ transaction: Transaction) throws {
    let rows = orders.map { order -> SQL in
      let delivery = order.delivery
      let times = order.times
      return """
        (\(order.id), \(order.number), \(order.checkout), \(order.shop.id), \(order.account), \(order.email),
         \(StoredAddress.encode(order.address)), \(order.searchText), \(order.status), \(order.currency),
         \(order.itemsTotal.amount), \(delivery.price.amount), \(order.total.amount), \(delivery.option),
         \(delivery.name), \(delivery.minimumDays), \(delivery.maximumDays), \(order.paymentMethod),
         \(order.paymentStatus), \(order.accessKey), \(times.placedAt), \(times.paidAt), \(times.updatedAt))
        """
    }
    try transaction.run(
      """
      INSERT INTO orders (id, number, checkout_id, shop_id, account_id, email, address, search_text, status,
        currency, items_total, shipping_total, total, option_id, option_name, min_days, max_days,
        payment_method, payment_status, access_key, placed_at, paid_at, updated_at)
      VALUES \(fragment: SQL.join(rows, ", "))
      """)
    let items = orders.flatMap { order in
      order.items.map { "(\(order.id), \(fragment: PurchasedItemColumns.values($0)))" as SQL }
    }
    try transaction.run(
      """
      INSERT INTO order_items (order_id, \(fragment: PurchasedItemColumns.names))
      VALUES \(fragment: SQL.join(items, ", "))
      """)
  }

  /// Stores what a transition changes.
  static func update(_ order: Order, _ transaction: Transaction) throws {
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

  /// Keeps everybody else from moving the order until the end of the transaction.
  static func lock(_ id: OrderID, _ transaction: Transaction) throws {
    _ = try transaction.value(
      "SELECT id FROM orders WHERE id = \(id) \(fragment: transaction.forUpdate)", as: OrderID.self)
  }

  /// An order with its items.
  package static func find(_ id: OrderID, _ snapshot: Snapshot) throws -> Order? {
    try orders("o.id = \(id)", snapshot).first
  }

  /// The orders of a checkout with their items, in the order of the shops' ids.
  package static func ofCheckout(_ id: CheckoutID, _ snapshot: Snapshot) throws -> [Order] {
    try orders("o.checkout_id = \(id)", snapshot).sorted { $0.shop.id < $1.shop.id }
  }

  /// The newest orders first, with their items.
  static func list(_ filter: OrderFilter, _ page: PageRequest, _ snapshot: Snapshot) throws -> Page<Order> {
    var conditions = filter.conditions
    if let cursor = page.cursor {
      guard cursor.values.count == 1, let last = OrderID(cursor.values[0]) else {
        throw Problem.invalid("cursor", "invalid", "This is not a cursor of this list.")
      }
      conditions.append("o.id < \(last)")
    }
    let condition = conditions.isEmpty ? "1 = 1" : SQL.join(conditions, " AND ")
    let rows = try orders(condition, limit: page.limit + 1, snapshot)
    return Page(fetched: rows, limit: page.limit) { Cursor([$0.id.description]) }
  }

  /// How many orders the filter leaves, by state.
  static func counts(_ filter: OrderFilter, _ snapshot: Snapshot) throws -> [OrderStatus: Int64] {
    let conditions = filter.conditions
    let condition = conditions.isEmpty ? "1 = 1" : SQL.join(conditions, " AND ")
    let pairs = try snapshot.all(
      "SELECT o.status, COUNT(*) FROM orders o WHERE \(fragment: condition) GROUP BY o.status"
    ) { row -> (OrderStatus, Int64) in (try row.next(), try row.next()) }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  /// Reads shops for their names.
  private static func orders(_ condition: SQL, limit: Int? = nil, _ snapshot: Snapshot) throws -> [Order] {
    let end: SQL = limit.map { "ORDER BY o.id DESC LIMIT \($0)" } ?? "ORDER BY o.id"
    let rows = try snapshot.all(
      """
      SELECT \(fragment: columns) FROM orders o JOIN shops s ON s.id = o.shop_id
      WHERE \(fragment: condition) \(fragment: end)
      """, as: OrderRow.self)
    guard !rows.isEmpty else { return [] }
    var items: [OrderID: [PurchasedItem]] = [:]
    let currencies = Dictionary(uniqueKeysWithValues: rows.map { ($0.id, $0.currency) })
    _ = try snapshot.all(
      """
      SELECT order_id, \(fragment: PurchasedItemColumns.names) FROM order_items
      WHERE order_id IN \(list: rows.map(\.id)) ORDER BY order_id, variant_id
      """
    ) { row in
      let order: OrderID = try row.next()
      guard let currency = currencies[order] else { return }
      items[order, default: []].append(try PurchasedItemColumns.decode(&row, currency))
    }
    return rows.map { $0.order(items: items[$0.id] ?? []) }
  }
}

extension Order {
  /// What the search in order lists looks at.
  fileprivate var searchText: String { "\(number) \(email) \(address.name)".lowercased() }
}
