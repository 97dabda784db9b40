import Kernel
import Persistence

/// How many orders there are in each state: the rows of `order_counts`, `order_totals` and `order_count_changes`.
enum OrderCountStore {
  struct Change: Sendable {
    let shop: ShopID
    let status: OrderStatus
    let orders: Int64
  }

  /// Notes new orders.
  static func added(_ orders: [Order], _ tx: Transaction) throws {
    try note(orders.map { Change(shop: $0.shop.id, status: $0.status, orders: 1) }, tx)
  }

  /// Notes that an order went from one state to another.
  static func moved(_ order: Order, from old: OrderStatus, _ tx: Transaction) throws {
    guard old != order.status else { return }
    try note(
      [
        Change(shop: order.shop.id, status: old, orders: -1),
        Change(shop: order.shop.id, status: order.status, orders: 1),
      ], tx)
  }

  /// Of one shop or of all; states without any are missing.
  static func counts(of shop: ShopID?, _ snapshot: Snapshot) throws -> [OrderStatus: Int64] {
    let rows = try snapshot.all(countsQuery(of: shop)) { row -> (OrderStatus, Int64) in
      (try row.next(), Int64(clamping: try row.nextSum()))
    }
    return Dictionary(uniqueKeysWithValues: rows.filter { $0.1 > 0 })
  }

  /// What is added up, and what came since, in one statement, so that nothing is counted in both.
  static func countsQuery(of shop: ShopID?) -> SQL {
    let ofShop: SQL = shop.map { "WHERE shop_id = \($0)" } ?? ""
    let sums: SQL = shop == nil ? "order_totals" : "order_counts"
    return """
      SELECT status, SUM(orders) FROM (
        SELECT status, orders FROM \(fragment: sums) \(fragment: ofShop)
        UNION ALL SELECT status, orders FROM order_count_changes \(fragment: ofShop)
      ) AS parts GROUP BY status
      """
  }

  /// Adds changes up, at most `limit`; answers with their number.
  static func addUp(limit: Int, _ tx: Transaction) throws -> Int {
    let changes = try tx.all(
      """
      SELECT id, shop_id, status, orders FROM order_count_changes ORDER BY id LIMIT \(limit)
      \(fragment: tx.forUpdateSkipLocked)
      """
    ) { row -> (id: ID<OrderCountChange>, change: Change) in
      (
        try row.next("id"),
        Change(
          shop: try row.next("shop_id"), status: try row.next("status"), orders: try row.next("orders"))
      )
    }
    guard !changes.isEmpty else { return 0 }
    var sums: [String: Change] = [:]
    var totals: [String: Int64] = [:]
    for (_, change) in changes {
      let key = "\(change.shop) \(change.status.rawValue)"
      let sum = (sums[key]?.orders ?? 0) + change.orders
      sums[key] = Change(shop: change.shop, status: change.status, orders: sum)
      totals[change.status.rawValue, default: 0] += change.orders
    }
    // In the order of their keys, so that two nodes wait and don't deadlock.
    for (_, sum) in sums.sorted(by: { $0.key < $1.key }) { try add(sum, tx) }
    for (status, orders) in totals.sorted(by: { $0.key < $1.key }) { try addTotal(status, orders, tx) }
    try tx.run("DELETE FROM order_count_changes WHERE id IN \(filled: changes.map(\.id))")
    return changes.count
  }

  static func addTotal(_ status: String, _ orders: Int64, _ tx: Transaction) throws {
    let row: NamedValues = ["status": status, "orders": orders]
    try tx.run(
      """
      INSERT INTO order_totals \(values: row)
      ON CONFLICT (status) DO UPDATE SET orders = order_totals.orders + excluded.orders
      """)
  }

  private static func add(_ sum: Change, _ tx: Transaction) throws {
    let row: NamedValues = ["shop_id": sum.shop, "status": sum.status, "orders": sum.orders]
    try tx.run(
      """
      INSERT INTO order_counts \(values: row)
      ON CONFLICT (shop_id, status) DO UPDATE SET orders = order_counts.orders + excluded.orders
      """)
  }

  static func note(_ changes: [Change], _ tx: Transaction) throws {
    guard !changes.isEmpty else { return }
    let rows = changes.map { change -> NamedValues in
      [
        "id": ID<OrderCountChange>(at: tx.now), "shop_id": change.shop, "status": change.status,
        "orders": change.orders,
      ]
    }
    try tx.run("INSERT INTO order_count_changes \(values: rows)")
  }
}

/// A change of how many orders there are in a state.
enum OrderCountChange: Entity { static let idPrefix = "occ" }
