import Kernel
import Persistence

/// What every event of an order tells. Events are kept and handed on, so the key that lets a guest see the order is not in
/// them: who writes to the guest reads it from the order.
package struct OrderFacts: Codable, Sendable, Hashable {
  package let order: OrderID
  package let number: String
  package let shop: ShopID
  package let shopName: String
  package let checkout: CheckoutID
  package let account: AccountID?
  package let email: String
  package let customerName: String
  /// Minor units of `currency`, delivery included.
  package let total: Int64
  package let currency: String
  /// Pieces.
  package let itemCount: Int64
  package let paymentMethod: String
  package let paymentStatus: PaymentStatus
  package let status: OrderStatus
  package let carrier: String?
  package let trackingNumber: String?
  package let actor: OrderActor
  /// What the actor said to it.
  package let note: String?
  package let at: Timestamp

  init(_ order: Order, actor: OrderActor, note: String?) {
    self.order = order.id
    number = order.number
    shop = order.shop.id
    shopName = order.shop.name
    checkout = order.checkout
    account = order.account
    email = order.email
    customerName = order.address.name
    total = order.total.amount
    currency = order.currency.code
    itemCount = order.itemCount
    paymentMethod = order.paymentMethod
    paymentStatus = order.paymentStatus
    status = order.status
    carrier = order.carrier
    trackingNumber = order.trackingNumber
    self.actor = actor
    self.note = note
    at = order.times.updatedAt
  }
}

/// Something happened to an order.
package protocol OrderEvent: Event {
  var facts: OrderFacts { get }
  init(facts: OrderFacts)
}

extension OrderEvent {
  package var key: String { facts.order.description }
}

/// A checkout was completed; this is one of its orders.
package struct OrderPlaced: OrderEvent {
  package static let name = "order.placed"
  package let facts: OrderFacts
  package init(facts: OrderFacts) { self.facts = facts }
}

/// The money of an order is here: by the gateway, or on delivery.
package struct OrderPaid: OrderEvent {
  package static let name = "order.paid"
  package let facts: OrderFacts
  package init(facts: OrderFacts) { self.facts = facts }
}

/// The shop began to work on an order.
package struct OrderProcessing: OrderEvent {
  package static let name = "order.processing"
  package let facts: OrderFacts
  package init(facts: OrderFacts) { self.facts = facts }
}

/// The goods were handed over to the carrier.
package struct OrderShipped: OrderEvent {
  package static let name = "order.shipped"
  package let facts: OrderFacts
  package init(facts: OrderFacts) { self.facts = facts }
}

/// The carrier is on the way to the buyer.
package struct OrderOnTheWay: OrderEvent {
  package static let name = "order.on-the-way"
  package let facts: OrderFacts
  package init(facts: OrderFacts) { self.facts = facts }
}

/// The goods reached the buyer.
package struct OrderDelivered: OrderEvent {
  package static let name = "order.delivered"
  package let facts: OrderFacts
  package init(facts: OrderFacts) { self.facts = facts }
}

/// The order was cancelled before it left the shop.
package struct OrderCancelled: OrderEvent {
  package static let name = "order.cancelled"
  package let facts: OrderFacts
  package init(facts: OrderFacts) { self.facts = facts }
}

/// The buyer wants the money back; the note says why.
package struct RefundRequested: OrderEvent {
  package static let name = "order.refund-requested"
  package let facts: OrderFacts
  package init(facts: OrderFacts) { self.facts = facts }
}

/// The whole order was refunded.
package struct OrderRefunded: OrderEvent {
  package static let name = "order.refunded"
  package let facts: OrderFacts
  package init(facts: OrderFacts) { self.facts = facts }
}

/// The shop refused a refund; the note says why.
package struct RefundRefused: OrderEvent {
  package static let name = "order.refund-refused"
  package let facts: OrderFacts
  package init(facts: OrderFacts) { self.facts = facts }
}
