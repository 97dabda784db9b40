import Gateways
import Kernel
import Ordering
import Persistence

/// Payments, refunds, the ledger, commission and payouts. The verbs are in the nouns' folders.
package struct Settlement: Sendable {
  let database: Database
  let clock: Clock
  let ordering: Ordering
  package let bookkeeping: Bookkeeping
  /// By the word that `paymentMethod` names them with.
  let gateways: [String: any PaymentGateway]
  let publicURL: String

  /// `bookkeeping` is the one that `ordering` settles with; `publicURL` has no slash at its end.
  package init(
    database: Database, clock: Clock, ordering: Ordering, bookkeeping: Bookkeeping,
    gateways: [any PaymentGateway], publicURL: String
  ) {
    self.database = database
    self.clock = clock
    self.ordering = ordering
    self.bookkeeping = bookkeeping
    self.gateways = Dictionary(gateways.map { ($0.name, $0) }) { first, _ in first }
    self.publicURL = publicURL
  }

  /// The gateway of a payment method. Throws `.paymentNotPossible` when it is not set up.
  func gateway(_ method: String) throws -> any PaymentGateway {
    guard let gateway = gateways[method] else {
      throw Problem(
        .paymentNotPossible,
        "Payments by '\(PaymentMethod.title(of: method))' are not set up here. Choose another way to pay.")
    }
    return gateway
  }
}
