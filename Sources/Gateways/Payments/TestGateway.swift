import Kernel

/// The built-in gateway for trying a marketplace out. The token decides: `test_success` is accepted,
/// `test_decline` declined, and `test_challenge` asks a question that `pass` and `fail` answer.
///
/// It keeps no state and is yet durable and idempotent on any number of nodes: every answer is a pure
/// function of the call, and a reference carries its amount and a digest of its idempotency key, so that it
/// can be read back.
package struct TestGateway: PaymentGateway {
  private static let successToken = "test_success"
  private static let declineToken = "test_decline"
  private static let challengeToken = "test_challenge"

  /// `test`.
  package let name = "test"

  /// The gateway. There is nothing to set.
  package init() {}

  /// Accepts, declines or asks, as the token says.
  package func charge(_ charge: Charge) async throws -> ChargeResult {
    guard charge.amount.isPositive else {
      return .declined(Decline(.invalidAmount, "The amount to pay has to be more than zero."))
    }
    let key = charge.idempotencyKey
    switch charge.token {
    case Self.successToken:
      return .accepted(reference: TestReference(.charge, charge.amount, key: key).text)
    case Self.challengeToken:
      return .challenge(reference: TestReference(.challenge, charge.amount, key: key).text, kind: .question)
    case Self.declineToken:
      return .declined(Decline(.cardDeclined, "The test card was declined. Choose another way to pay."))
    default:
      return .declined(Decline(.invalidToken, "The test gateway does not know this card."))
    }
  }

  /// Accepts after `pass` and declines after anything else.
  package func confirm(_ answer: ChallengeAnswer) async throws -> ChargeResult {
    guard let challenge = TestReference(answer.reference), challenge.kind == .challenge else {
      throw PaymentGatewayError.unknownReference(answer.reference)
    }
    guard answer.answer == "pass" else {
      return .declined(Decline(.challengeFailed, "The bank could not confirm that it was you. Try again."))
    }
    // The charge is named after the challenge, so that two answers to one challenge are one charge.
    return .accepted(reference: TestReference(.charge, challenge.amount, key: answer.reference).text)
  }

  /// Accepts any part of a charge of its own.
  package func refund(_ refund: GatewayRefund) async throws -> GatewayRefundResult {
    guard let charge = TestReference(refund.chargeReference), charge.kind == .charge else {
      throw PaymentGatewayError.unknownReference(refund.chargeReference)
    }
    guard refund.amount.currency == charge.amount.currency, refund.amount.isPositive,
      refund.amount.amount <= charge.amount.amount
    else {
      return .declined(Decline(.invalidAmount, "A refund is at most what was paid."))
    }
    return .accepted(reference: TestReference(.refund, refund.amount, key: refund.idempotencyKey).text)
  }

  /// What the reference itself says.
  package func record(_ reference: String) async throws -> GatewayRecord? {
    guard let read = TestReference(reference) else { return nil }
    switch read.kind {
    case .charge: return GatewayRecord(reference: reference, kind: .charge, amount: read.amount)
    case .refund: return GatewayRecord(reference: reference, kind: .refund, amount: read.amount)
    case .challenge: return nil
    }
  }
}

/// A reference of the test gateway: `test_charge_1999_EUR_<digest>`. The digest covers the rest, so a
/// reference that the gateway did not make is told from one that it did.
private struct TestReference {
  enum Kind: String {
    case charge, challenge, refund
  }

  let kind: Kind
  let amount: Money
  let text: String

  init(_ kind: Kind, _ amount: Money, key: String) {
    self.kind = kind
    self.amount = amount
    let stem = Self.stem(kind, amount, keyDigest: Self.digest(key))
    text = "\(stem)_\(Self.digest(stem))"
  }

  init?(_ text: String) {
    let parts = text.split(separator: "_").map(String.init)
    guard parts.count == 6, parts[0] == "test", let kind = Kind(rawValue: parts[1]) else { return nil }
    guard let units = Int64(parts[2]), let currency = Currency(parts[3]) else { return nil }
    let amount = Money(units, currency)
    guard parts[5] == Self.digest(Self.stem(kind, amount, keyDigest: parts[4])) else { return nil }
    self.kind = kind
    self.amount = amount
    self.text = text
  }

  private static func stem(_ kind: Kind, _ amount: Money, keyDigest: String) -> String {
    "test_\(kind.rawValue)_\(amount.amount)_\(amount.currency.code)_\(keyDigest)"
  }

  private static func digest(_ text: String) -> String {
    String(SecureToken.contentHash(Array(text.utf8)).prefix(24))
  }
}
