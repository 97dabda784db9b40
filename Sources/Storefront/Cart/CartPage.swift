import Kernel
import Ordering
import Presentation
import Web

/// What the forms of a cart send.
struct CartItemForm: Input {
  let variant: VariantID
  let quantity: Int64
  /// The id that script has made for a guest's cart, so that two clicks at once fill one.
  let fresh: CartID?

  init(from input: inout InputReader) throws {
    variant = input.required("variant", .id(VariantEntity.self))
    fresh = input.optional("fresh", .id(CartEntity.self))
    quantity = input.optional("quantity", .integer(0...Cart.quantityRange.upperBound)) ?? 1
  }
}

/// Which cart is to be the present one.
struct CartChoiceForm: Input {
  let cart: CartID

  init(from input: inout InputReader) throws {
    cart = input.required("cart", .id(CartEntity.self))
  }
}

/// The cart of whoever looks, with what leads back to orders that wait for their payment.
struct CartPage {
  let frame: StorefrontFrame
  let cart: Cart?
  /// What could not stand in it, as goods in another currency.
  var others: [Cart] = []
  /// Orders that are not paid yet; their goods are held.
  var waiting: [Checkout] = []
  let pictures: [VariantID: Picture]
  /// Whether anything here can be paid at the door, so that it is said of what can't.
  var takesCash = false
}

extension Storefront {
  func showCart(_ request: Request) async throws -> Response {
    let cart = try await presentCart(request)
    var frame = try await frame(request)
    frame.cartCount = Int(cart?.itemCount ?? 0)
    let others = try await ordering.otherCarts(
      than: cart?.id, held: heldCart(request), viewer: request.viewer?.account)
    let waiting = try await waitingCheckouts(request)
    let lines = (cart?.lines ?? []) + others.flatMap(\.lines)
    let items = waiting.flatMap(\.parts).flatMap(\.items)
    let page = CartPage(
      frame: frame, cart: cart, others: others, waiting: waiting,
      pictures: catalog.thumbnails(items).merging(catalog.thumbnails(lines)) { $1 },
      takesCash: ordering.paymentMethods.contains(Ordering.cashOnDelivery))
    return .html(page.html(request.flash))
  }

  func presentCart(_ request: Request) async throws -> Cart? {
    try await ordering.presentCart(held: heldCart(request), viewer: request.viewer?.account)
  }

  func addItem(_ request: Request) async throws -> Response {
    // Script tells by itself what is wrong.
    if wantsJSON(request) { return try await putIntoCart(request) }
    return try await RefusedForm.redirect(to: returnPath(request)) { try await putIntoCart(request) }
  }

  private func putIntoCart(_ request: Request) async throws -> Response {
    let form = try request.form(CartItemForm.self)
    let cart = try await ordering.addToCart(
      form.variant, adding: max(1, form.quantity), held: heldCart(request), viewer: request.viewer?.account,
      waiting: heldCheckouts(request), fresh: form.fresh)
    let title = cart.lines.first { $0.variant == form.variant }?.fullTitle
    return answer(request, cart, title.map { "\($0) is in the cart." } ?? "It is in the cart.")
  }

  func updateItem(_ request: Request) async throws -> Response {
    try await RefusedForm.redirect(to: Paths.cart) {
      let form = try request.form(CartItemForm.self)
      guard let cart = try await presentCart(request) else { return .redirect(to: Paths.cart) }
      _ = try await ordering.putItem(
        form.variant, quantity: form.quantity, in: cart.id, viewer: request.viewer?.account,
        waiting: heldCheckouts(request))
      return .redirect(to: Paths.cart)
    }
  }

  func removeItem(_ request: Request) async throws -> Response {
    try await RefusedForm.redirect(to: Paths.cart) {
      let form = try request.form(CartItemForm.self)
      guard let cart = try await presentCart(request) else { return .redirect(to: Paths.cart) }
      let title = cart.lines.first { $0.variant == form.variant }?.fullTitle
      _ = try await ordering.removeItem(form.variant, from: cart.id, viewer: request.viewer?.account)
      return .redirect(
        to: Paths.cart,
        flash: .success(title.map { "\($0) is out of the cart." } ?? "It is out of the cart."))
    }
  }

  func switchCart(_ request: Request) async throws -> Response {
    try await RefusedForm.redirect(to: Paths.cart, also: [.notFound]) {
      _ = try await ordering.bringForward(
        request.form(CartChoiceForm.self).cart, held: heldCart(request), viewer: request.viewer?.account)
      return .redirect(to: Paths.cart)
    }
  }

  private func answer(_ request: Request, _ cart: Cart, _ message: Words) -> Response {
    var response: Response
    if wantsJSON(request) {
      response = .json(
        JSONValue.object(["cartCount": .integer(cart.itemCount), "message": .string(message.text)]))
    } else {
      response = .redirect(to: Paths.cart, flash: .success(message))
    }
    if cart.account == nil { response.cookies.append(HeldCart.cookie(cart.id)) }
    return response
  }

  private func wantsJSON(_ request: Request) -> Bool {
    request.headers[.accept]?.hasPrefix("application/json") ?? false
  }

  /// The page that sent the form, when it is one of ours.
  private func returnPath(_ request: Request) -> String {
    guard let referer = request.headers[.referer], referer.hasPrefix(publicURL + Paths.home) else {
      return Paths.cart
    }
    return String(referer.dropFirst(publicURL.count))
  }
}
