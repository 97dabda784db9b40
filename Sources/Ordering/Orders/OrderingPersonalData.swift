import Identity
import Kernel
import Persistence

/// Orders kept with a person's export, at most; more than anybody has.
private let exportedOrders = 10_000

/// What this area keeps about people. Orders stay when an account closes, as the shops' records; carts go.
package struct OrderingPersonalData: PersonalData {
  /// Needs nothing.
  package init() {}

  /// Every order with its items.
  package func sections(for account: AccountID, _ snapshot: Snapshot) throws -> [(String, JSONValue)] {
    let page = PageRequest(limit: exportedOrders)
    let orders = try OrderStore.list(OrderFilter(account: account), page, snapshot).items
    return [("orders", .array(orders.map(\.export)))]
  }

  /// Orders that are on their way must arrive first.
  package func obstacle(toClosing account: AccountID, _ snapshot: Snapshot) throws -> String? {
    let isBusy = try OrderStore.hasUnfinished(OrderFilter(account: account), snapshot)
    return isBusy ? "There are orders on their way. Wait for them or cancel them first." : nil
  }

  /// Deletes carts that were not checked out.
  package func forget(_ account: AccountID, _ tx: Transaction) throws {
    try CartStore.deleteOpen(of: account, tx)
  }
}

extension Order {
  fileprivate var export: JSONValue {
    .object([
      "id": .string(id.description), "number": .string(number), "shop": .string(shop.name),
      "status": .string(status.rawValue), "placedAt": .string(times.placedAt.rfc3339),
      "email": .string(email), "address": .array(address.lines.map(JSONValue.string)),
      "currency": .string(currency.code), "total": .integer(total.amount),
      "paymentMethod": .string(paymentMethod), "paymentStatus": .string(paymentStatus.rawValue),
      "items": .array(
        items.map { item in
          .object([
            "title": .string(item.title), "variantTitle": .string(item.variantTitle),
            "quantity": .integer(item.quantity), "unitPrice": .integer(item.unitPrice.amount),
          ])
        }),
    ])
  }
}
