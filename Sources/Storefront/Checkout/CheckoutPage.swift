import Identity
import Kernel
import Ordering
import Presentation
import Web

enum CheckoutPages {
  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, "/checkout", .anyone) { request in try await storefront.beginCheckout(request) },
      .page(.post, "/checkout", .anyone, limit: .checkout) { request in
        try await storefront.stepCheckout(request)
      },
      .page(.get, "/checkout/{checkout}/pay", .anyone) { request in
        try await storefront.showPayment(request, nil)
      },
      .page(.post, "/checkout/{checkout}/pay", .anyone, limit: .checkout) { request in
        try await storefront.pay(request)
      },
      .page(.post, "/checkout/{checkout}/cancel", .anyone) { request in try await storefront.giveUp(request)
      },
      .page(.get, "/checkout/{checkout}/done", .anyone) { request in try await storefront.showDone(request) },
    ]
  }
}

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
    return try await show(request, form, status: .ok)
  }

  /// Goes one step on, or back to the step whose button was pressed.
  func stepCheckout(_ request: Request) async throws -> Response {
    let typed = request.formValues
    let wanted = CheckoutStep(rawValue: typed["step"] ?? "") ?? .delivery
    var form = CheckoutForm(state: FormState(typed), step: wanted, contact: nil)
    do {
      if typed["edit"] != nil {
        form.step = CheckoutStep(rawValue: typed["edit"] ?? "") ?? .contact
        if form.step != .contact { form.contact = try contact(request) }
        return try await show(request, form, status: .ok)
      }
      form.contact = try contact(request)
      if typed["place"] != nil { return try await place(request) }
      return try await show(request, form, status: .ok)
    } catch let problem as Problem where problem.kind != .notFound {
      return try await refuse(request, problem.naming(CheckoutForm.missing), form.contact)
    }
  }

  private func contact(_ request: Request) throws -> (email: String, address: PostalAddress) {
    let form = try request.form(ContactForm.self)
    return (form.email.text, form.address)
  }

  private func place(_ request: Request) async throws -> Response {
    let checkout = try await ordering.placeCheckout(
      request.form(CheckoutInput.self), by: Buyer(request))
    let next = checkout.status == .completed ? "done" : "pay"
    return .redirect(to: "/checkout/\(checkout.id)/\(next)")
  }

  /// Shows the step that the problem belongs to, with everything typed kept.
  private func refuse(
    _ request: Request, _ problem: Problem, _ contact: (email: String, address: PostalAddress)?
  ) async throws -> Response {
    let isAboutGoods = problem.fields.contains { $0.field.hasPrefix("items.") }
    let kinds: [ProblemKind] = [.cartEmpty, .cartClosed, .outOfStock, .productUnavailable, .orderTooLarge]
    if kinds.contains(problem.kind) || isAboutGoods {
      return .redirect(to: "/cart", flash: .error(problem.detail))
    }
    let isContact = problem.fields.contains { CheckoutForm.contactFields.contains($0.field) }
    let step: CheckoutStep =
      isContact || contact == nil
      ? .contact : problem.fields.contains { $0.field.hasPrefix("shippingOptions") } ? .delivery : .payment
    let form = CheckoutForm(
      state: FormState(request.formValues, problem: problem), step: step, contact: isContact ? nil : contact)
    return try await show(request, form, status: problem.pageStatus)
  }

  private func show(_ request: Request, _ form: CheckoutForm, status: HTTPStatus) async throws -> Response {
    guard let cart = try await presentCart(request), cart.canCheckOut else { return .redirect(to: "/cart") }
    var frame = try await frame(request)
    frame.cartCount = Int(cart.itemCount)
    let page = CheckoutPage(
      frame: frame, cart: cart, pictures: pictures(of: cart.lines), form: form,
      methods: ordering.paymentMethods, isSignedIn: request.viewer != nil)
    return .html(page.html(request.flash), status: status)
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
