import Kernel
import Persistence

/// The rows of `order_history`: every step after the placing. Append-only.
enum OrderHistoryStore {
  /// Appends a step. The order must be locked.
  static func append(_ entry: OrderHistoryEntry, to order: OrderID, _ transaction: Transaction) throws {
    try transaction.run(
      """
      INSERT INTO order_history (order_id, position, from_status, to_status, actor, note, at)
      VALUES (\(order), (SELECT COUNT(*) + 1 FROM order_history WHERE order_id = \(order)),
        \(entry.from ?? entry.to), \(entry.to), \(entry.actor), \(entry.note), \(entry.at))
      """)
  }

  /// The steps of several orders, the first one first, without their placing.
  static func steps(of orders: [OrderID], _ snapshot: Snapshot) throws -> [OrderID: [OrderHistoryEntry]] {
    guard !orders.isEmpty else { return [:] }
    var steps: [OrderID: [OrderHistoryEntry]] = [:]
    _ = try snapshot.all(
      """
      SELECT order_id, from_status, to_status, actor, note, at FROM order_history
      WHERE order_id IN \(list: orders) ORDER BY order_id, position
      """
    ) { row in
      let order: OrderID = try row.next()
      let from: OrderStatus = try row.next()
      steps[order, default: []].append(
        OrderHistoryEntry(
          from: from, to: try row.next(), actor: try row.next(), note: try row.next(), at: try row.next()))
    }
    return steps
  }
}

extension Order {
  /// The step that the order itself tells of.
  var placing: OrderHistoryEntry {
    OrderHistoryEntry(
      from: nil, to: isCashOnDelivery ? .pending : .paid, actor: .customer, note: nil, at: times.placedAt)
  }
}
