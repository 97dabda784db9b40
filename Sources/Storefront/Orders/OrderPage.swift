import Kernel
import Ordering
import Presentation
import Settlement
import Web

/// One order, as its buyer sees it.
struct OrderPage {
  static let cancelForm = "cancel"
  static let refundForm = "refund"

  let frame: StorefrontFrame
  let details: OrderDetails
  let refund: Refund?
  let pictures: [VariantID: Picture]
  /// What opened the order for somebody without an account; it stays in every link.
  let key: String?
  let isSignedIn: Bool
  /// The form that was refused, by its id.
  let refused: FormState?
}

extension Storefront {
  func showOrder(_ request: Request) async throws -> Response {
    .html(try await orderPage(request, refused: nil).html(request.flash))
  }

  private func orderPage(_ request: Request, refused: FormState?) async throws -> OrderPage {
    let id = try request.id("order", as: OrderEntity.self)
    let details = try await ordering.order(id, access: request.orderAccess)
    return OrderPage(
      frame: try await frame(request), details: details, refund: try await settlement.refund(of: id),
      pictures: catalog.thumbnails(details.order.items), key: request.query["key"],
      isSignedIn: request.viewer != nil, refused: refused)
  }

  func cancelOrder(_ request: Request) async throws -> Response {
    try await moveOrder(request, form: OrderPage.cancelForm, done: "The order is cancelled.") {
      OrderMove(to: .cancelled, by: .customer, note: try request.form(CancelOrderInput.self).reason)
    }
  }

  func askForRefund(_ request: Request) async throws -> Response {
    try await moveOrder(
      request, form: OrderPage.refundForm, done: "The shop has your request. Its answer comes by mail."
    ) {
      OrderMove(to: .refundRequested, by: .customer, note: try request.form(RefundRequestInput.self).reason)
    }
  }

  private func moveOrder(
    _ request: Request, form: String, done: Words, _ move: () throws -> OrderMove
  ) async throws -> Response {
    let order = try request.id("order", as: OrderEntity.self)
    let path = Paths.order(order, key: request.query["key"])
    return try await RefusedForm.answer(request, form: form, missing: EntryForm.missing) {
      _ = try await ordering.moveOrder(order, move(), access: request.orderAccess)
      return .redirect(to: path, flash: .success(done))
    } again: { form, _ in
      try await orderPage(request, refused: form).html(nil)
    } elsewhere: { problem in
      // The order has moved on, so its page has no such form any more.
      problem.kind == .transitionNotAllowed ? .redirect(to: path, flash: .error(problem.detail)) : nil
    }
  }
}

extension Request {
  /// The buyer's way to an order: the account, or the key in the link.
  fileprivate var orderAccess: OrderAccess { .customer(viewer?.account, key: query["key"]) }
}
