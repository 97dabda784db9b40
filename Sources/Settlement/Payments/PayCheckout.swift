import Gateways
import Kernel
import Ordering
import Persistence

/// Somebody else's attempts that are finished on the way to one's own; more than this in a row is an attack.
private let maximumRounds = 5

/// What a customer sends to pay.
package enum PaymentStep: Hashable, Sendable {
  /// A means of payment, as the gateway's script in the browser named it.
  case token(String)
  /// The answer to the gateway's challenge.
  case challenge(String)
  /// Nothing yet; enough for a checkout that needs no payment.
  case none
}

/// A checkout and how far its payment is.
package struct PaidCheckout: Sendable {
  package let checkout: Checkout
  /// The last attempt; `nil` when nothing had to be paid online.
  package let payment: Payment?
}

extension Settlement {
  /// Pays a checkout online, or goes on with the attempt that is open. Each call to the gateway stands
  /// between two transactions and carries a key, so a crash or a repetition at any point takes the money
  /// once; a job finishes what a crash left, and so does a request with the same Idempotency-Key, which goes on
  /// with the attempt that it began. Throws `.notFound`, `.checkoutExpired`, `.paymentDeclined`,
  /// `.paymentNotPossible`, `.orderTooLarge`, `.unavailable` when the gateway does not answer, and `.invalidInput`
  /// without a token where one is needed.
  package func pay(
    _ checkout: CheckoutID, with step: PaymentStep, viewer: AccountID?
  ) async throws -> PaidCheckout {
    for _ in 0..<maximumRounds {
      switch try await database.write({ try next(checkout, step, viewer, $0) }) {
      case .done(let paid): return paid
      case .ask(let payment, let open, let isOurs):
        let outcome = try await settle(payment) { Settlement.end($0, open, isOurs: isOurs)?.value }
        if let end = Settlement.end(outcome, open, isOurs: isOurs) { return try end.get() }
      }
    }
    throw Problem(.unavailable, "Somebody else is paying this checkout right now. Try again in a moment.")
  }

  /// The last attempt to pay a checkout; `nil` before the first and for cash on delivery.
  package func latestPayment(of checkout: CheckoutID) async throws -> Payment? {
    try await database.read { try PaymentStore.latest(checkout, $0) }
  }

  /// Asks the gateway again about an attempt that may have been cut off, and books what it says.
  package func recoverPayment(_ id: PaymentID) async throws {
    guard let payment = try await database.read({ try PaymentStore.find(id, $0) }), payment.state.isInFlight
    else {
      return
    }
    _ = try await settle(payment)
  }

  /// The answer to a payment that came when the checkout was over.
  static let tooLate = Problem(
    .checkoutExpired,
    "The payment arrived after the checkout was over. You get the money back; start again from the cart.")

  /// What is said of money that goes back for a reason that is not kept any more.
  static let boughtNothing: Words = "The payment bought nothing and goes back to you."

  /// What the customer is told; `nil` when somebody else's attempt failed and one's own comes next.
  private static func end(
    _ outcome: PaymentOutcome, _ open: Checkout, isOurs: Bool
  ) -> Result<PaidCheckout, Problem>? {
    switch outcome {
    case .completed(let paid): .success(paid)
    case .challenged(let payment): .success(PaidCheckout(checkout: open, payment: payment))
    case .declined(let message): isOurs ? .failure(Problem(.paymentDeclined, message)) : nil
    case .returned(let problem): .failure(problem)
    }
  }

  private func next(
    _ id: CheckoutID, _ step: PaymentStep, _ viewer: AccountID?, _ tx: Transaction
  ) throws -> NextStep {
    let begun = try tx.begun.flatMap(PaymentID.init).flatMap { try PaymentStore.find($0, tx) }
    let step = try begun.map { try resume($0, viewer, tx) } ?? begin(id, step, viewer, tx)
    switch step {
    case .done(let paid): tx.outcome = paid
    case .ask(let payment, _, let isOurs): if isOurs { tx.begun = payment.id.description }
    }
    return step
  }

