import Persistence

/// What happens to the money when goods change hands. Ordering calls it inside its own transactions; the
/// ledger implements it. None of these may reach out: they write rows and leave jobs.
package protocol CheckoutSettlement: Sendable {
  /// The checkout is completed and has `orders`. `paymentReference` is the gateway's; `nil` for cash on
  /// delivery.
  func completed(
    _ checkout: Checkout, orders: [Order], paymentReference: String?, _ transaction: Transaction) throws
  /// The order reached its buyer; for cash on delivery the money was taken.
  func delivered(_ order: Order, _ transaction: Transaction) throws
  /// The order was cancelled before hand-over: everything goes back.
  func cancelled(_ order: Order, _ transaction: Transaction) throws
  /// The whole order is refunded after its delivery.
  func refunded(_ order: Order, _ transaction: Transaction) throws
  /// How the last attempt to pay the checkout stands; `nil` before the first and for cash on delivery.
  func payment(of checkout: Checkout, _ snapshot: Snapshot) throws -> CheckoutPaymentOutput?
}
