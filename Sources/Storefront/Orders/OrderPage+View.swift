import Identity
import Kernel
import Ordering
import Settlement
import Web

private let cancelDialog = "cancel-order"
private let maximumReasonLength = 500

extension OrderPage {
  private var order: Order { details.order }

  func html(_ flash: Flash?) -> HTML {
    let lead = "\(Int(order.itemCount).counted("item")) from \(order.shop.name)"
    let title = StorefrontPage.title(
      "Order \(order.number)", lead: lead, aside: Badge.show(order.status.label, order.status.tone))
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
    return Navigation.breadcrumbs([("Your orders", "/orders"), (order.number, nil)])
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
    let goods = order.items.map { item in
      OrderLine.html(item, picture: pictures[item.variant], path: "/products/\(item.productSlug)")
    }
    let shop: HTML = "<a href=\"/shops/\(order.shop.slug)\" dir=\"auto\">\(order.shop.name)</a>"
    return """
      <div class="stack stack--loose">\
      \(Card.show(OrderProgress(details: details).headline, progress))\
      \(Card.show("Goods", aside: shop, "<ul class=\"lines\">\(goods)</ul>"))\
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
    order.expectedDays.map { "<p>\(say: "Expected") <strong>\($0.html)</strong> by \(order.delivery.name).</p>" }
  }

  private var tracking: HTML? {
    guard let number = order.trackingNumber else { return nil }
    return """
      <p class="cluster">\(Icon.show(.truck))<span><bdi>\(order.carrier ?? "Tracking number")</bdi> \
      <strong class="num ltr">\(number)</strong></span>\(Button.copy(number))</p>
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

  private var sums: [(name: String, value: String)] {
    [
      ("Goods", order.itemsTotal.display),
      ("Delivery", order.shippingTotal.isZero ? "Free" : order.shippingTotal.display),
      ("Total", order.total.display),
    ]
  }

  private var payment: [(name: Words, value: HTML)] {
    var facts: [(name: Words, value: HTML)] = [
      ("Payment", order.isCashOnDelivery ? "Cash on delivery" : "Online"), ("State", paymentState),
    ]
    if let refund { facts.append(("Refund", Self.text(of: refund))) }
    facts.append(("Placed", order.times.placedAt.dateTimeHTML))
    return facts
  }

  private var paymentState: HTML {
    switch order.paymentStatus {
    case .refunded where order.isCashOnDelivery: return "The shop pays you back"
    case .pending: return "To be paid at the door"
    case .succeeded: return order.times.paidAt.map { "Paid \($0.dateHTML)" } ?? "Paid"
    case .refunded: return refund?.state == .succeeded ? "Paid back" : "Being paid back"
    case .cancelled: return "Nothing was charged"
    }
  }

  private static func text(of refund: Refund) -> HTML {
    switch refund.state {
    case .pending: "\(refund.amount.html), on its way"
    case .succeeded:
      refund.finishedAt.map { "\(refund.amount.html), sent back \($0.dateHTML)" }
        ?? "\(refund.amount.html), sent back"
    case .declined: "\(refund.amount.html), delayed: it did not go through yet, and we look into it"
    }
  }

  private var delivery: [(name: Words, value: HTML)] {
    let days = order.delivery
    let isExact = days.minimumDays == days.maximumDays
    let range =
      isExact ? Int(days.maximumDays).counted("day") : "\(days.minimumDays)–\(days.maximumDays) days"
    return [
      ("By", "\(days.name), \(range)"),
      ("News to", "<span dir=\"auto\">\(order.email)</span>"),
    ]
  }

  // MARK: Forms

  /// Says what was wrong with a form that is not in view.
  private var refusal: HTML? {
    guard let refused, refused.id == Self.cancelForm else { return nil }
    return Notice.alert(
      .danger, "The order was not cancelled", refused.message ?? refused.errors.first?.message ?? "")
  }

  private var dialog: HTML {
    let reason = Field.multiline(
      "reason", "Why?", in: state(Self.cancelForm), hint: "The shop reads it.", required: false, rows: 3,
      maximumLength: maximumReasonLength)
    let money: Words =
      order.isCashOnDelivery ? "Nothing has been charged." : "\(order.total.display) go back to you."
    return Dialog.confirm(
      id: cancelDialog, title: "Cancel this order?", text: "\(order.shop.name) stops packing it. \(money)",
      label: "Cancel the order", to: Self.path(order.id, action: "/cancel", key: key), more: reason,
      keepLabel: "Keep it")
  }

  private var refundRequest: HTML {
    let form = state(Self.refundForm)
    let path = Self.path(order.id, action: "/refund-request", key: key)
    return Card.show(
      "Something wrong with it?",
      """
      <form class="stack" method="post" action="\(path)">\(form.summary)\
      <p>Tell \(order.shop.name), and ask for your money back. The answer comes by mail.</p>\
      \(Field.multiline(
        "reason", "What is wrong", in: form, rows: 4, maximumLength: maximumReasonLength))\
      <div>\(Button.submit("Ask for a refund", kind: .secondary))</div></form>
      """)
  }
}
