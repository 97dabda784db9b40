import Kernel
import Persistence

/// The rows of `order_history`: every step after the placing. Append-only.
enum OrderHistoryStore {
  private static let columns = SQL.columns { try step(&$0) }

  /// Appends a step. The order must be locked.
  static func append(_ entry: OrderHistoryEntry, to order: OrderID, _ transaction: Transaction) throws {
    let count: Int? = try transaction.value("SELECT COUNT(*) FROM order_history WHERE order_id = \(order)")
    let row: NamedValues = [
      "order_id": order, "position": (count ?? 0) + 1, "from_status": entry.from ?? entry.to,
      "to_status": entry.to, "actor": entry.actor, "note": entry.note, "at": entry.at,
    ]
    try transaction.run("INSERT INTO order_history \(values: row)")
  }

  /// The steps of several orders, the first one first, without their placing.
  static func steps(of orders: [OrderID], _ snapshot: Snapshot) throws -> [OrderID: [OrderHistoryEntry]] {
    guard !orders.isEmpty else { return [:] }
    let steps = try snapshot.all(
      """
      SELECT \(fragment: columns) FROM order_history
      WHERE order_id IN \(list: orders) ORDER BY order_id, position
      """
    ) { try step(&$0) }
    return Dictionary(grouping: steps, by: \.order).mapValues { $0.map(\.entry) }
  }

  private static func step(_ row: inout Row) throws -> (order: OrderID, entry: OrderHistoryEntry) {
    let order: OrderID = try row.next("order_id")
    let from: OrderStatus = try row.next("from_status")
    return (
      order,
      OrderHistoryEntry(
        from: from, to: try row.next("to_status"), actor: try row.next("actor"), note: try row.next("note"),
        at: try row.next("at"))
    )
  }
}

extension Order {
  /// The step that the order itself tells of.
  var placing: OrderHistoryEntry {
    OrderHistoryEntry(
      from: nil, to: isCashOnDelivery ? .pending : .paid, actor: .customer, note: nil, at: times.placedAt)
  }
}
