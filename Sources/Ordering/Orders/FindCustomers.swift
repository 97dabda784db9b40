import Kernel
import Persistence

/// Among how many orders that fit a text their customers are looked for, the newest first.
private let searchedOrders = 50

/// Somebody who bought in a shop, as they ordered last.
package struct ShopCustomer: Sendable {
  /// The newest of their orders there, of those that were looked at.
  package let latest: Order

  package var name: String { latest.address.name }
  package var email: String { latest.email }
}

extension Ordering {
  /// Customers of a shop in whose names or e-mail addresses words begin so, who ordered last first, each once.
  package func customers(of shop: ShopID, named text: String, limit: Int) async throws -> [ShopCustomer] {
    let filter = OrderFilter(shop: shop, text: text)
    let orders = try await database.read {
      try OrderStore.list(filter, .newest, PageRequest(limit: searchedOrders), $0).items
    }
    var seen = Set<String>()
    return orders.filter { order in
      SearchWords.names([order.address.name, order.email], fit: text) && seen.insert(order.email).inserted
    }.prefix(limit).map(ShopCustomer.init)
  }
}
