import Identity
import Kernel
import Persistence
import Vendors
import Web

/// Where the money of an order stands.
package enum PaymentStatus: String, CaseIterable, Codable, SQLValue, JSONWritable, Sendable {
  /// Due on delivery.
  case pending
  case succeeded
  case refunded
  /// Was never due: the order was cancelled before anything was paid.
  case cancelled
}

/// One shop's part of a completed checkout.
package struct Order: Sendable {
  package let id: OrderID
  /// What people read out on the phone, as `S-7F3K9-2QD8X`.
  package let number: String
  package let checkout: CheckoutID
  package let shop: ShopSummary
  /// The buyer's account; `nil` for a guest.
  package let account: AccountID?
  package let email: String
  package let address: PostalAddress
  package internal(set) var status: OrderStatus
  package let currency: Currency
  /// The code of the market at whose prices it is; `nil` for the shop's own.
  package internal(set) var market: String?
  package let itemsTotal: Money
  package let delivery: ChosenDelivery
  /// Goods and delivery.
  package let total: Money
  package let paymentMethod: String
  package internal(set) var paymentStatus: PaymentStatus
  /// Lets its holder see and cancel the order without an account.
  package let accessKey: String
  package internal(set) var carrier: String?
  package internal(set) var trackingNumber: String?
  package internal(set) var times: OrderTimes
  /// In the order of the variants' ids. Empty in lists unless asked for.
  package internal(set) var items: [PurchasedItem] = []

  package var shippingTotal: Money { delivery.price }
  package var isCashOnDelivery: Bool { paymentMethod == Ordering.cashOnDelivery }
  /// Pieces.
  package var itemCount: Int64 { items.reduce(0) { $0 + $1.quantity } }
}

/// When an order reached its states.
package struct OrderTimes: Sendable, Hashable {
  package var placedAt: Timestamp
  package var paidAt: Timestamp?
  package var shippedAt: Timestamp?
  package var deliveredAt: Timestamp?
  package var cancelledAt: Timestamp?
  package var refundedAt: Timestamp?
  package var updatedAt: Timestamp
}

/// One step in an order's life.
package struct OrderHistoryEntry: Sendable, Hashable {
  /// `nil` for the first step, the placing of the order.
  package let from: OrderStatus?
  package let to: OrderStatus
  package let actor: OrderActor
  package let note: String?
  package let at: Timestamp
}

/// Who moved an order.
package enum OrderActor: String, CaseIterable, Codable, SQLValue, JSONWritable, Sendable {
  case customer, vendor, admin, system
}
