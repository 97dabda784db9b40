import Catalog
import Identity
import Kernel
import Ordering
import Settlement

/// What the orders and products are called that entries of the audit log are about; refunds go by their orders.
package struct ActivityThings: Sendable {
  private let orders: [OrderID: String]
  private let products: [ProductID: String]
  private let refunds: [RefundID: OrderID]

  /// Looks up what is there of these entries' things.
  package init(
    of entries: [AuditEntry], _ ordering: Ordering, _ catalog: Catalog, _ settlement: Settlement
  ) async throws {
    refunds = try await settlement.refundedOrders(entries.compactMap { RefundID($0.target) })
    orders = try await ordering.orderNumbers(entries.compactMap { OrderID($0.target) } + refunds.values)
    products = try await catalog.productTitles(entries.compactMap { ProductID($0.target) })
  }

  /// The order that an entry is about, with its number.
  package func order(of entry: AuditEntry) -> (id: OrderID, number: String)? {
    guard let id = OrderID(entry.target) ?? RefundID(entry.target).flatMap({ refunds[$0] }),
      let number = orders[id]
    else { return nil }
    return (id, number)
  }

  /// The product that an entry is about, with its title.
  package func product(of entry: AuditEntry) -> (id: ProductID, title: String)? {
    guard let id = ProductID(entry.target), let title = products[id] else { return nil }
    return (id, title)
  }

  /// What the thing is called that an entry is about.
  package func name(of entry: AuditEntry) -> String? { order(of: entry)?.number ?? product(of: entry)?.title }
}
