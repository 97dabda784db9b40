import Kernel
import Persistence

/// Which orders a list shows.
package struct OrderFilter: Sendable, Hashable {
  package var shop: ShopID?
  package var account: AccountID?
  package var status: OrderStatus?
  /// Any of these states; empty for all.
  package var states: [OrderStatus]
  /// How words of the number, the e-mail address, the name or the address begin.
  package var text: String?
  /// Where the money stands.
  package var payment: PaymentStatus?
  /// In which currency they are.
  package var currency: Currency?
  /// Placed at this moment or later.
  package var placedFrom: Timestamp?
  /// Placed before this moment.
  package var placedBefore: Timestamp?

  /// All orders that fit everything given.
  package init(
    shop: ShopID? = nil, account: AccountID? = nil, status: OrderStatus? = nil, states: [OrderStatus] = [],
    text: String? = nil, payment: PaymentStatus? = nil, currency: Currency? = nil,
    placedFrom: Timestamp? = nil, placedBefore: Timestamp? = nil
  ) {
    self.shop = shop
    self.account = account
    self.status = status
    self.states = states
    self.text = text
    self.payment = payment
    self.currency = currency
    self.placedFrom = placedFrom
    self.placedBefore = placedBefore
  }

  /// Whether only shop and states matter, of which there are kept numbers.
  var isOfStates: Bool { self == OrderFilter(shop: shop, status: status, states: states) || hasNoText }

  private var hasNoText: Bool {
    self == OrderFilter(shop: shop, status: status, states: states, text: "")
  }

  /// Whether it is about the time of placing.
  var hasPeriod: Bool { placedFrom != nil || placedBefore != nil }

  /// The conditions on `o`.
  func conditions(_ snapshot: Snapshot) throws -> [SQL] {
    var conditions: [SQL] = []
    if let shop { conditions.append("o.shop_id = \(shop)") }
    if let account { conditions.append("o.account_id = \(account)") }
    if let status { conditions.append("o.status = \(status)") }
    if !states.isEmpty { conditions.append("o.status IN \(list: states)") }
    if let payment { conditions.append("o.payment_status = \(payment)") }
    if let currency { conditions.append("o.currency = \(currency)") }
    if let placedFrom { conditions.append("o.placed_at >= \(placedFrom)") }
    if let placedBefore { conditions.append("o.placed_at < \(placedBefore)") }
    if let text, !text.isEmpty { conditions.append(try found(by: text, snapshot)) }
    return conditions
  }

  /// A whole number leads to its order from the moment on at which it is placed.
  private func found(by text: String, _ snapshot: Snapshot) throws -> SQL {
    if let number = OrderNumber.read(text), let id = try OrderStore.id(numbered: number, snapshot) {
      return "o.id = \(id)"
    }
    return try OrderNames.index.condition(text, on: "o.id", snapshot)
  }
}
