import Kernel
import Ordering
import Presentation
import Settlement
import Web

/// What an administrator can do with an order when its shop or its customer can't.
extension OrderPage {
  private var order: Order { details.order }
  private var path: String { AdminPaths.order(order.id) }
  var decision: OrderDecision { OrderDecision(order, details.history, at: path, for: .marketplace) }

  /// The steps that are open now; nothing for an order that is over.
  var actions: HTML? {
    if isOwn { return AdminFrame.ownShopNote }
    if isBought { return Notice.alert(.info, nil, Problem(.ownOrder).detail) }
    switch order.status.phase {
    case .unsent:
      return Card.show("What can be done", "<div>\(decision.cancelButton(.danger))</div>")
    case .travelling:
      let delivered = Button.post(
        "It was delivered", to: path, icon: .check, fields: [("to", OrderStatus.delivered.rawValue)])
      return Card.show("What can be done", "<div>\(delivered)</div>")
    case .refundRequested: return Card.show("The customer asks for the money back", decision.request())
    case .delivered, .ended: return nil
    }
  }

  /// A refund that the payment provider declined, with the way to send it again.
  var declinedRefund: HTML? {
    guard let refund, refund.state == .declined else { return nil }
    let retry: HTML? =
      frame.viewer.may(.refunds) && !isOwn && !isBought
      ? Button.post("Send it again", to: AdminPaths.retryRefund(of: order.id), icon: .undo, size: .small)
      : nil
    return Notice.alert(
      .danger, "The refund of \(refund.amount) was declined",
      refund.declineMessage.map { Words(verbatim: $0) } ?? "The payment provider gave no reason.",
      actions: retry)
  }
}

extension AdminPortal {
  /// Moves an order along its life, as its page offers it.
  func moveOrder(_ request: Request) async throws -> Response {
    let id = try request.id("order", as: OrderEntity.self)
    return try await RefusedForm.redirect(to: AdminPaths.order(id)) {
      let step = try request.form(OrderTransitionInput.self)
      let moved = try await ordering.moveOrder(id, step.move(by: .admin), access: .admin).order
      return .redirect(
        to: AdminPaths.order(id),
        flash: .success("\(moved.number) is in the state “\(moved.status.label)” now."))
    }
  }

  /// Sends the declined refund of an order again.
  func retryRefund(_ request: Request) async throws -> Response {
    let id = try request.id("order", as: OrderEntity.self)
    return try await RefusedForm.redirect(to: AdminPaths.order(id)) {
      guard let refund = try await settlement.refund(of: id) else { throw Problem(.notFound) }
      _ = try await settlement.retryRefund(refund.id)
      return .redirect(to: AdminPaths.order(id), flash: .success("The refund is on its way again."))
    }
  }
}
