import Kernel
import Persistence
import Web

/// Where a refund stands.
package enum RefundState: String, CaseIterable, Sendable, SQLValue, JSONWritable {
  /// Owed; a job sends it.
  case pending
  case succeeded
  /// The gateway won't; somebody has to look at it.
  case declined
}

/// Money that goes back to a customer through the gateway that took it.
package struct Refund: Sendable {
  package let id: RefundID
  /// What is refunded; the same cause is refunded once.
  package let source: String
  /// The gateway's name of the charge.
  package let paymentReference: String
  /// `nil` for a payment that never became an order.
  package let order: OrderID?
  package let shop: ShopID?
  /// The gateway's name.
  package let method: String
  package let amount: Money
  package let reason: Words
  package let state: RefundState
  /// The gateway's name of the refund.
  package let reference: String?
  package let declineMessage: String?
  /// How often an admin had it sent again.
  package let tries: Int64
  package let createdAt: Timestamp
  package let finishedAt: Timestamp?

  init(
    source: String, paymentReference: String, order: OrderID?, shop: ShopID?, method: String, amount: Money,
    reason: Words, at moment: Timestamp
  ) {
    id = RefundID(at: moment)
    self.source = source
    self.paymentReference = paymentReference
    self.order = order
    self.shop = shop
    self.method = method
    self.amount = amount
    self.reason = reason
    state = .pending
    reference = nil
    declineMessage = nil
    tries = 0
    createdAt = moment
    finishedAt = nil
  }

  /// The same in every repetition of this refund; a refund that was declined and is sent again is another
  /// call.
  var idempotencyKey: String { tries == 0 ? id.description : "\(id)-\(tries)" }
}

/// A gateway would not send a refund.
package struct RefundDeclined: Event {
  package static let name = "refund.declined"
  package let refund: RefundID
  package let order: OrderID?
  package let method: String
  /// Minor units.
  package let amount: Int64
  package let currency: String
  /// What the gateway said.
  package let reason: Words
  package var key: String { refund.description }

  /// The refund's amount; `nil` for a currency that is not known any more.
  package var money: Money? { Currency(currency).map { Money(amount, $0) } }
}
