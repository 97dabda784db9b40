import Kernel

/// A payment service. Every call that moves money carries an idempotency key: the same call with the same key
/// moves it once, however often it is repeated and from whatever node. A service that can't be reached throws
/// `PaymentGatewayError.unavailable`, after which the caller repeats with the same key.
package protocol PaymentGateway: Sendable {
  /// The name that clients choose it by, as `test` or `stripe`.
  var name: String { get }
  /// Takes money from the customer, or says what the customer has to do first.
  func charge(_ charge: Charge) async throws -> ChargeResult
  /// Goes on with a charge that asked for a challenge, once the customer has answered it.
  func confirm(_ answer: ChallengeAnswer) async throws -> ChargeResult
  /// Gives money back, all of a charge or a part of it.
  func refund(_ refund: GatewayRefund) async throws -> GatewayRefundResult
  /// What the service itself has on record under a reference, to compare the ledger with; `nil` when it knows
  /// none.
  func record(_ reference: String) async throws -> GatewayRecord?
}

/// Money to take.
package struct Charge: Hashable, Sendable {
  /// The same for every repetition of this attempt.
  package let idempotencyKey: String
  /// How much; positive.
  package let amount: Money
  /// What the client got for the customer's means of payment.
  package let token: String
  /// Our own id of what is paid, as it stands in the service's records.
  package let subject: String
  /// A line for the customer's statement.
  package let description: String
  /// The customer's e-mail address, for the service's receipt.
  package let email: String?
  /// Where the customer comes back to after a challenge on another page.
  package let returnURL: String?

  /// A charge of `amount` for `subject`.
  package init(
    idempotencyKey: String, amount: Money, token: String, subject: String, description: String = "",
    email: String? = nil, returnURL: String? = nil
  ) {
    self.idempotencyKey = idempotencyKey
    self.amount = amount
    self.token = token
    self.subject = subject
    self.description = description
    self.email = email
    self.returnURL = returnURL
  }
}

/// What became of a charge.
package enum ChargeResult: Hashable, Sendable {
  /// The money is ours. The reference names the charge in the service's records.
  case accepted(reference: String)
  /// No money moved, and repeating the same charge won't change that.
  case declined(Decline)
  /// The customer has to do something first; then `confirm` with this reference.
  case challenge(reference: String, kind: ChallengeKind)
}

/// How the customer proves who they are.
package enum ChallengeKind: Hashable, Sendable {
  /// Our own page asks, and hands the answer to `confirm`.
  case question
  /// The customer goes to this URL and comes back.
  case redirect(url: String)
  /// The service's script in the customer's browser takes this secret.
  case clientSecret(String)
}

/// The customer's answer to a challenge.
package struct ChallengeAnswer: Hashable, Sendable {
  /// The same for every repetition of this answer.
  package let idempotencyKey: String
  /// The reference that `ChargeResult.challenge` gave.
  package let reference: String
  /// What the customer answered, where the kind of challenge has an answer.
  package let answer: String

  /// An answer to the challenge of the charge `reference`.
  package init(idempotencyKey: String, reference: String, answer: String) {
    self.idempotencyKey = idempotencyKey
    self.reference = reference
    self.answer = answer
  }
}

/// Why no money moved.
package struct Decline: Hashable, Sendable {
  /// Why, in a form for programs.
  package let reason: DeclineReason
  /// A sentence for the customer.
  package let message: Words

  /// A refusal for `reason`.
  package init(_ reason: DeclineReason, _ message: Words) {
    self.reason = reason
    self.message = message
  }
}

/// The reasons that Souk tells apart.
package enum DeclineReason: String, CaseIterable, Codable, Sendable {
  case cardDeclined = "card_declined"
  case insufficientFunds = "insufficient_funds"
  case challengeFailed = "challenge_failed"
  case invalidToken = "invalid_token"
  case invalidAmount = "invalid_amount"
  case other = "other"
}
