import Identity
import Kernel
import Ordering
import Presentation
import Web

extension CheckoutPage {
  func html(_ flash: Flash?) -> HTML {
    let content: HTML = """
      \(StorefrontPage.title("Checkout"))\
      \(StorefrontPage.columns(aside: CheckoutSummary(self).aside, isAsideLast: true, steps))
      """
    return StorefrontPage.render(
      head: DocumentHead(title: "Checkout", siteName: frame.siteName, isIndexable: false), frame: frame,
      flash: flash,
      content)
  }

  private var steps: HTML {
    """
    <div class="stack" id="checkout">\(CheckoutSummary(self).fold)\
    \(Timeline.formStep(
      1, "Contact and address", state(.contact), id: "contact", summary: contactSummary,
      editPath: CheckoutStep.contact.path, stepForm(.contact, contactFields)))\
    \(Timeline.formStep(
      2, "Delivery", state(.delivery), id: "delivery", summary: deliverySummary,
      editPath: CheckoutStep.delivery.path, stepForm(.delivery, deliveryFields)))\
    \(Timeline.formStep(3, "Payment", state(.payment), id: "payment", stepForm(.payment, paymentFields)))</div>
    """
  }

  private func stepForm(_ step: CheckoutStep, _ fields: HTML) -> HTML {
    """
    <form class="stack" method="post" action="\(step.path)">\(form.state.summary)\
    \(when: step == .payment, agreed)\(fields)</form>
    """
  }

  private func state(_ step: CheckoutStep) -> Timeline.State {
    step.number < form.step.number ? .done : step == form.step ? .current : .upcoming
  }

  /// What the button orders: everything as the page shows it, for the sum that it shows.
  private var agreed: HTML {
    let contact = CheckoutForm.contactFields.map { (name: $0, value: form.state.value($0)) }
    // The deliveries that are shown: what was chosen before may not reach the address any more, or be gone.
    let deliveries = cart.shops.map { part in
      (name: CheckoutForm.optionField(part.shop.id), value: form.option(of: part)?.id)
    }
    let items = cart.lines.map {
      (name: CheckoutForm.itemField($0.variant), value: "\($0.quantity)" as String?)
    }
    let kept = (contact + deliveries + items).compactMap { field in
      field.value.map { Button.hidden(field.name, $0) }
    }
    return """
      \(Button.hidden("cart", cart.id.description))\(HTML.joined(kept))\
      \(Button.hidden("expectedTotal", StatedAmount.formValue(totals.total)))\
      \(Button.hidden("expectedShippingTotal", StatedAmount.formValue(totals.delivery)))
      """
  }

  // MARK: Contact

  private var contactFields: HTML {
    let state = form.state
    let signIn: HTML =
      "<a href=\"\(EntryForm.path(Paths.signIn, next: Paths.checkout))\">\(say: "Log in")</a>"
    let login: HTML = """
      <p class="small">\(say: "Have an account? \(part: 1) to use your addresses.", signIn)</p>
      """
    return """
      <div class="stack">\(when: !isSignedIn, login)\
      \(Field.email("email", "E-mail", in: state, hint: "For the confirmation and news of the delivery."))\
      \(AddressFields.show(state, prefix: "shippingAddress.", withName: true))\
      \(Field.input(
        "tel", "shippingAddress.phone", "Phone", in: state, hint: "Only for the carrier.", required: false))\
      \(Button.submit("Continue to delivery"))</div>
      """
  }

  private var contactSummary: HTML? {
    guard let contact = form.contact else { return nil }
    return "<p><bdi>\(contact.email)</bdi><br>\(contact.address.row)</p>"
  }

  // MARK: Delivery

  private var deliveryFields: HTML {
    let country = form.contact?.address.country ?? ""
    return """
      <div class="stack">\(cart.shops.map { options($0, country) })\
      \(when: isDeliverable, Button.submit("Continue to payment"))</div>
      """
  }

  private func options(_ part: CartShop, _ country: String) -> HTML {
    let available = part.options.filter { $0.delivers(to: country) }
    guard !available.isEmpty else {
      return Notice.alert(
        .danger, Words(verbatim: part.shop.name),
        "This shop does not deliver to \(country: country). Change the address or take its goods out."
      )
    }
    let name = CheckoutForm.optionField(part.shop.id)
    var state = form.state
    if state.value(name) == nil || !available.contains(where: { $0.id == state.value(name) }) {
      state.values[name] = [form.option(of: part)?.id ?? available[0].id]
    }
    let choices = available.map { option in
      let price = option.price(for: part.subtotal)
      let cost: Words = price.isZero ? "Free" : "\(price)"
      return Choice(
        option.id, option.title,
        detail: "\(cost) · \(DeliveryText.days(option.minimumDays, option.maximumDays))")
    }
    return Field.radios(name, Words(verbatim: part.shop.name), choices, in: state, asCards: true)
  }

  private var isDeliverable: Bool { cart.shops.allSatisfy { form.option(of: $0) != nil } }

  private var deliverySummary: HTML? {
    let lines = cart.shops.compactMap { part -> HTML? in
      form.option(of: part).map { "<bdi>\(part.shop.name)</bdi>: <bdi>\($0.title)</bdi>" }
    }
    return "<p>\(HTML.joined(lines, separator: "<br>"))</p>"
  }

  // MARK: Payment

  private var paymentFields: HTML {
    guard !methods.isEmpty else { return "<div class=\"stack\">\(noCash)</div>" }
    let choices = methods.map { PaymentMethod.choice($0) }
    var state = form.state
    if !methods.contains(state.value("paymentMethod") ?? "") { state.values["paymentMethod"] = [methods[0]] }
    return """
      <div class="stack">\(when: !cashless.isEmpty, noCash)\(Field.radios("paymentMethod", "How do you want to pay?", choices, in: state, asCards: true))\
      \(CheckoutSummary(self).beforeButton)<p class="small muted">\(promise)</p>\
      \(Button.submit("Order for \(totals.total)", size: .wide, name: "place", value: "yes"))</div>
      """
  }

  /// Why one of the ways to pay is missing.
  private var noCash: HTML {
    let cart: HTML? =
      methods.isEmpty ? Button.link("Look into the cart", to: Paths.cart, size: .small) : nil
    let why: Words = "This can't be paid on delivery: \(list: cashless)."
    return Notice.alert(.info, "Not payable on delivery", why, actions: cart)
  }

  private var promise: Words {
    """
    You order from \(count: cart.shops.count, one: "# shop", other: "# shops"). Goods are yours to return as each shop's \
    policy says.
    """
  }
}

extension PaymentMethod {
  /// The option for a method's word.
  fileprivate static func choice(_ method: String) -> Choice {
    let detail: Words? =
      switch method {
      case Ordering.cashOnDelivery: "Pay each shop's carrier at the door."
      case test: "No money moves; for trying the shop."
      default: nil
      }
    return Choice(method, title(of: method), detail: detail)
  }
}
