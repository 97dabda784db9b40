import Gateways
import Kernel
import Ordering
import Web

/// Where customers pay.
package enum PaymentRoutes {
  /// The routes of payments.
  package static func routes(_ settlement: Settlement) -> [Route] {
    [
      .api(
        .post, "/checkouts/{checkout}/payment", "Pay a checkout online", tag: "Checkouts", .anyone,
        query: CheckoutKeyQuery.self, body: PaymentInput.self, answer: CheckoutOutput.self, idempotent: true,
        limit: .checkout,
        problems: [
          .notFound, .paymentDeclined, .checkoutExpired, .paymentNotPossible, .orderTooLarge, .unavailable,
        ]
      ) { request, query, body in
        let viewer = request.viewer?.account
        return try await request.answer(with: { paid in
          settlement.view(paid, open: paid.checkout.opens(for: viewer, key: query.key))
        }) {
          try await settlement.pay(
            request.id("checkout", as: CheckoutEntity.self), with: body.step, viewer: viewer)
        }
      }
    ]
  }
}

/// `{token}` starts a payment; `{challenge}` answers what the gateway asked.
struct PaymentInput: Input {
  let step: PaymentStep

  init(from input: inout InputReader) throws {
    let token = input.optional("token", .text(1...500))
    let challenge = input.optional("challenge", .text(1...500))
    if token != nil && challenge != nil {
      input.reject("challenge", "Send a token or the answer to a challenge.")
    }
    step = challenge.map { .challenge($0) } ?? token.map { .token($0) } ?? .none
  }
}

extension Settlement {
  /// The checkout as JSON, with its payment; whom it is for is told to those to whom it is open.
  package func view(_ paid: PaidCheckout, open isOpen: Bool) -> CheckoutOutput {
    CheckoutOutput(
      paid.checkout, payment: paid.payment.map(Settlement.view), open: isOpen, imageURL: ordering.imageURL)
  }
}

extension Settlement {
  /// How an attempt stands, for clients and people.
  package static func view(_ payment: Payment) -> CheckoutPaymentOutput {
    let status: CheckoutPaymentOutput.Status
    var message: Words?
    switch payment.state {
    case .processing, .answering:
      status = .processing
      message = "The payment is on its way. Look again in a moment."
    case .challenge:
      status = .challengeRequired
      message = "Your bank wants to know that it is you."
    case .succeeded: status = .succeeded
    case .declined:
      status = .declined
      message = payment.declineMessage
    case .unmatched:
      status = .declined
      message = payment.returned.detail
    }
    return CheckoutPaymentOutput(
      status, method: payment.method, reference: payment.reference, message: message)
  }
}
