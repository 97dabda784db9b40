import Gateways
import Kernel
import Ordering
import Persistence

/// What became of an attempt.
enum PaymentOutcome: Sendable {
  case completed(PaidCheckout)
  /// The customer has to prove who they are, or somebody else's request is at it.
  case challenged(Payment)
  /// With a sentence for the customer.
  case declined(Words)
  /// The money can't buy anything any more and goes back, for the reason that the customer is told.
  case returned(Problem)
}

extension Settlement {
  /// Asks the gateway about an attempt and books its answer. Throws `.unavailable` when there is none; the
  /// attempt then stays open and is asked about again with the same key. `end` says what the outcome is for the
  /// request that waits for it.
  func settle(
    _ payment: Payment, end: @escaping @Sendable (PaymentOutcome) -> (any Sendable)? = { _ in nil }
  ) async throws -> PaymentOutcome {
    let result = try await answer(to: payment)
    return try await database.write { tx in
      let outcome =
        switch result {
        case .accepted(let reference): try accept(payment, reference, tx)
        case .declined(let decline): try self.decline(payment, decline, tx)
        case .challenge(let reference, let kind): try challenge(payment, reference, kind, tx)
        }
      tx.outcome = end(outcome)
      return outcome
    }
  }

  private func answer(to payment: Payment) async throws -> ChargeResult {
    if payment.amount.isZero { return .accepted(reference: "free-\(payment.id)") }
    let gateway = try gateway(payment.method)
    do {
      if payment.state == .answering {
        return try await gateway.confirm(
          ChallengeAnswer(
            idempotencyKey: payment.idempotencyKey, reference: payment.reference ?? "",
            answer: payment.answer ?? ""))
      }
      return try await gateway.charge(
        Charge(
          idempotencyKey: payment.idempotencyKey, amount: payment.amount, token: payment.token ?? "",
          subject: payment.checkout.description, description: "Order at \(publicURL)",
          returnURL: returnURL(of: payment.checkout)))
    } catch PaymentGatewayError.unknownReference {
      return .declined(Decline(.other, "The payment service does not know this payment any more. Pay again."))
    } catch is PaymentGatewayError {
      throw Problem(
        .unavailable, "The payment service does not answer. Try again in a moment; you never pay twice.",
        retryAfterSeconds: 5)
    }
  }

  /// The page that shows how far the payment is.
  private func returnURL(of checkout: CheckoutID) -> String { "\(publicURL)/checkout/\(checkout)/pay" }

  private func accept(_ payment: Payment, _ reference: String, _ tx: Transaction) throws -> PaymentOutcome {
    // Whoever asked at the same time may have settled it. Money that went back buys nothing, even if it could by now.
    guard let now = try PaymentStore.lock(payment.id, tx), now.state.isInFlight else {
      return try present(payment, tx)
    }
    let checkout: Checkout
    do {
      checkout = try ordering.complete(payment.checkout, paymentReference: reference, tx)
    } catch let problem as Problem where problem.kind == .checkoutExpired {
      return try giveBack(payment, reference, Settlement.tooLate, tx)
    } catch let problem as Problem where problem.kind == .paymentNotPossible {
      let told = Words(sentences: [problem.detail, "You get the money back."])
      return try giveBack(payment, reference, Problem(problem.kind, told), tx)
    }
    _ = try PaymentStore.accept(payment.id, reference: reference, tx)
    return .completed(PaidCheckout(checkout: checkout, payment: try PaymentStore.find(payment.id, tx)))
  }

  /// The money came for nothing: it is booked as owed to the customer and sent back by a job.
  private func giveBack(
    _ payment: Payment, _ reference: String, _ problem: Problem, _ tx: Transaction
  ) throws -> PaymentOutcome {
    guard try PaymentStore.giveBack(payment.id, reference: reference, problem, tx), !payment.amount.isZero
    else {
      return .returned(problem)
    }
    let isOver = problem.kind == .checkoutExpired
    try Ledger.post(
      LedgerPosting(
        source: Source.unmatched(payment.id), kind: .unmatchedPayment,
        description: isOver
          ? "Payment after the end of \(payment.checkout.description)"
          : "Payment of \(payment.checkout.description), of which a shop does not sell any more",
        entries: [.debit(.gateway(payment.method), payment.amount), .credit(.refundsDue, payment.amount)]),
      tx)
    try RefundStore.open(
      Refund(
        source: Source.payment(payment.id), paymentReference: reference, order: nil, shop: nil,
        method: payment.method, amount: payment.amount,
        reason: isOver ? "The checkout was over" : "A shop does not sell any more", at: tx.now),
      tx)
    return .returned(problem)
  }

  private func decline(_ payment: Payment, _ decline: Decline, _ tx: Transaction) throws -> PaymentOutcome {
    guard try PaymentStore.decline(payment.id, decline, tx) else { return try present(payment, tx) }
    return .declined(decline.message)
  }

  private func challenge(
    _ payment: Payment, _ reference: String, _ kind: ChallengeKind, _ tx: Transaction
  ) throws -> PaymentOutcome {
    _ = try PaymentStore.challenge(payment.id, reference: reference, kind, tx)
    return try present(payment, tx)
  }

  /// How an attempt stands that may have been settled by somebody else.
  private func present(_ payment: Payment, _ tx: Transaction) throws -> PaymentOutcome {
    guard let now = try PaymentStore.find(payment.id, tx) else { throw Problem(.notFound) }
    switch now.state {
    case .succeeded:
      let checkout = try ordering.complete(now.checkout, paymentReference: now.reference ?? "", tx)
      return .completed(PaidCheckout(checkout: checkout, payment: now))
    case .processing, .challenge, .answering: return .challenged(now)
    case .declined: return .declined(now.declineMessage ?? ProblemKind.paymentDeclined.title)
    case .unmatched: return .returned(now.returned)
    }
  }
}