  /// Goes on with an attempt that the same request began and did not see the end of.
  private func resume(_ payment: Payment, _ viewer: AccountID?, _ tx: Transaction) throws -> NextStep {
    let checkout = try ordering.checkout(payment.checkout, viewer: viewer, tx)
    switch payment.state {
    case .processing, .answering: return .ask(payment, checkout, isOurs: true)
    case .challenge, .succeeded: return .done(PaidCheckout(checkout: checkout, payment: payment))
    case .declined: throw Problem(.paymentDeclined, payment.declineMessage)
    case .unmatched: throw payment.returned
    }
  }

  /// The first transaction: records what is about to be asked, before it is asked.
  private func begin(
    _ id: CheckoutID, _ step: PaymentStep, _ viewer: AccountID?, _ tx: Transaction
  ) throws -> NextStep {
    let checkout = try ordering.checkoutForPayment(id, viewer: viewer, tx)
    let latest = try PaymentStore.latest(id, tx)
    guard checkout.status == .awaitingPayment else {
      return .done(PaidCheckout(checkout: checkout, payment: latest))
    }
    switch (latest?.state, step) {
    case (.processing, .token(let token)):
      guard let latest else { break }
      return .ask(latest, checkout, isOurs: latest.token == token)
    case (.processing, _), (.answering, .none), (.answering, .token):
      guard let latest else { break }
      return .ask(latest, checkout, isOurs: false)
    case (.answering, .challenge(let answer)):
      guard let latest else { break }
      return .ask(latest, checkout, isOurs: latest.answer == answer)
    case (.challenge, .challenge(let answer)):
      guard let latest else { break }
      _ = try PaymentStore.answer(latest.id, answer, tx)
      return try ask(latest.id, checkout, tx)
    case (_, .token(let token)):
      if let latest, latest.state == .challenge {
        _ = try PaymentStore.decline(
          latest.id, Decline(.challengeFailed, "Another attempt took its place."), tx)
      }
      return try charge(checkout, token: token, attempt: (latest?.attempt ?? 0) + 1, tx)
    case (_, .none) where checkout.total.isZero:
      return try charge(checkout, token: "", attempt: (latest?.attempt ?? 0) + 1, tx)
    default: break
    }
    if case .challenge = step {
      throw Problem(.paymentNotPossible, "No payment of this checkout waits for an answer. Pay with a token.")
    }
    throw Problem.invalid("token", "required", "Send the token of a means of payment.")
  }

  private func charge(
    _ checkout: Checkout, token: String, attempt: Int64, _ tx: Transaction
  ) throws -> NextStep {
    // Looked at when the checkout was made, and once more here, where the money begins to move.
    try Checkout.check(MoneyTotal(checkout.total))
    _ = try gateway(checkout.paymentMethod)
    let payment = Payment(
      id: PaymentID(at: tx.now), checkout: checkout.id, method: checkout.paymentMethod, attempt: attempt,
      state: .processing, amount: checkout.total, token: token, answer: nil, challenge: nil, reference: nil,
      declineReason: nil, declineMessage: nil, createdAt: tx.now)
    try PaymentStore.insert(payment, tx)
    return try ask(payment.id, checkout, tx)
  }

  private func ask(_ id: PaymentID, _ checkout: Checkout, _ tx: Transaction) throws -> NextStep {
    guard let payment = try PaymentStore.find(id, tx) else { throw Problem(.notFound) }
    try RecoverPayment.schedule(payment, tx)
    return .ask(payment, checkout, isOurs: true)
  }
}

extension Result where Success == PaidCheckout, Failure == Problem {
  /// What the transaction means for the request.
  fileprivate var value: any Sendable {
    switch self {
    case .success(let paid): paid
    case .failure(let problem): problem
    }
  }
}

/// What follows the first transaction.
private enum NextStep: Sendable {
  case done(PaidCheckout)
  /// Ask the gateway. An attempt that is not ours is finished first.
  case ask(Payment, Checkout, isOurs: Bool)
}
