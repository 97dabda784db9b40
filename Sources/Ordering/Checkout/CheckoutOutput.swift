import Identity
import Kernel
import Vendors
import Web

/// A checkout as the API shows it.
package struct CheckoutOutput: Output {
  let checkout: Checkout
  let payment: CheckoutPaymentOutput
  let isOpen: Bool
  let imageURL: @Sendable (String) -> String

  /// Shows `checkout`. Without a `payment` the checkout itself tells how it stands. Unless it is `open` to the reader,
  /// it does not tell whom it is for, nor the cart, which whoever knows its id can take.
  package init(
    _ checkout: Checkout, payment: CheckoutPaymentOutput? = nil, open isOpen: Bool,
    imageURL: @escaping @Sendable (String) -> String
  ) {
    self.checkout = checkout
    self.payment = payment ?? CheckoutPaymentOutput(of: checkout)
    self.isOpen = isOpen
    self.imageURL = imageURL
  }

  package static let fields: [OutputField<Self>] = [
    .init("id") { $0.checkout.id },
    .init("cart") { $0.isOpen ? $0.checkout.cart : nil },
    .init("status") { $0.checkout.status },
    .init("currency") { $0.checkout.currency },
    .init("market") { $0.checkout.market },
    .init("items") { view in view.checkout.items.map { OrderItemOutput($0, view.imageURL) } },
    .init("shops") { view in view.checkout.parts.map { CheckoutShopOutput($0, view.imageURL) } },
    .init("itemsTotal") { $0.checkout.itemsTotal },
    .init("shippingTotal") { $0.checkout.shippingTotal },
    .init("total") { $0.checkout.total },
    .init("paymentMethod") { $0.checkout.paymentMethod },
    .init("payment") { $0.payment },
    .init("email") { $0.isOpen ? $0.checkout.email : nil },
    .init("shippingAddress") { $0.isOpen ? PostalAddressOutput($0.checkout.address) : nil },
    .init("orders") { view in view.checkout.orders.map { CheckoutOrderOutput(order: $0, isOpen: view.isOpen) }
    },
    .init("key") { $0.isOpen ? $0.checkout.accessKey : nil },
    .init("createdAt") { $0.checkout.createdAt },
    .init("expiresAt") { $0.checkout.expiresAt },
    .init("completedAt") { $0.checkout.completedAt },
  ]
}

/// How the payment of a checkout stands.
package struct CheckoutPaymentOutput: Output {
  /// What a client does next depends on it.
  package enum Status: String, CaseIterable, JSONWritable, Sendable {
    /// Nothing has been paid: it is due on delivery, or waits for the buyer.
    case pending
    /// The gateway has not answered yet.
    case processing
    /// The buyer has to prove something to the bank first.
    case challengeRequired
    case succeeded, declined
  }

  package let status: Status
  package let method: String
  /// The gateway's own reference, once it has one.
  package let reference: String?
  /// A sentence for people.
  package let message: Words?

  /// A payment's state.
  package init(_ status: Status, method: String, reference: String? = nil, message: Words? = nil) {
    self.status = status
    self.method = method
    self.reference = reference
    self.message = message
  }

  init(of checkout: Checkout) {
    let isPaid = checkout.status == .completed && !checkout.isCashOnDelivery
    self.init(isPaid ? .succeeded : .pending, method: checkout.paymentMethod)
  }

  package static let fields: [OutputField<Self>] = [
    .init("status") { $0.status },
    .init("method") { $0.method },
    .init("reference") { $0.reference },
    .init("message") { $0.message },
  ]
}

struct CheckoutShopOutput: Output {
  let part: CheckoutPart
  let imageURL: @Sendable (String) -> String

  init(_ part: CheckoutPart, _ imageURL: @escaping @Sendable (String) -> String) {
    self.part = part
    self.imageURL = imageURL
  }

  static let fields: [OutputField<Self>] = [
    .init("shop") { ShopSummaryOutput($0.part.shop) },
    .init("shippingOption") { ChosenDeliveryOutput(delivery: $0.part.delivery) },
    .init("items") { view in view.part.items.map { OrderItemOutput($0, view.imageURL) } },
    .init("subtotal") { $0.part.subtotal },
    .init("shipping") { $0.part.delivery.price },
    .init("total") { $0.part.total },
  ]
}

struct CheckoutOrderOutput: Output {
  let order: Order
  let isOpen: Bool

  static let fields: [OutputField<Self>] = [
    .init("id") { $0.order.id },
    .init("number") { $0.order.number },
    .init("shop") { ShopSummaryOutput($0.order.shop) },
    .init("status") { $0.order.status },
    .init("itemsTotal") { $0.order.itemsTotal },
    .init("shippingTotal") { $0.order.shippingTotal },
    .init("total") { $0.order.total },
    .init("key") { $0.isOpen ? $0.order.accessKey : nil },
  ]
}
