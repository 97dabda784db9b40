import Kernel
import Ordering
import Presentation
import Settlement
import Web

/// Where an online payment is made.
struct PaymentPage {
  let frame: StorefrontFrame
  let checkout: Checkout
  let payment: Payment?
  let problem: Problem?
}

/// What comes after buying.
struct ThanksPage {
  let frame: StorefrontFrame
  let checkout: Checkout
  let pictures: [VariantID: Picture]
}

/// The form of the payment page: a means of payment, or the answer to a challenge.
struct PaymentForm: Input {
  let step: PaymentStep

  init(from input: inout InputReader) throws {
    let token = input.optional("token", .text(1...200))
    let challenge = input.optional("challenge", .text(1...200))
    if token == nil && challenge == nil { input.reject("token", "Choose how the test payment ends.") }
    step = challenge.map { .challenge($0) } ?? .token(token ?? "")
  }
}

extension Storefront {
  func showPayment(_ request: Request) async throws -> Response {
    let checkout = try await checkout(request)
    let over: Words = "The checkout is over and its goods were given back. Start again from the cart."
    if let response = onwards(checkout, over) { return response }
    return .html(try await paymentPage(checkout, nil, request).html(request.flash))
  }

  func pay(_ request: Request) async throws -> Response {
    let open = try await checkout(request)
    return try await RefusedForm.answer(request) {
      let step = try request.form(PaymentForm.self).step
      let paid = try await settlement.pay(open.id, with: step, viewer: request.viewer?.account)
      return .redirect(
        to: paid.checkout.status == .completed ? Paths.thanks(for: open.id) : Paths.payment(of: open.id))
    } again: { _, problem in
      try await paymentPage(open, problem, request).html(nil)
    } elsewhere: { problem in
      if let response = onwards(try await checkout(request), problem.detail) { return response }
      // Also when nobody answers, the page says how far the payment is.
      guard problem.kind.status >= 500 else { return nil }
      return .html(try await paymentPage(open, problem, request).html(nil), status: problem.pageStatus)
    }
  }

  private func checkout(_ request: Request) async throws -> Checkout {
    let id = try request.id("checkout", as: CheckoutEntity.self)
    let viewer = request.viewer?.account
    let checkout: Checkout
    do {
      checkout = try await ordering.checkout(id, viewer: viewer)
    } catch let problem as Problem where problem.kind == .notFound && viewer == nil {
      // The session may have ended meanwhile, as while a bank asked who it is.
      throw Problem(.unauthenticated)
    }
    // Its id stands in addresses and logs; who only knows that is somebody else.
    guard checkout.opens(for: viewer, key: heldKey(id, request)) else { throw Problem(.notFound) }
    return checkout
  }

  private func paymentPage(
    _ checkout: Checkout, _ problem: Problem?, _ request: Request
  ) async throws -> PaymentPage {
    PaymentPage(
      frame: try await frame(request), checkout: checkout,
      payment: try await settlement.latestPayment(of: checkout.id), problem: problem)
  }

  /// Where a checkout leads that is not to be paid any more; `over` says why it came to nothing.
  private func onwards(_ checkout: Checkout, _ over: Words) -> Response? {
    switch checkout.status {
    case .awaitingPayment: nil
    case .completed: .redirect(to: Paths.thanks(for: checkout.id))
    default: .redirect(to: Paths.cart, flash: .error(over))
    }
  }

  func giveUp(_ request: Request) async throws -> Response {
    try await RefusedForm.redirect(to: Paths.cart) {
      let id = try request.id("checkout", as: CheckoutEntity.self)
      _ = try await ordering.cancelCheckout(
        id, viewer: request.viewer?.account, key: heldKey(id, request))
      return .redirect(
        to: Paths.cart, flash: .success("Nothing was paid. What you wanted to order is in your cart again."))
    }
  }

  func showDone(_ request: Request) async throws -> Response {
    let checkout = try await checkout(request)
    guard checkout.status == .completed else { return .redirect(to: Paths.payment(of: checkout.id)) }
    let page = ThanksPage(
      frame: try await frame(request), checkout: checkout,
      pictures: catalog.thumbnails(checkout.orders.flatMap(\.items)))
    return .html(page.html(request.flash))
  }
}
