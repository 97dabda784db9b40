import Kernel
import Ordering
import Presentation
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
      \(decision.cancelButton(.quiet))</div>
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
    decision.request(
      """
      <p class="muted">\(say: "Refund once the goods are back with you, or say why not. The pieces go back into stock with a refund.")</p>
      """)
  }

  /// What the shop can end the order with.
  var decision: OrderDecision { OrderDecision(order, history, at: path, for: .vendor) }
}
