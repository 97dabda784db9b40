import Kernel
import Ordering
import Presentation
import Web

private let mostOrdersAtOnce = 100

extension SellerPortal {
  /// Moves an order to the state that the button says, with what the form gives for it.
  func moveOrder(_ request: Request) async throws -> Response {
    let id = try request.id("order", as: OrderEntity.self)
    return try await RefusedForm.answer(request) {
      let move = try request.form(OrderTransitionInput.self).move(by: .vendor)
      let moved = try await ordering.moveOrder(id, move, access: .shop(request.requireShop()))
      let isRefusal = moved.history.last?.from == .refundRequested && moved.order.status == .delivered
      let message: Words =
        isRefusal
        ? "The request is refused. The customer gets your answer by mail."
        : "The order is now in the state “\(moved.order.status.label)”. The customer gets a mail."
      return .redirect(to: try await paths(request).order(id), flash: .success(message))
    } again: { form, _ in
      try await orderPage(request, form).html(request)
    }
  }

  /// Moves the selected orders to the state that the button says; those that can't go there stay.
  func moveOrders(_ request: Request) async throws -> Response {
    let shop = try request.requireShop()
    let list = listBefore(request, at: try await paths(request).orders)
    let ids = request.formValues.all("ids").compactMap { OrderID($0) }.prefix(mostOrdersAtOnce)
    guard let target = request.formValues["action"].flatMap({ OrderStatus(rawValue: $0) }), !ids.isEmpty
    else {
      return .redirect(to: list, flash: .error("Select the orders first."))
    }
    var outcome = BulkOutcome()
    for id in ids {
      try await outcome.attempt {
        _ = try await ordering.moveOrder(id, OrderMove(to: target, by: .vendor), access: .shop(shop))
      }
    }
    let moved = outcome.done
    let state = target.label
    return .redirect(
      to: list,
      flash: outcome.flash(
        "\(count: moved, one: "# order is", other: "# orders are") now in the state “\(state)”."))
  }
}
