import Kernel
import Ordering
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
  func showPayment(_ request: Request, _ problem: Problem?) async throws -> Response {
    let id = try request.id("checkout", as: CheckoutEntity.self)
    let checkout = try await ordering.checkout(id, viewer: request.viewer?.account)
    if checkout.status == .completed { return .redirect(to: "/checkout/\(id)/done") }
    if checkout.status != .awaitingPayment {
      return .redirect(
        to: "/cart",
        flash: .error("The checkout is over and its goods were given back. Start again from the cart."))
    }
    let page = PaymentPage(
      frame: try await frame(request), checkout: checkout,
      payment: try await settlement.latestPayment(of: id),
      problem: problem)
    let status = problem.map { HTTPStatus(code: $0.kind.status) } ?? .ok
    return .html(page.html(request.flash), status: status)
  }

  func pay(_ request: Request) async throws -> Response {
    let id = try request.id("checkout", as: CheckoutEntity.self)
    do {
      let step = try request.form(PaymentForm.self).step
      let paid = try await settlement.pay(id, with: step, viewer: request.viewer?.account)
      return .redirect(to: "/checkout/\(id)/\(paid.checkout.status == .completed ? "done" : "pay")")
    } catch let problem as Problem where problem.kind != .notFound {
      return try await showPayment(request, problem)
    }
  }

  func giveUp(_ request: Request) async throws -> Response {
    let id = try request.id("checkout", as: CheckoutEntity.self)
    _ = try await ordering.cancelCheckout(id, viewer: request.viewer?.account)
    return .redirect(to: "/cart", flash: .success("Nothing was paid. Your cart is as it was."))
  }

  func showDone(_ request: Request) async throws -> Response {
    let id = try request.id("checkout", as: CheckoutEntity.self)
    let checkout = try await ordering.checkout(id, viewer: request.viewer?.account)
    guard checkout.status == .completed else { return .redirect(to: "/checkout/\(id)/pay") }
    let items = checkout.orders.flatMap(\.items)
    let page = ThanksPage(
      frame: try await frame(request), checkout: checkout,
      pictures: thumbnails(items.map { ($0.variant, $0.imageKey) }))
    return .html(page.html(request.flash))
  }
}
