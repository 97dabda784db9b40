import Kernel
import Persistence

// Comparing the kept numbers of orders with the orders, and setting them right.
extension OrderCountStore {
  /// Only another recount, and the job that adds up, wait until the end of this transaction.
  static func lockTotals(_ tx: Transaction) throws {
    if tx.engine == .postgres { try tx.run("LOCK TABLE order_totals IN SHARE ROW EXCLUSIVE MODE") }
  }

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
