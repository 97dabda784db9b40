import Kernel
import Ordering

/// The split of an order's money, frozen when the order was made.
package struct OrderSettlement: Hashable, Sendable {
  package let order: OrderID
  package let checkout: CheckoutID
  package let shop: ShopID
  /// The payment method.
  package let method: String
  /// The gateway's name of the charge; `nil` for cash on delivery.
  package let paymentReference: String?
  package let share: OrderShare

  package var gross: Money { share.gross }
  package var commission: Money { share.commission }
  package var net: Money { share.net }

  init(_ order: Order, _ share: OrderShare, paymentReference: String?) {
    self.order = order.id
    checkout = order.checkout
    shop = order.shop.id
    method = order.paymentMethod
    self.paymentReference = paymentReference
    self.share = share
  }
}
