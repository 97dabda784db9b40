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
          .shippingUnavailable, .reservationLimit, .orderTooLarge, .notAllowedNow,
        ]
      ) { request, body in
        try await request.answer(with: { CheckoutOutput($0, imageURL: ordering.imageURL) }) {
          try await ordering.placeCheckout(body, by: Buyer(request))
        }
      },
      .api(
        .get, "/checkouts/{checkout}", "Show a checkout", tag: tag, .anyone, answer: CheckoutOutput.self
      ) { request in
        let checkout = try await ordering.checkout(
          request.id("checkout"), viewer: request.viewer?.account)
        return CheckoutOutput(checkout, imageURL: ordering.imageURL)
      },
      .api(
        .delete, "/checkouts/{checkout}", "Give up a checkout that is not paid", tag: tag, .anyone,
        answer: CheckoutOutput.self, problems: [.notAllowedNow]
      ) { request in
        let checkout = try await ordering.cancelCheckout(
          request.id("checkout"), viewer: request.viewer?.account)
        return CheckoutOutput(checkout, imageURL: ordering.imageURL)
      },
    ]
  }
}
