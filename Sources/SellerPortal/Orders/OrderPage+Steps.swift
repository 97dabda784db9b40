import Kernel
import Ordering
import Web

/// What the vendor can do next with an order.
extension OrderPage {
  /// The step that comes next, with what it needs.
  var nextStep: HTML? {
    switch order.status.phase {
    case .unsent: Card.show("Send it", sending)
    case .travelling: Card.show("On its way", travelling)
    case .refundRequested: Card.show("The customer asks for the money back", asking)
    case .delivered, .ended: nil
    }
  }

  private var sending: HTML {
    let packing: HTML? =
      order.status == .processing
      ? nil
      : Button.post("Start packing", to: path, icon: .box, fields: [("to", OrderStatus.processing.rawValue)])
    return """
      <form class="stack" method="post" action="\(path)" id="hand-over">\
      \(Button.hidden("to", OrderStatus.shipped.rawValue))\
      <p class="muted">\(say: "Fill in what the carrier gave you; the customer gets it by mail.")</p>\
      \(FormLayout.row(
        Field.text(
          "carrier", "Carrier", in: form, required: false, maximumLength: 60,
          placeholder: Words(verbatim: "DHL, UPS, Hermes …")),
        Field.text("trackingNumber", "Tracking number", in: form, required: false, maximumLength: 80)))\
      <div>\(Button.submit("Handed over to the carrier", icon: .truck))</div></form>\
      <div class="form-actions">\(packing)\
      \(Button.dialog("Cancel the order", opens: "cancel-order", kind: .quiet))</div>
      """
  }

  private var travelling: HTML {
    let onTheWay: HTML? =
      order.status == .onTheWay
      ? nil
      : Button.post("On the way", to: path, icon: .truck, fields: [("to", OrderStatus.onTheWay.rawValue)])
    let words: Words =
      order.isCashOnDelivery && order.paymentStatus == .pending
      ? "When it arrives, \(order.total) is taken at the door. The money is yours from then on."
      : "Once it has arrived, the money becomes available for payout."
    return """
      <p class="muted">\(words)</p><div class="form-actions">\
      \(Button.post(
        "It was delivered", to: path, kind: .primary, icon: .check,
        fields: [("to", OrderStatus.delivered.rawValue)]))\(onTheWay)</div>
      """
  }

  private var asking: HTML {
    let reason = history.last { $0.to == .refundRequested }?.note
    let quote: HTML? = reason.map { "<p class=\"lead\" dir=\"auto\">\(say: "“\($0)”")</p>" as HTML }
    return """
      \(quote)<p class="muted">\(say: "Refund once the goods are back with you, or say why not. The pieces go back into stock with a refund.")</p><div class="form-actions">\
      \(Button.dialog("Refund \(order.total)", opens: "refund-order", kind: .primary))\
      \(Button.dialog("Refuse", opens: "refuse-refund"))</div>
      """
  }

  /// The dialogs that the buttons above open.
  var dialogs: HTML {
    switch order.status.phase {
    case .unsent:
      let back: Words? =
        order.paymentStatus == .succeeded ? "\(order.total) goes back to the customer." : nil
      let effects: [Words?] = ["The goods return to stock.", back, "This can't be taken back."]
      return Dialog.confirm(
        id: "cancel-order", title: "Cancel \(order.number)?",
        text: Words(sentences: effects.compactMap { $0 }), label: "Cancel the order",
        to: path,
        fields: [("to", OrderStatus.cancelled.rawValue)], more: note("cancel", "Why, for the customer"))
    case .refundRequested:
      let refund = Dialog.confirm(
        id: "refund-order", title: "Refund \(order.total)?",
        text: """
          The whole amount goes back to the customer, and the pieces return to stock. \
          Your share of it leaves your balance.
          """,
        label: Words("Refund", meaning: "verb"), to: path, kind: .primary,
        fields: [("to", OrderStatus.refunded.rawValue)],
        more: note("refund", "A word to the customer"))
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
      "note", label, in: FormState(id: id), hint: nil, required: false, rows: 3, maximumLength: 500)
  }
}
