import Areas
import Kernel
import Persistence
import Vendors

/// Keeps a shop from closing while customers wait for their orders.
struct ShopClosingOrders: ShopClosing {
  /// A sentence while an order still has somewhere to go, or a customer is about to pay for one.
  func obstacle(toClosing shop: ShopID, _ snapshot: Snapshot) throws -> Words? {
    if try OrderStore.hasUnfinished(OrderFilter(shop: shop), snapshot) {
      return "Some orders are not finished yet. Deliver or cancel them first."
    }
    if try CheckoutPartStore.isAwaited(from: shop, snapshot) {
      return
        "A customer is paying for an order at this moment. Wait for it, or try again in a quarter of an hour."
    }
    return nil
  }
}

extension OrderStore {
  /// Whether one of these orders still has somewhere to go.
  static func hasUnfinished(_ filter: OrderFilter, _ snapshot: Snapshot) throws -> Bool {
    let counts = try counts(filter, snapshot)
    return OrderStatus.unfinished.contains { (counts[$0] ?? 0) > 0 }
  }
}
