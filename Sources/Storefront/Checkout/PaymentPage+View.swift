import Kernel
import Ordering
import Presentation
import Settlement
import Web

extension PaymentPage {
  private var path: String { Paths.payment(of: checkout.id) }

  func html(_ flash: Flash?) -> HTML {
    StorefrontPage.renderForm(
      head: DocumentHead(title: "Payment", siteName: frame.siteName, isIndexable: false), frame: frame,
      flash: flash,
      title: "Pay \(checkout.total)", intro: deadline, form,
      below: """
        \(Button.dialog("Give the order up …", opens: WaitingOrder.dialog(checkout), kind: .quiet))\
        \(WaitingOrder.confirmation(checkout))
        """)
  }

  private var deadline: Words? {
    guard checkout.expiresAt != nil else { return nil }
    return "The goods are held for you for a few minutes."
  }

  private var form: HTML {
    let message: HTML? = problem.map { Notice.alert(.danger, "Not paid", $0.detail) }
    if payment?.state == .challenge {
      return """
        \(message)<form class="stack" method="post" action="\(path)">\
        <p>\(say: "The test bank asks whether it is really you.")</p>\
        \(Button.submit("Yes, it is me", size: .wide, name: "challenge", value: "pass"))\
        \(Button.submit("No", kind: .secondary, size: .wide, name: "challenge", value: "fail"))</form>
        """
    }
    if payment?.state == .processing || payment?.state == .answering {
      return """
        \(message)<p>\(say: "The payment is on its way. Look again in a moment.")</p>\
        \(Button.link("Look again", to: path, kind: .primary, size: .wide))
        """
    }
    return "\(message)\(testForm)"
  }

  private var testForm: HTML {
    let choices = [
      Choice("test_success", "It is accepted"), Choice("test_decline", "It is declined"),
      Choice("test_challenge", "The bank asks first"),
    ]
    let state = FormState(values: ["token": "test_success"])
    return """
      <form class="stack" method="post" action="\(path)">\
      \(Field.radios("token", "How should the test payment end?", choices, in: state, asCards: true))\
      \(Button.submit("Pay \(checkout.total)", size: .wide))</form>
      """
  }
}

extension ThanksPage {
  func html(_ flash: Flash?) -> HTML {
    StorefrontPage.render(
      head: DocumentHead(title: "Thank you", siteName: frame.siteName, isIndexable: false), frame: frame,
      flash: flash,
      content)
  }

  private var content: HTML {
    let lead: Words =
      checkout.isCashOnDelivery
      ? "You pay \(checkout.total) when the goods arrive. A confirmation is on its way to \(checkout.email)."
      : "\(checkout.total) are paid. A confirmation is on its way to \(checkout.email)."
    return """
      \(StorefrontPage.title("Thank you for your order", lead: lead))\
      <div class="stack">\(checkout.orders.map(order))</div>\
      <div class="cluster section">\(Button.link("Go on shopping", to: Paths.products, kind: .primary))\
      \(when: checkout.account != nil, Button.link("All my orders", to: Paths.orders))</div>
      """
  }

  private func order(_ order: Order) -> HTML {
    let items = OrderLine.list(order.items, pictures: pictures, for: .buyer) {
      Paths.product($0.productSlug)
    }
    let link = Button.link(
      "Follow this order", to: Paths.order(order.id, key: order.accessKey), size: .small)
    let number: HTML = "<bdi class=\"num whole\">\(order.number)</bdi>"
    let days = DeliveryText.days(order.delivery.minimumDays, order.delivery.maximumDays)
    return Card.show(
      Words(verbatim: order.shop.name), aside: link,
      """
      <p class="muted small">\(say: "Order \(part: 1)", number) · \(DeliveryText.row(order.delivery.title, days))</p>\
      \(items)\
      \(Card.sums([
        ("Delivery", order.shippingTotal.isZero ? "Free" : "\(order.shippingTotal)"),
        ("Total", "\(order.total)"),
      ]))
      """)
  }
}
