import Identity
import Kernel
import Ordering
import Presentation
import Web

extension CheckoutPage {
  func html(_ flash: Flash?) -> HTML {
    let content: HTML = """
      \(StorefrontPage.title("Checkout"))\
      \(StorefrontPage.columns(aside: summary, isAsideLast: true, steps))
      """
    return StorefrontPage.render(
      head: DocumentHead(title: "Checkout", siteName: frame.siteName, isIndexable: false), frame: frame,
      flash: flash,
      content)
  }

  private var steps: HTML {
    """
    <form class="stack" method="post" action="\(Paths.checkout)" id="checkout">\(form.state.summary)\
    \(Button.hidden("cart", cart.id.description))\(kept)\
    \(Timeline.formStep(
      1, "Contact and address", state(.contact), id: "contact", summary: contactSummary, contactFields))\
    \(Timeline.formStep(2, "Delivery", state(.delivery), id: "delivery", summary: deliverySummary, deliveryFields))\
    \(Timeline.formStep(3, "Payment", state(.payment), id: "payment", paymentFields))</form>
    """
  }

  private func state(_ step: CheckoutStep) -> Timeline.State {
    step.number < form.step.number ? .done : step == form.step ? .current : .upcoming
  }

  /// The values of the steps that are folded up.
  private var kept: HTML {
    var names: [String] = []
    if form.step != .contact { names += CheckoutForm.contactFields }
    if form.step != .delivery { names += cart.shops.map { CheckoutForm.optionField($0.shop.id) } }
    return HTML.joined(names.compactMap { name in form.state.value(name).map { Button.hidden(name, $0) } })
  }

  private func changeButton(_ step: CheckoutStep) -> HTML {
    Button.submit("Change", kind: .quiet, size: .small, name: "edit", value: step.rawValue)
  }

  // MARK: Contact

  private var contactFields: HTML {
    let state = form.state
    let signIn: HTML =
      "<a href=\"\(EntryForm.path(Paths.signIn, next: Paths.checkout))\">\(say: "Sign in")</a>"
    let login: HTML = """
      <p class="small">\(say: "Have an account? \(part: 1) to use your addresses.", signIn)</p>
      """
    return """
      <div class="stack">\(when: !isSignedIn, login)\
      \(Field.email("email", "E-mail", in: state, hint: "For the confirmation and news of the delivery."))\
      \(Field.text("shippingAddress.name", "Name", in: state, maximumLength: 100, autocomplete: "name"))\
      \(Field.text(
        "shippingAddress.line1", "Street and number", in: state, maximumLength: 120, autocomplete: "address-line1"))\
      \(Field.text(
        "shippingAddress.line2", "Apartment, company", in: state, required: false, maximumLength: 120,
        autocomplete: "address-line2"))\
      \(FormLayout.row(
        Field.text(
          "shippingAddress.postalCode", "Postal code", in: state, maximumLength: 20, autocomplete: "postal-code",
          width: .short),
        Field.text(
          "shippingAddress.city", "City", in: state, maximumLength: 80, autocomplete: "address-level2")))\
      \(Field.text(
        "shippingAddress.region", "Region", in: state, required: false, maximumLength: 80,
        autocomplete: "address-level1"))\
      \(Field.country("shippingAddress.country", "Country", in: state))\
      \(Field.input(
        "tel", "shippingAddress.phone", "Phone", in: state, hint: "Only for the carrier.", required: false))\
      \(Button.submit("Continue to delivery", name: "step", value: "delivery"))</div>
      """
  }

  private var contactSummary: HTML? {
    guard let contact = form.contact else { return nil }
    let lines = Language.current.formats.row(contact.address.linesWithCountry)
    return "<p><bdi>\(contact.email)</bdi><br><bdi>\(lines)</bdi></p>\(changeButton(.contact))"
  }

  // MARK: Delivery

  private var deliveryFields: HTML {
    let country = form.contact?.address.country ?? ""
    return """
      <div class="stack">\(cart.shops.map { options($0, country) })\
      \(Button.submit("Continue to payment", name: "step", value: "payment"))</div>
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
      state.values[name] = [chosen(part)?.id ?? available[0].id]
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

  /// The option that was chosen for a shop, or its cheapest.
  private func chosen(_ part: CartShop) -> ShippingOption? {
    let wanted = form.state.value(CheckoutForm.optionField(part.shop.id))
    return part.option(wanted, to: form.contact?.address.country)
  }

  private var deliverySummary: HTML? {
    let lines = cart.shops.compactMap { part in
      chosen(part).map { "\(part.shop.name): \($0.name)" }
    }
    return "<p dir=\"auto\">\(lines.joined(separator: " · "))</p>\(changeButton(.delivery))"
  }

  // MARK: Payment

  private var paymentFields: HTML {
    let choices = methods.map { PaymentMethod.choice($0) }
    var state = form.state
    if state.value("paymentMethod") == nil { state.values["paymentMethod"] = [methods.first ?? ""] }
    return """
      <div class="stack">\(Field.radios("paymentMethod", "How do you want to pay?", choices, in: state, asCards: true))\
      <p class="small muted">\(promise)</p>\
      \(Button.submit("Order and pay \(totals.total)", size: .wide, name: "place", value: "yes"))</div>
      """
  }

  private var promise: Words {
    """
    You order from \(count: cart.shops.count, one: "# shop", other: "# shops") with one payment. Goods are yours to \
    return as each shop's policy says.
    """
  }

  // MARK: Summary

  private var totals: (goods: MoneyTotal, delivery: MoneyTotal, total: MoneyTotal) {
    let goods = cart.subtotal ?? .zero(.eur)
    let costs = cart.shops.compactMap { chosen($0)?.price(for: $0.subtotal) }
    let delivery = costs.reduce(MoneyTotal.zero(goods.currency)) { sum, cost in
      (try? sum.adding(cost)) ?? sum
    }
    return (goods, delivery, (try? goods.adding(delivery)) ?? goods)
  }

  private var summary: HTML {
    let lines = cart.lines.map { line -> HTML in
      """
      <li class="line"><span class="line__picture">\
      \(Picture.orPlaceholder(pictures[line.variant], title: line.title))</span>\
      <div class="line__body"><span class="line__title" dir="auto">\(line.title)</span>\
      <p class="line__meta">\(line.quantity) × <bdi>\(line.variantName)</bdi></p></div>\
      <div class="line__end num">\(line.total.display)</div></li>
      """
    }
    let sums = totals
    return """
      <aside class="card summary" aria-label="\(say: "Summary")"><ul class="lines">\(lines)</ul>\
      \(Card.sums([
        ("Goods", "\(sums.goods)"), ("Delivery", sums.delivery.isZero ? "Free" : "\(sums.delivery)"),
        ("Total", "\(sums.total)"),
      ]))<p class="small"><a href="\(Paths.cart)">\(say: "Change the cart")</a></p></aside>
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
