import Identity
import Kernel
import Ordering
import Presentation
import Web

/// The three steps beside the summary of the cart.
struct CheckoutPage {
  let frame: StorefrontFrame
  let cart: Cart
  let pictures: [VariantID: Picture]
  let form: CheckoutForm
  let methods: [String]
  /// Titles of goods that can't be paid at the door, where that is a way to pay otherwise.
  var cashless: [String] = []
  let isSignedIn: Bool
  /// Whether prices are those of the country that the goods go to, which is not in the market that the buyer has chosen.
  var isRepriced = false
}

extension Storefront {
  /// The first step, with what was typed into it before.
  func beginCheckout(_ request: Request) async throws -> Response {
    let memory = CheckoutMemory(request)
    let values = memory.contact.isEmpty ? try await knownContact(request) : memory.contact
    let form = CheckoutForm(state: FormState(values: values), step: .contact, contact: nil)
    return try await show(form, request)
  }

  private func knownContact(_ request: Request) async throws -> [String: String] {
    var values = ["shippingAddress.country": "DE"]
    guard let viewer = request.viewer else { return values }
    values["email"] = viewer.email
    let saved = try await identity.addresses(of: viewer.account, PageRequest(limit: 100)).items
    let chosen = saved.first(where: \.isDefault) ?? saved.first
    return values.merging(chosen?.address.formValues ?? ["shippingAddress.name": viewer.name]) { $1 }
  }

  /// Keeps who gets it and goes on to the deliveries.
  func enterContact(_ request: Request) async throws -> Response {
    if request.choosesCountry {
      return .redirect(to: Paths.checkout).setting(CheckoutMemory.contact(request.formValues, request))
    }
    return try await refusing(request) {
      _ = try contact(request.formValues)
      return .redirect(to: Paths.checkoutDelivery)
        .setting(CheckoutMemory.contact(request.formValues, request))
    }
  }

  /// The second step; the first one where an address is missing.
  func showDelivery(_ request: Request) async throws -> Response {
    guard let form = remembered(.delivery, request) else { return .redirect(to: Paths.checkout) }
    return try await show(form, request)
  }

  /// Keeps how each shop delivers and goes on to the payment.
  func chooseDelivery(_ request: Request) async throws -> Response {
    guard let cart = try await presentCart(request) else { return .redirect(to: Paths.cart) }
    return .redirect(to: Paths.checkoutPayment)
      .setting(CheckoutMemory.options(request.formValues, of: cart.shops.map(\.shop.id), request))
  }

  /// The last step; one before where an address is missing or a shop does not deliver there.
  func showOrdering(_ request: Request) async throws -> Response {
    guard let form = remembered(.payment, request) else { return .redirect(to: Paths.checkout) }
    guard let page = try await page(form, request) else { return .redirect(to: Paths.cart) }
    guard page.cart.shops.allSatisfy({ form.option(of: $0) != nil }) else {
      return .redirect(to: Paths.checkoutDelivery)
    }
    return .html(page.html(request.flash))
  }

  /// Orders what the last step showed.
  func placeOrder(_ request: Request) async throws -> Response {
    try await refusing(request) {
      let held = heldCheckouts(request)
      let checkout = try await ordering.placeCheckout(
        request.form(CheckoutInput.self), by: Buyer(request, waiting: held))
      var response = Response.redirect(
        to: checkout.status == .completed ? Paths.thanks(for: checkout.id) : Paths.payment(of: checkout.id))
      response.cookies += CheckoutMemory.noCookies
      if let kept = HeldCheckouts.cookie(held, adding: checkout) {
        response.cookies.append(kept)
      }
      return response
    }
  }

  /// What is wrong with goods is told in the cart, all else in the step that it belongs to.
  private func refusing(_ request: Request, _ act: () async throws -> Response) async throws -> Response {
    try await RefusedForm.answer(request, missing: CheckoutForm.missing) {
      try await act()
    } again: { state, problem in
      try await refused(state, problem, request)
    } elsewhere: { problem in
      if problem.kind == .notFound { return strangersCart(request) }
      return problem.isAboutGoods ? .redirect(to: Paths.cart, flash: .error(problem.detail)) : nil
    }
  }

  /// The cart that the page showed is an account's: of who is not logged in any more, or is somebody else by now.
  private func strangersCart(_ request: Request) -> Response {
    guard request.viewer != nil else {
      return .redirect(to: EntryForm.path(Paths.signIn, next: Paths.checkoutPayment))
    }
    return .redirect(
      to: Paths.cart,
      flash: .error(
        "What the page showed is not in your cart, but in that of another account. Nothing was ordered.")
    )
  }

