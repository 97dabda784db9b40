import Kernel

/// Money to give back.
package struct GatewayRefund: Hashable, Sendable {
  /// The same for every repetition of this refund.
  package let idempotencyKey: String
  /// The reference of the accepted charge.
  package let chargeReference: String
  /// How much; positive, at most the charge.
  package let amount: Money
  /// Why, for the service's records.
  package let reason: String

  /// A refund of `amount` from the charge `chargeReference`.
  package init(idempotencyKey: String, chargeReference: String, amount: Money, reason: String = "") {
    self.idempotencyKey = idempotencyKey
    self.chargeReference = chargeReference
    self.amount = amount
    self.reason = reason
  }
}

/// What became of a refund.
package enum GatewayRefundResult: Hashable, Sendable {
  /// The money is on its way back. The reference names the refund in the service's records.
  case accepted(reference: String)
  /// The service won't, and repeating won't change that.
  case declined(Decline)
}

/// One line of the service's own records.
package struct GatewayRecord: Hashable, Sendable {
  /// What the line is about.
  package enum Kind: String, Sendable {
    case charge
    case refund
  }

  /// The service's name of the movement.
  package let reference: String
  /// Money in or money back.
  package let kind: Kind
  /// How much moved; positive.
  package let amount: Money

  /// A movement of `amount`.
  package init(reference: String, kind: Kind, amount: Money) {
    self.reference = reference
    self.kind = kind
    self.amount = amount
  }
}

/// Why a gateway gave no answer.
package enum PaymentGatewayError: Error, Equatable, Sendable {
  /// It can't be reached, or its answer can't be understood. Repeat with the same idempotency key.
  case unavailable(String)
  /// It has no such charge.
  case unknownReference(String)
  /// Its settings are wrong.
  case misconfigured(String)
}
