import Kernel
import Web

/// Checkouts over the API; their payment is Settlement's.
package enum CheckoutRoutes {
  private static let tag = "Checkouts"

  /// The routes of checkouts.
  package static func routes(_ ordering: Ordering) -> [Route] {
    [
      .api(
        .post, "/checkouts", "Check a cart out", tag: tag, .anyone, body: CheckoutInput.self,
        answer: CheckoutOutput.self, status: .created, idempotent: true, limit: .checkout,
        problems: [
          .notFound, .cartEmpty, .cartClosed, .outOfStock, .productUnavailable, .currencyMismatch,
          .shippingUnavailable, .reservationLimit, .orderTooLarge, .totalChanged, .cashNotAccepted,
          .notAllowedNow,
        ]
      ) { request, body in
        try await request.answer(with: { CheckoutOutput($0, open: true, imageURL: ordering.imageURL) }) {
          try await ordering.placeCheckout(body, by: Buyer(request))
        }
      },
      .api(
        .get, "/checkouts/{checkout}", "Show a checkout", tag: tag, .anyone, query: CheckoutKeyQuery.self,
        answer: CheckoutOutput.self
      ) { request, query in
        let viewer = request.viewer?.account
        let (checkout, payment) = try await ordering.checkoutAndPayment(
          request.id("checkout"), viewer: viewer)
        return CheckoutOutput(
          checkout, payment: payment, open: checkout.opens(for: viewer, key: query.key),
          imageURL: ordering.imageURL)
      },
      .api(
        .delete, "/checkouts/{checkout}", "Give up a checkout that is not paid", tag: tag, .anyone,
        query: CheckoutKeyQuery.self, answer: CheckoutOutput.self,
        problems: [.notAllowedNow, .preconditionFailed]
      ) { request, query in
        let viewer = request.viewer?.account
        let shown: @Sendable (PayableCheckout) -> CheckoutOutput = { present in
          CheckoutOutput(present.checkout, payment: present.payment, open: true, imageURL: ordering.imageURL)
        }
        let checkout = try await ordering.cancelCheckout(
          request.id("checkout"), viewer: viewer, key: query.key, when: request.condition(ifMatches: shown))
        return shown(try await ordering.checkoutAndPayment(checkout.id, viewer: viewer))
      },
    ]
  }
}

/// The key that a guest got with the checkout. Without it a guest's checkout does not tell whom it is for.
package struct CheckoutKeyQuery: Input {
  package let key: String?

  package init(from input: inout InputReader) throws {
    key = input.optional("key", .text(1...64))
  }
}
