import Identity
import Kernel
import Persistence
import Vendors
import Web

/// Where a checkout stands.
package enum CheckoutStatus: String, CaseIterable, SQLValue, JSONWritable, Sendable {
  /// Prices are frozen and the goods reserved until `expiresAt`.
  case awaitingPayment
  /// Paid, or to be paid on delivery: there is one order per shop.
  case completed
  /// Not paid in time; the goods were given back.
  case expired
  /// Given up by the buyer; the goods were given back and the cart is open again.
  case cancelled
}

/// One payment over the goods of several shops, with prices frozen.
package struct Checkout: Sendable {
  package let id: CheckoutID
  package let cart: CartID
  /// The buyer's account; `nil` for a guest.
  package let account: AccountID?
  package let email: String
  package let address: PostalAddress
  /// The tag of the language that the buyer read when they ordered; `nil` for orders from before that was kept.
  package let language: String?
  /// One of `Ordering.paymentMethods`.
  package let paymentMethod: String
  package internal(set) var status: CheckoutStatus
  package let currency: Currency
  /// The code of the market at whose prices it is; `nil` for the shops' own.
  package internal(set) var market: String?
  package let itemsTotal: Money
  package let shippingTotal: Money
  /// What the buyer pays: goods and delivery of all shops.
  package let total: Money
  /// Lets a guest see, pay and give up what they placed; `nil` where an account does.
  package let accessKey: String?
  package let createdAt: Timestamp
  /// When the reserved goods are given back; `nil` for cash on delivery.
  package internal(set) var expiresAt: Timestamp?
  package internal(set) var completedAt: Timestamp?
  /// One part per shop, in the order of the shops' ids.
  package internal(set) var parts: [CheckoutPart] = []
  /// One order per shop once the checkout is completed, in the order of the parts; empty before.
  package internal(set) var orders: [Order] = []

  package var isCashOnDelivery: Bool { paymentMethod == Ordering.cashOnDelivery }
  /// Pieces over all shops.
  package var itemCount: Int64 { parts.reduce(0) { $0 + $1.items.reduce(0) { $0 + $1.quantity } } }
}

/// One shop's part of a checkout.
package struct CheckoutPart: Sendable, Hashable {
  package let shop: ShopSummary
  package let delivery: ChosenDelivery
  /// In the order of the variants' ids.
  package let items: [PurchasedItem]
  /// The goods without delivery.
  package let subtotal: Money
  /// The goods with delivery.
  package let total: Money
}
