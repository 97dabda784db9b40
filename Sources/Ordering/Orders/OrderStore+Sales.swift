import Kernel
import Persistence

/// What orders are counted by.
enum SalesMoment {
  /// When they were placed; those that were cancelled are left out.
  case placed
  /// When their money was given back.
  case refunded
}

/// Orders of one currency between two moments.
struct SalesPart {
  /// Which of the moments they are behind, 0 first.
  let place: Int
  let orders: Int64
  let total: MoneyTotal
}

extension OrderStore {
  /// Sums of orders by currency between each moment and the next one.
  static func sales(
    _ moment: SalesMoment, of shop: ShopID?, _ moments: [Timestamp], _ snapshot: Snapshot
  ) throws -> [SalesPart] {
    try snapshot.all(salesQuery(moment, of: shop, moments)) { row in
      let place: Int64 = try row.next()
      let currency: Currency = try row.next()
      let orders: Int64 = try row.next()
      return SalesPart(place: Int(place), orders: orders, total: MoneyTotal(try row.nextSum(), currency))
    }
  }

  /// Goes from each range to its orders by an index, so that it reads no others.
  static func salesQuery(_ moment: SalesMoment, of shop: ShopID?, _ moments: [Timestamp]) -> SQL {
    let ofShop: SQL = shop.map { "AND o.shop_id = \($0)" } ?? ""
    let ranges = zip(moments, moments.dropFirst()).enumerated().map { place, range -> SQL in
      "(\(typed: Int64(place)), \(typed: range.0), \(typed: range.1))"
    }
    let counted: SQL =
      switch moment {
      case .placed:
        "o.placed_at >= d.begins AND o.placed_at < d.ends AND o.status <> \(OrderStatus.cancelled)"
      case .refunded:
        "o.refunded_at >= d.begins AND o.refunded_at < d.ends AND o.status = \(OrderStatus.refunded)"
      }
    return """
      WITH days (place, begins, ends) AS (VALUES \(fragment: SQL.join(ranges, ", ")))
      SELECT d.place, o.currency, COUNT(*), SUM(o.total) FROM days d
      CROSS JOIN orders o WHERE \(fragment: counted) \(fragment: ofShop)
      GROUP BY d.place, o.currency
      """
  }
}
