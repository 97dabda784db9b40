import Kernel
import Ordering
import Presentation
import Settlement
import Web

/// What an administrator can do with an order when its shop or its customer can't.
extension OrderPage {
  private var order: Order { details.order }
  private var path: String { AdminPaths.order(order.id) }

  /// The steps that are open now; nothing for an order that is over.
  var actions: HTML? {
    if isOwn { return AdminFrame.ownShopNote }
    switch order.status.phase {
    case .unsent:
      return Card.show(
        "What can be done",
        "<div>\(Button.dialog("Cancel the order", opens: "cancel-order", kind: .danger))</div>")
    case .travelling:
      let delivered = Button.post(
        "It was delivered", to: path, icon: .check, fields: [("to", OrderStatus.delivered.rawValue)])
      return Card.show("What can be done", "<div>\(delivered)</div>")
    case .refundRequested: return Card.show("The customer asks for the money back", asking)
    case .delivered, .ended: return nil
    }
  }

  private var asking: HTML {
    let reason = details.history.last { $0.to == .refundRequested }?.note
    let quote: HTML? = reason.map { "<p class=\"lead\" dir=\"auto\">\(say: "“\($0)”")</p>" as HTML }
    return """
      \(quote)<div class="form-actions">\
      \(Button.dialog("Refund \(order.total)", opens: "refund-order", kind: .primary))\
      \(Button.dialog("Refuse", opens: "refuse-refund"))</div>
      """
  }

  /// A refund that the payment provider declined, with the way to send it again.
  var declinedRefund: HTML? {
    guard let refund, refund.state == .declined else { return nil }
    let retry: HTML? =
      frame.viewer.may(.refunds) && !isOwn
      ? Button.post("Send it again", to: AdminPaths.retryRefund(of: order.id), icon: .undo, size: .small)
      : nil
    return Notice.alert(
      .danger, "The refund of \(refund.amount) was declined",
      refund.declineMessage.map { Words(verbatim: $0) } ?? "The payment provider gave no reason.",
      actions: retry)
  }

  /// The dialogs that the buttons open.
  var dialogs: HTML {
    guard !isOwn else { return HTML() }
    switch order.status.phase {
    case .unsent:
      let back: Words? = order.paymentStatus == .succeeded ? "\(order.total) goes back to the customer." : nil
      let effects: [Words?] = ["The goods return to stock.", back, "This can't be taken back."]
      return Dialog.confirm(
        id: "cancel-order", title: "Cancel \(order.number)?",
        text: Words(sentences: effects.compactMap { $0 }),
        label: "Cancel the order", to: path, fields: [("to", OrderStatus.cancelled.rawValue)],
        more: note("cancel", "Why, for the customer"))
    case .refundRequested:
      let refund = Dialog.confirm(
        id: "refund-order", title: "Refund \(order.total)?",
        text: """
          The whole amount goes back to the customer, and the pieces return to stock. The shop's share of it leaves \
          its balance.
          """,
        label: Words("Refund", meaning: "verb"), to: path, kind: .primary,
        fields: [("to", OrderStatus.refunded.rawValue)], more: note("refund", "A word to the customer"))
      let refuse = Dialog.confirm(
        id: "refuse-refund", title: "Refuse the refund?", text: "The order counts as delivered again.",
        label: "Refuse", to: path, fields: [("to", OrderStatus.delivered.rawValue)],
        more: note("refuse", "Why, for the customer"))
      return "\(refund)\(refuse)"
    case .travelling, .delivered, .ended: return HTML()
    }
  }

  private func note(_ id: String, _ label: Words) -> HTML {
    Field.multiline(
      "note", label, in: FormState(id: id), required: false, rows: 3, maximumLength: 500)
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
