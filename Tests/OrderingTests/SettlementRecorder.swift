import Kernel
import Ordering
import Persistence
import Synchronization

/// Stands in for the ledger: notes what was booked once the transaction is committed, and can refuse.
final class SettlementRecorder: CheckoutSettlement {
  struct Refusal: Error {}

  enum Entry: Hashable, Sendable {
    case completed(CheckoutID, orders: Int, reference: String?)
    case delivered(OrderID), cancelled(OrderID), refunded(OrderID)
  }

  private let notes = Mutex<[Entry]>([])
  private let refuses = Mutex(false)

  var entries: [Entry] { notes.withLock { $0 } }

  func refuse(_ flag: Bool) { refuses.withLock { $0 = flag } }

  func completed(
    _ checkout: Checkout, orders: [Order], paymentReference: String?, _ transaction: Transaction
  ) throws {
    try note(.completed(checkout.id, orders: orders.count, reference: paymentReference), transaction)
  }

  func delivered(_ order: Order, _ transaction: Transaction) throws {
    try note(.delivered(order.id), transaction)
  }

  func cancelled(_ order: Order, _ transaction: Transaction) throws {
    try note(.cancelled(order.id), transaction)
  }

  func refunded(_ order: Order, _ transaction: Transaction) throws {
    try note(.refunded(order.id), transaction)
  }

  func payment(of checkout: Checkout, _ snapshot: Snapshot) throws -> CheckoutPaymentOutput? { nil }

  private func note(_ entry: Entry, _ transaction: Transaction) throws {
    if refuses.withLock({ $0 }) { throw Refusal() }
    transaction.afterCommit { [self] in notes.withLock { $0.append(entry) } }
  }
}
