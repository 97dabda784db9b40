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
  let isSignedIn: Bool
}

extension Storefront {
  func beginCheckout(_ request: Request) async throws -> Response {
    var values = ["shippingAddress.country": "DE"]
    if let viewer = request.viewer {
      values["email"] = viewer.email
      let saved = try await identity.addresses(of: viewer.account, PageRequest(limit: 100)).items
      let chosen = saved.first(where: \.isDefault) ?? saved.first
      values.merge(chosen?.address.formValues ?? ["shippingAddress.name": viewer.name]) { $1 }
    }
    let form = CheckoutForm(state: FormState(values: values), step: .contact, contact: nil)
    return try await show(form, request)
  }

  /// Goes one step on, or back to the step whose button was pressed. What is wrong with goods is told in the cart,
  /// all else in the step that it belongs to.
  func stepCheckout(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request, missing: CheckoutForm.missing) {
      let typed = request.formValues
      let edited = typed["edit"].map { CheckoutStep(rawValue: $0) ?? .contact }
      let contact = edited == .contact ? nil : try contact(request)
      if edited == nil, typed["place"] != nil { return try await place(request) }
      let step = edited ?? CheckoutStep(rawValue: typed["step"] ?? "") ?? .delivery
      return try await show(CheckoutForm(state: FormState(typed), step: step, contact: contact), request)
    } again: { state, problem in
      try await refused(state, problem, request)
    } elsewhere: { problem in
      problem.isAboutGoods ? .redirect(to: Paths.cart, flash: .error(problem.detail)) : nil
    }
  }

  private func contact(_ request: Request) throws -> (email: String, address: PostalAddress) {
    let form = try request.form(ContactForm.self)
    return (form.email.text, form.address)
  }

  private func place(_ request: Request) async throws -> Response {
    let checkout = try await ordering.placeCheckout(
      request.form(CheckoutInput.self), by: Buyer(request))
    return .redirect(
      to: checkout.status == .completed ? Paths.thanks(for: checkout.id) : Paths.payment(of: checkout.id))
  }

  /// The step that the problem belongs to, with everything typed kept.
  private func refused(_ state: FormState, _ problem: Problem, _ request: Request) async throws -> HTML {
    let names = problem.fields.map(\.field)
    let isContact = names.contains { CheckoutForm.contactFields.contains($0) }
    let contact = isContact ? nil : try? contact(request)
    let isDelivery = names.contains { $0.hasPrefix("shippingOptions") }
    let step: CheckoutStep = contact == nil ? .contact : isDelivery ? .delivery : .payment
    let form = CheckoutForm(state: state, step: step, contact: contact)
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
    guard let cart = try await presentCart(request), cart.canCheckOut else { return nil }
    var frame = try await frame(request)
    frame.cartCount = Int(cart.itemCount)
    return CheckoutPage(
      frame: frame, cart: cart, pictures: catalog.thumbnails(cart.lines), form: form,
      methods: ordering.paymentMethods, isSignedIn: request.viewer != nil)
  }
}

extension Problem {
  private static let goodsKinds: Set<ProblemKind> = [
    .cartEmpty, .cartClosed, .outOfStock, .productUnavailable, .orderTooLarge,
  ]

  /// Whether the cart is where it can be mended.
  fileprivate var isAboutGoods: Bool {
    Problem.goodsKinds.contains(kind) || fields.contains { $0.field.hasPrefix("items.") }
  }
}

extension FormState {
  /// What was typed, without complaints.
  fileprivate init(_ typed: Parameters) {
    self.init()
    values = Dictionary(grouping: typed.pairs, by: \.name).mapValues { $0.map(\.value) }
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
