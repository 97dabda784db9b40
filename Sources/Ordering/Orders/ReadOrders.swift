import Kernel
import Persistence

/// An order with its timeline.
package struct OrderDetails: Sendable {
  package let order: Order
  /// The first step first; it is the placing of the order.
  package let history: [OrderHistoryEntry]
}

extension Ordering {
  /// One order. Throws `.notFound` for one that `access` does not open.
  package func order(_ id: OrderID, access: OrderAccess) async throws -> OrderDetails {
    try await database.read { snapshot in
      guard let order = try OrderStore.find(id, snapshot), access.opens(order) else {
        throw Problem(.notFound)
      }
      return try details(of: order, snapshot)
    }
  }

  /// What the orders with these ids are called; those that are not there are missing.
  package func orderNumbers(_ ids: [OrderID]) async throws -> [OrderID: String] {
    if ids.isEmpty { return [:] }
    return try await database.read { try OrderStore.numbers(of: ids, $0) }
  }

  /// A page of orders, the newest first unless told otherwise. Throws `.invalidInput` for a cursor of another list.
  package func orders(
    _ filter: OrderFilter, by order: OrderListOrder = .newest, _ page: PageRequest
  ) async throws -> Page<OrderDetails> {
    try await database.read { snapshot in
      let orders = try OrderStore.list(filter, order, page, snapshot)
      let steps = try OrderHistoryStore.steps(of: orders.items.map(\.id), snapshot)
      return orders.map { OrderDetails(order: $0, history: [$0.placing] + (steps[$0.id] ?? [])) }
    }
  }

  /// How many orders there are in each state; states without any are missing.
  package func orderCounts(_ filter: OrderFilter) async throws -> [OrderStatus: Int64] {
    try await database.read { try OrderStore.counts(filter, $0) }
  }

  func details(of order: Order, _ snapshot: Snapshot) throws -> OrderDetails {
    let steps = try OrderHistoryStore.steps(of: [order.id], snapshot)[order.id] ?? []
    return OrderDetails(order: order, history: [order.placing] + steps)
  }
}
