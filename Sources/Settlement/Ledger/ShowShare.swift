import Kernel
import Persistence

extension Settlement {
  /// What was kept of an order and what is left for its shop; `nil` for an order that was never settled.
  package func share(of order: OrderID) async throws -> OrderShare? {
    try await database.read { try OrderSettlementStore.find(order, $0) }?.share
  }
}
