import Kernel
import Ordering
import Web

private let maximumNoteCharacters = 500

/// What a shop or the marketplace decides about an order: to cancel it, to give back the money that the customer asks for,
/// or to refuse that. A button opens a dialog, which sends the step to the order's page.
package struct OrderDecision: Sendable {
  private let order: Order
  private let history: [OrderHistoryEntry]
  private let path: String
  private let reader: Reader

  /// For `reader`, whose page of the order is at `path`.
  package init(_ order: Order, _ history: [OrderHistoryEntry], at path: String, for reader: Reader) {
    self.order = order
    self.history = history
    self.path = path
    self.reader = reader
  }

  /// Cancels an order that was not sent.
  package func cancelButton(_ kind: Button.Kind) -> HTML {
    Button.dialog("Cancel the order", opens: "cancel-order", kind: kind)
  }

  /// What the customer says who asks for the money back, `advice`, and the buttons that answer.
  package func request(_ advice: HTML? = nil) -> HTML {
    let reason = history.last { $0.to == .refundRequested }?.note
    let quote: HTML? = reason.map { "<p class=\"lead\" dir=\"auto\">\(say: "“\($0)”")</p>" as HTML }
    return """
      \(quote)\(advice)<div class="form-actions">\
      \(Button.dialog("Refund \(order.total)", opens: "refund-order", kind: .primary))\
      \(Button.dialog("Refuse", opens: "refuse-refund"))</div>
      """
  }

  /// The dialogs that the buttons open.
  package var dialogs: HTML {
    switch order.status.phase {
    case .unsent: cancel
    case .refundRequested: "\(refund)\(refuse)"
    case .travelling, .delivered, .ended: HTML()
    }
  }

  private var cancel: HTML {
    let back: Words? = order.paymentStatus == .succeeded ? "\(order.total) goes back to the customer." : nil
    let effects: [Words?] = ["The goods return to stock.", back, "This can't be taken back."]
    return Dialog.confirm(
      id: "cancel-order", title: "Cancel \(order.number)?", text: Words(sentences: effects.compactMap { $0 }),
      label: "Cancel the order", to: path, fields: step(.cancelled),
      more: note("cancel", "Why, for the customer"))
  }

  private var refund: HTML {
    let effect: Words =
      reader == .vendor
      ? """
      The whole amount goes back to the customer, and the pieces return to stock. Your share of it leaves your balance.
      """
      : """
      The whole amount goes back to the customer, and the pieces return to stock. The shop's share of it leaves its \
      balance.
      """
    return Dialog.confirm(
      id: "refund-order", title: "Refund \(order.total)?", text: effect,
      label: Words("Refund", meaning: "verb"), to: path, kind: .primary, fields: step(.refunded),
      more: note("refund", "A word to the customer"))
  }

  private var refuse: HTML {
    Dialog.confirm(
      id: "refuse-refund", title: "Refuse the refund?", text: "The order counts as delivered again.",
      label: "Refuse", to: path, fields: step(.delivered), more: note("refuse", "Why, for the customer"))
  }

  private func step(_ status: OrderStatus) -> [(name: String, value: String)] { [("to", status.rawValue)] }

  private func note(_ id: String, _ label: Words) -> HTML {
    Field.multiline(
      "note", label, in: FormState(id: id), required: false, rows: 3, maximumLength: maximumNoteCharacters)
  }
}
