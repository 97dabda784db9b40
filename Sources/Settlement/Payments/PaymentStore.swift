import Gateways
import Kernel
import Persistence

/// The SQL of payments.
package enum PaymentStore {
  static let columns = SQL.columns(of: Payment.self)

  static func insert(_ payment: Payment, _ tx: Transaction) throws {
    let row: NamedValues = [
      "id": payment.id, "checkout_id": payment.checkout, "method": payment.method,
      "attempt": payment.attempt, "status": payment.state, "amount": payment.amount.amount,
      "currency": payment.amount.currency, "token": payment.token, "created_at": tx.now,
      "updated_at": tx.now,
    ]
    try tx.run("INSERT INTO payments \(values: row)")
  }

  /// One attempt to pay.
  package static func find(_ id: PaymentID, _ snapshot: Snapshot) throws -> Payment? {
    try snapshot.first("SELECT \(fragment: columns) FROM payments WHERE id = \(id)")
  }

  /// As `find`, and keeps everybody else from settling it until the end of the transaction.
  static func lock(_ id: PaymentID, _ tx: Transaction) throws -> Payment? {
    try tx.first("SELECT \(fragment: columns) FROM payments WHERE id = \(id) \(fragment: tx.forUpdate)")
  }

  /// The newest attempt of a checkout.
  package static func latest(_ checkout: CheckoutID, _ snapshot: Snapshot) throws -> Payment? {
    try snapshot.first(
      """
      SELECT \(fragment: columns) FROM payments WHERE checkout_id = \(checkout) ORDER BY attempt DESC LIMIT 1
      """)
  }

  /// The customer answered the challenge. False when the attempt is not waiting for that.
  static func answer(_ id: PaymentID, _ answer: String, _ tx: Transaction) throws -> Bool {
    try tx.run(
      """
      UPDATE payments SET status = \(PaymentState.answering), answer = \(answer), updated_at = \(tx.now)
      WHERE id = \(id) AND status = \(PaymentState.challenge)
      """) == 1
  }

  /// The gateway asks for a challenge. False when the attempt was settled by somebody else.
  static func challenge(
    _ id: PaymentID, reference: String, _ kind: ChallengeKind, _ tx: Transaction
  ) throws -> Bool {
    let (name, detail) = kind.stored
    return try tx.run(
      """
      UPDATE payments SET status = \(PaymentState.challenge), gateway_reference = \(reference),
        challenge_kind = \(name), challenge_detail = \(detail), answer = NULL, updated_at = \(tx.now)
      WHERE id = \(id) AND status IN \(list: [PaymentState.processing, .answering])
      """) == 1
  }

  /// The money is there. False when the attempt was settled by somebody else.
  static func accept(_ id: PaymentID, reference: String, _ tx: Transaction) throws -> Bool {
    try tx.run(
      """
      UPDATE payments SET status = \(PaymentState.succeeded), gateway_reference = \(reference), token = NULL,
        answer = NULL, updated_at = \(tx.now)
      WHERE id = \(id) AND status IN \(list: [PaymentState.processing, .answering])
      """) == 1
  }

  /// The money is there and buys nothing, for the reason that the customer is told. False when the attempt was
  /// settled by somebody else.
  static func giveBack(
    _ id: PaymentID, reference: String, _ problem: Problem, _ tx: Transaction
  ) throws -> Bool {
    try tx.run(
      """
      UPDATE payments SET status = \(PaymentState.unmatched), gateway_reference = \(reference),
        decline_reason = \(problem.kind.rawValue), decline_message = \(problem.detail), token = NULL,
        answer = NULL, updated_at = \(tx.now)
      WHERE id = \(id) AND status IN \(list: [PaymentState.processing, .answering])
      """) == 1
  }

  /// No money moved, or the customer gave this attempt up for another one. False when it was settled already.
  static func decline(_ id: PaymentID, _ decline: Decline, _ tx: Transaction) throws -> Bool {
    try tx.run(
      """
      UPDATE payments SET status = \(PaymentState.declined), decline_reason = \(decline.reason.rawValue),
        decline_message = \(decline.message), token = NULL, answer = NULL, updated_at = \(tx.now)
      WHERE id = \(id) AND status IN \(list: [PaymentState.processing, .challenge, .answering])
      """) == 1
  }
}

extension Payment: RowDecodable {
  package init(row: inout Row) throws {
    id = try row.next("id")
    checkout = try row.next("checkout_id")
    method = try row.next("method")
    attempt = try row.next("attempt")
    state = try row.next("status")
    let currency: Currency = try row.next("currency")
    amount = Money(try row.next("amount"), currency)
    token = try row.next("token")
    answer = try row.next("answer")
    let kind: String? = try row.next("challenge_kind")
    challenge = ChallengeKind(stored: kind, detail: try row.next("challenge_detail"))
    reference = try row.next("gateway_reference")
    declineReason = try row.next("decline_reason")
    declineMessage = try row.next("decline_message")
    createdAt = try row.next("created_at")
  }
}

extension ChallengeKind {
  var stored: (kind: String, detail: String?) {
    switch self {
    case .question: ("question", nil)
    case .redirect(let url): ("redirect", url)
    case .clientSecret(let secret): ("clientSecret", secret)
    }
  }

  init?(stored kind: String?, detail: String?) {
    switch (kind, detail) {
    case ("question", _): self = .question
    case ("redirect", let url?): self = .redirect(url: url)
    case ("clientSecret", let secret?): self = .clientSecret(secret)
    default: return nil
    }
  }
}
