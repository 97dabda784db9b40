import Kernel
import Persistence

/// A kept number of orders that is not the number that there is.
package struct OrderCountDifference: Sendable, Hashable, CustomStringConvertible {
  /// `nil` for all shops together.
  package let shop: ShopID?
  package let status: OrderStatus
  package let kept: Int64
  package let counted: Int64

  package var description: String {
    "\(shop?.description ?? "all shops") \(status.rawValue): kept \(kept), counted \(counted)"
  }
}

extension Ordering {
  /// Compares the kept numbers of orders with the orders themselves, of one moment; answers with what differs.
  package func compareOrderCounts() async throws -> [OrderCountDifference] {
    try await database.read(mode: .snapshot) { snapshot in
      try OrderCountStore.differences(snapshot) + OrderCountStore.totalDifferences(snapshot)
    }
  }

  /// Sets the kept numbers of orders right while orders go on being placed and moved; answers with what was wrong.
  package func recountOrders() async throws -> [OrderCountDifference] {
    try await database.write { tx in
      // Only another recount, and the job that adds up, wait.
      if tx.engine == .postgres { try tx.run("LOCK TABLE order_totals IN SHARE ROW EXCLUSIVE MODE") }
      let ofShops = try OrderCountStore.differences(tx)
      let ofAll = try OrderCountStore.totalDifferences(tx)
      try OrderCountStore.correct(ofShops, tx)
      // A change counts for its shop and for all, so what all lack is looked at anew.
      try OrderCountStore.correctTotals(try OrderCountStore.totalDifferences(tx), tx)
      return ofShops + ofAll
    }
  }
}

extension OrderCountStore {
  /// Where the kept number of a shop's orders in a state is another than that of the orders: in one statement, so of one
  /// moment.
  static func differences(_ snapshot: Snapshot) throws -> [OrderCountDifference] {
    try snapshot.all(
      """
      SELECT shop_id, status, SUM(stored) AS kept, SUM(present) AS counted FROM (
        SELECT shop_id, status, orders AS stored, 0 AS present FROM order_counts
        UNION ALL SELECT shop_id, status, orders, 0 FROM order_count_changes
        UNION ALL SELECT shop_id, status, 0, COUNT(*) FROM orders GROUP BY shop_id, status
      ) AS parts GROUP BY shop_id, status HAVING SUM(stored) <> SUM(present) ORDER BY shop_id, status
      """
    ) { row in
      OrderCountDifference(
        shop: try row.next("shop_id"), status: try row.next("status"),
        kept: Int64(clamping: try row.nextSum("kept")), counted: Int64(clamping: try row.nextSum("counted")))
    }
  }

  /// The same of all shops together.
  static func totalDifferences(_ snapshot: Snapshot) throws -> [OrderCountDifference] {
    try snapshot.all(
      """
      SELECT status, SUM(stored) AS kept, SUM(present) AS counted FROM (
        SELECT status, orders AS stored, 0 AS present FROM order_totals
        UNION ALL SELECT status, orders, 0 FROM order_count_changes
        UNION ALL SELECT status, 0, COUNT(*) FROM orders GROUP BY status
      ) AS parts GROUP BY status HAVING SUM(stored) <> SUM(present) ORDER BY status
      """
    ) { row in
      OrderCountDifference(
        shop: nil, status: try row.next("status"), kept: Int64(clamping: try row.nextSum("kept")),
        counted: Int64(clamping: try row.nextSum("counted")))
    }
  }

  /// Notes what shops lack as changes, beside those that others note meanwhile.
  static func correct(_ differences: [OrderCountDifference], _ tx: Transaction) throws {
    try note(
      differences.compactMap { wrong in
        wrong.shop.map { Change(shop: $0, status: wrong.status, orders: wrong.counted - wrong.kept) }
      }, tx)
  }

  static func correctTotals(_ differences: [OrderCountDifference], _ tx: Transaction) throws {
    for wrong in differences { try addTotal(wrong.status.rawValue, wrong.counted - wrong.kept, tx) }
  }
}