  /// What the browser remembers, on the way to a step; `nil` where there is no address that could be used.
  private func remembered(_ step: CheckoutStep, _ request: Request) -> CheckoutForm? {
    let values = CheckoutMemory(request).values
    guard let contact = try? contact(Parameters(values.map { ($0, $1) })) else { return nil }
    return CheckoutForm(state: FormState(values: values), step: step, contact: contact)
  }

  private func contact(_ values: Parameters) throws -> (email: String, address: PostalAddress) {
    let form = try ContactForm.read(values)
    return (form.email.text, form.address)
  }

  /// The step that the problem belongs to, with everything typed kept.
  private func refused(_ state: FormState, _ problem: Problem, _ request: Request) async throws -> HTML {
    let names = problem.fields.map(\.field)
    let isContact = names.contains { CheckoutForm.contactFields.contains($0) }
    let contact = isContact ? nil : try? contact(request.formValues)
    let isDelivery = names.contains { $0.hasPrefix("shippingOptions") }
    let step: CheckoutStep = contact == nil ? .contact : isDelivery ? .delivery : .payment
    let form = CheckoutForm(
      state: problem.kind == .totalChanged ? state.told(problem) : state, step: step, contact: contact)
    // Without a cart there is no step to show it in.
    guard let page = try await page(form, request) else { throw problem }
    return page.html(nil)
  }

  private func show(_ form: CheckoutForm, _ request: Request) async throws -> Response {
    guard let page = try await page(form, request) else { return .redirect(to: Paths.cart) }
    return .html(page.html(request.flash))
  }

  /// `nil` where the cart holds nothing that can be bought as it is.
  private func page(_ form: CheckoutForm, _ request: Request) async throws -> CheckoutPage? {
    let market = PriceMarket.current
    var priced = market
    // Once it is known where the goods go, they cost what they cost there.
    if let contact = form.contact {
      priced = try await ordering.market(deliveringTo: contact.address.country)
    }
    let cart = try await PriceMarket.$current.withValue(priced) { try await presentCart(request) }
    guard let cart else { return nil }
    if cart.lines.contains(where: { $0.problem == .otherCurrency }) { throw CheckoutPage.mixedCurrencies }
    guard cart.canCheckOut else { return nil }
    var frame = try await frame(request)
    frame.cartCount = Int(cart.itemCount)
    let cashless = ordering.paymentMethods.contains(Ordering.cashOnDelivery) ? cart.cashlessTitles : []
    let methods = ordering.paymentMethods.filter { $0 != Ordering.cashOnDelivery || cashless.isEmpty }
    return CheckoutPage(
      frame: frame, cart: cart, pictures: catalog.thumbnails(cart.lines), form: form,
      methods: methods, cashless: cashless, isSignedIn: request.viewer != nil,
      isRepriced: priced?.id != market?.id)
  }
}

extension CheckoutPage {
  fileprivate static var mixedCurrencies: Problem {
    Problem(
      .currencyMismatch,
      """
      Delivered there, these goods cost different currencies, so they can't be one order. Take some out of the cart, or \
      have them sent to another country.
      """)
  }
}

extension Problem {
  private static let goodsKinds: Set<ProblemKind> = [
    .cartEmpty, .cartClosed, .outOfStock, .productUnavailable, .orderTooLarge,
  ]

  /// Whether the cart is where it can be mended.
  fileprivate var isAboutGoods: Bool {
    // The page shows the new sum, beside the button that agrees to it.
    if kind == .totalChanged { return false }
    return Problem.goodsKinds.contains(kind) || fields.contains { $0.field.hasPrefix("items.") }
  }
}

extension FormState {
  /// The same, where what is wrong is said in one text instead of beside fields.
  fileprivate func told(_ problem: Problem) -> FormState {
    var told = self
    told.errors = []
    told.message = problem.detail
    return told
  }
}

extension PostalAddress {
  /// The address by the names of the checkout's fields.
  fileprivate var formValues: [String: String] {
    [
      "shippingAddress.name": name, "shippingAddress.line1": line1, "shippingAddress.line2": line2 ?? "",
      "shippingAddress.postalCode": postalCode, "shippingAddress.city": city,
      "shippingAddress.region": region ?? "", "shippingAddress.country": country,
      "shippingAddress.phone": phone ?? "",
    ]
  }
}
