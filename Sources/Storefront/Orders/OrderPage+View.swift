import Identity
import Kernel
import Ordering
import Presentation
import Settlement
import Web

private let cancelDialog = "cancel-order"
private let maximumReasonLength = 500

extension OrderPage {
  private var order: Order { details.order }

  func html(_ flash: Flash?) -> HTML {
    let lead: Words = "\(count: order.itemCount, one: "# item", other: "# items") from \(order.shop.name)"
    let title = StorefrontPage.title(
      html: "\(say: "Order \(part: 1)", "<bdi class=\"whole\">\(order.number)</bdi>")", lead: lead,
      aside: order.status.badge)
    return StorefrontPage.render(
      head: DocumentHead(title: "Order \(order.number)", siteName: frame.siteName, isIndexable: false),
      frame: frame, flash: flash, breadcrumbs: crumbs,
      """
      \(title)\(refusal)\(StorefrontPage.columns(aside: side, isAsideLast: true, main))\
      \(when: canCancel, dialog)
      """)
  }

  private var crumbs: HTML? {
    guard isSignedIn else { return nil }
    return Navigation.breadcrumbs([("Your orders", Paths.orders), (Words(verbatim: order.number), nil)])
  }

  private func canMove(to target: OrderStatus) -> Bool {
    OrderTransitions.allowed(from: order.status, by: .customer).contains(target)
  }

  private var canCancel: Bool { canMove(to: .cancelled) }

  private func state(_ id: String) -> FormState {
    if let refused, refused.id == id { return refused }
    return FormState(id: id)
  }

  // MARK: Progress and goods

  private var main: HTML {
    let goods = OrderLine.list(order.items, pictures: pictures, for: .buyer) {
      Paths.product($0.productSlug)
    }
    let shop: HTML = "<a href=\"\(Paths.shop(order.shop.slug))\" dir=\"auto\">\(order.shop.name)</a>"
    return """
      <div class="stack stack--loose">\
      \(Card.show(OrderProgress(details: details).headline, progress))\
      \(Card.show("Goods", aside: shop, goods))\
      \(when: canMove(to: .refundRequested), refundRequest)</div>
      """
  }

  private var progress: HTML {
    let cancel = Button.dialog("Cancel the order", opens: cancelDialog, kind: .danger, size: .small)
    return """
      <div class="stack">\(expectation)\(tracking)\(Timeline.show(OrderProgress(details: details).steps))\
      \(when: canCancel, "<div>\(cancel)</div>")</div>
      """
  }

  private var expectation: HTML? {
    order.expectedDays.map { days -> HTML in
      "<p>\(say: "Expected \(part: 1) by \(order.delivery.title).", "<strong>\(days.daysHTML)</strong>")</p>"
    }
  }

  private var tracking: HTML? {
    guard let number = order.trackingNumber else { return nil }
    return """
      <div class="cluster"><p class="tracking">\(Icon.show(.truck))<span>\
      <bdi>\(order.carrier.map { Words(verbatim: $0) } ?? "Tracking number")</bdi> \
      <strong class="num ltr">\(number)</strong></span></p>\(Button.copy(number))</div>
      """
  }

  // MARK: Money and address

  private var side: HTML {
    """
    \(Card.show("Sum", "<div class=\"stack\">\(Card.sums(sums))\(Card.facts(payment))</div>"))\
    \(Card.show(
      "Delivery", "<div class=\"stack\"><p>\(order.address.label)</p>\(Card.facts(delivery))</div>"))
    """
  }

  private var sums: [(name: Words, value: Words)] {
    [
      ("Goods", "\(order.itemsTotal)"),
      ("Delivery", order.shippingTotal.isZero ? "Free" : "\(order.shippingTotal)"),
      ("Total", "\(order.total)"),
    ]
  }

  private var payment: [(name: Words, value: HTML)] {
    var facts: [(name: Words, value: HTML)] = [
      ("Payment", HTML(PaymentMethod.title(of: order.paymentMethod))),
      ("State", paymentState),
    ]
    if let refund { facts.append(("Refund", Self.text(of: refund))) }
    facts.append(("Placed", order.times.placedAt.dateTimeHTML))
    return facts
  }

  private var paymentState: HTML {
    switch order.paymentStatus {
    case .refunded where order.isCashOnDelivery: "\(say: "The shop pays you back")"
    case .pending: "\(say: "To be paid at the door")"
    case .succeeded:
      order.times.paidAt.map { "\(say: "Paid on \(part: 1)", $0.dateHTML)" as HTML } ?? "\(say: "Paid")"
    case .refunded where refund?.state == .succeeded: "\(say: "Paid back")"
    case .refunded: "\(say: "Being paid back")"
    case .cancelled: "\(say: "Nothing was charged")"
    }
  }

  private static func text(of refund: Refund) -> HTML {
    let amount = refund.amount
    switch refund.state {
    case .pending: return "\(say: "\(amount), on its way")"
    case .succeeded:
      guard let end = refund.finishedAt else { return "\(say: "\(amount), sent back")" }
      return "\(say: "\(amount), sent back on \(part: 1)", end.dateHTML)"
    case .declined:
      return "\(say: "\(amount), delayed: it did not go through yet, and we look into it")"
    }
  }

  private var delivery: [(name: Words, value: HTML)] {
    let days = order.delivery
    let range = DeliveryText.days(days.minimumDays, days.maximumDays)
    return [
      ("By", HTML(DeliveryText.row(days.title, range))),
      ("News to", "<span dir=\"auto\">\(order.email)</span>"),
    ]
  }

  // MARK: Forms

  /// Says what was wrong with a form that is not in view.
  private var refusal: HTML? {
    guard let refused, refused.id == Self.cancelForm else { return nil }
    return Notice.alert(
      .danger, "The order was not cancelled", refused.message ?? refused.errors.first?.message ?? .none)
  }

  private var dialog: HTML {
    let reason = Field.multiline(
      "reason", "Why?", in: state(Self.cancelForm), hint: "The shop reads it.", required: false, rows: 3,
      maximumLength: maximumReasonLength)
    let money: Words =
      order.isCashOnDelivery ? "Nothing has been charged." : "\(order.total) go back to you."
    return Dialog.confirm(
      id: cancelDialog, title: "Cancel this order?",
      text: Words(sentences: ["\(order.shop.name) stops packing it.", money]),
      label: "Cancel the order", to: Paths.cancel(order.id, key: key), more: reason,
      keepLabel: "Keep it")
  }

  private var refundRequest: HTML {
    let form = state(Self.refundForm)
    let path = Paths.requestRefund(of: order.id, key: key)
    return Card.show(
      "Something wrong with it?",
      """
      <form class="stack" method="post" action="\(path)">\(form.summary)\
      <p>\(say: "Tell \(order.shop.name), and ask for your money back. The answer comes by mail.")</p>\
      \(Field.multiline(
        "reason", "What is wrong", in: form, rows: 4, maximumLength: maximumReasonLength))\
      <div>\(Button.submit("Ask for a refund", kind: .secondary))</div></form>
      """)
  }
}
