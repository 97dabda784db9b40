import Gateways
import Kernel
import Persistence

/// Where an attempt to pay stands.
package enum PaymentState: String, CaseIterable, Sendable, SQLValue {
  /// The gateway is being asked, or was when the program ended.
  case processing
  /// The customer has to prove who they are.
  case challenge
  /// The answer to the challenge is on its way to the gateway.
  case answering
  case succeeded
  case declined
  /// The gateway took the money, but the checkout could not be completed any more: it goes back.
  case unmatched

  /// The states in which the gateway may know more than we do.
  var isInFlight: Bool { self == .processing || self == .answering }
}

/// One attempt to pay a checkout online. A checkout has at most one that is open.
package struct Payment: Sendable {
  package let id: PaymentID
  package let checkout: CheckoutID
  /// The gateway's name.
  package let method: String
  /// 1 for the first attempt of the checkout.
  package let attempt: Int64
  package let state: PaymentState
  package let amount: Money
  /// What the client got for its means of payment; forgotten once the attempt is over.
  let token: String?
  /// What the customer answered to the challenge; forgotten once the attempt is over.
  let answer: String?
  /// How the customer proves who they are, while that is asked for.
  package let challenge: ChallengeKind?
  /// The gateway's name of the charge.
  package let reference: String?
  /// Why it was declined or bought nothing, in the gateway's or our own word.
  let declineReason: String?
  /// A sentence for the customer about why it was declined, or bought nothing.
  package let declineMessage: Words?
  package let createdAt: Timestamp

  /// What the customer is told of money that goes back; the reason is gone where the customer was erased.
  var returned: Problem {
    let kind = declineReason.flatMap(ProblemKind.init) ?? .paymentNotPossible
    return Problem(kind, declineMessage ?? Settlement.boughtNothing)
  }

  /// The same in every repetition of this attempt's call.
  var idempotencyKey: String { state == .answering ? "\(id)-answer" : id.description }
}
