import Kernel
import Persistence

extension OrderStore {
  /// Sums of the orders since a moment by day and currency, without cancelled ones.
  static func sales(
    of shop: ShopID?, since: Timestamp, dayMilliseconds: Int64, _ snapshot: Snapshot
  ) throws -> [DailySales] {
    let ofShop: SQL = shop.map { "AND shop_id = \($0)" } ?? ""
    return try snapshot.all(
      """
      SELECT day, currency, COUNT(*), SUM(total) FROM (
        SELECT placed_at / \(typed: dayMilliseconds) AS day, currency, total FROM orders
        WHERE placed_at >= \(since) AND status <> \(OrderStatus.cancelled) \(fragment: ofShop)
      ) AS placed
      GROUP BY day, currency
      """
    ) { row in
      let day: Int64 = try row.next()
      let currency: Currency = try row.next()
      let orders: Int64 = try row.next()
      return DailySales(
        day: Timestamp(milliseconds: day * dayMilliseconds), orders: orders,
        total: MoneyTotal(try row.nextSum(), currency))
    }
  }
}
