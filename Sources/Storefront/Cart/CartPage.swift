import Kernel
import Ordering
import Web

private let cartCookieName = "souk_cart"
private let cartCookieSeconds = 90 * 24 * 60 * 60

enum CartPages {
  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, "/cart", .anyone) { request in try await storefront.showCart(request, .empty, status: .ok)
      },
      .page(.post, "/cart/items", .anyone) { request in try await storefront.addItem(request) },
      .page(.post, "/cart/items/update", .anyone) { request in try await storefront.updateItem(request) },
      .page(.post, "/cart/items/remove", .anyone) { request in try await storefront.removeItem(request) },
    ]
  }
}

/// What the forms of a cart send.
struct CartItemForm: Input {
  let variant: VariantID
  let quantity: Int64

  init(from input: inout InputReader) throws {
    variant = input.required("variant", .id(VariantEntity.self))
    quantity = input.optional("quantity", .integer(0...Cart.quantityRange.upperBound)) ?? 1
  }
}

/// The cart of whoever looks.
struct CartPage {
  let frame: StorefrontFrame
  let cart: Cart?
  let pictures: [VariantID: Picture]
  let form: FormState
}

extension Storefront {
  func showCart(_ request: Request, _ form: FormState, status: HTTPStatus) async throws -> Response {
    let cart = try await presentCart(request)
    var frame = try await frame(request)
    frame.cartCount = Int(cart?.itemCount ?? 0)
    let page = CartPage(frame: frame, cart: cart, pictures: pictures(of: cart?.lines ?? []), form: form)
    return .html(page.html(request.flash), status: status)
  }

  func presentCart(_ request: Request) async throws -> Cart? {
    try await ordering.presentCart(held: heldCart(request), viewer: request.viewer?.account)
  }

  /// Small pictures of the lines that have one.
  func pictures(of lines: [CartLine]) -> [VariantID: Picture] {
    thumbnails(lines.map { ($0.variant, $0.imageKey) })
  }

  /// Small pictures by variant, where there is one.
  func thumbnails(_ keys: [(variant: VariantID, key: String?)]) -> [VariantID: Picture] {
    var pictures: [VariantID: Picture] = [:]
    for (variant, key) in keys {
      pictures[variant] = key.map {
        Picture(path: catalog.imagePath($0, .thumbnail), width: 160, height: 200)
      }
    }
    return pictures
  }

  func addItem(_ request: Request) async throws -> Response {
    let form = try request.form(CartItemForm.self)
    do {
      let cart = try await ordering.addToCart(
        form.variant, adding: max(1, form.quantity), held: heldCart(request), viewer: request.viewer?.account)
      let title = cart.lines.first { $0.variant == form.variant }?.fullTitle
      return answer(request, cart, title.map { "\($0) is in the cart." } ?? "It is in the cart.")
    } catch let problem as Problem where problem.kind != .notFound {
      if wantsJSON(request) { throw problem }
      return .redirect(to: returnPath(request), flash: .error(problem.detail))
    }
  }

  func updateItem(_ request: Request) async throws -> Response {
    let form = try request.form(CartItemForm.self)
    guard let cart = try await presentCart(request) else { return .redirect(to: "/cart") }
    do {
      _ = try await ordering.putItem(
        form.variant, quantity: form.quantity, in: cart.id, viewer: request.viewer?.account)
      return .redirect(to: "/cart")
    } catch let problem as Problem where problem.kind != .notFound {
      return .redirect(to: "/cart", flash: .error(problem.detail))
    }
  }

  func removeItem(_ request: Request) async throws -> Response {
    let form = try request.form(CartItemForm.self)
    guard let cart = try await presentCart(request) else { return .redirect(to: "/cart") }
    let title = cart.lines.first { $0.variant == form.variant }?.fullTitle
    _ = try await ordering.removeItem(form.variant, from: cart.id, viewer: request.viewer?.account)
    return .redirect(
      to: "/cart", flash: .success(title.map { "\($0) is out of the cart." } ?? "It is out of the cart."))
  }

  private func answer(_ request: Request, _ cart: Cart, _ message: Words) -> Response {
    var response: Response
    if wantsJSON(request) {
      response = .json(
        JSONValue.object(["cartCount": .integer(cart.itemCount), "message": .string(message.text)]))
    } else {
      response = .redirect(to: "/cart", flash: .success(message))
    }
    if cart.account == nil {
      response.cookies.append(
        Cookie(cartCookieName, cart.id.description, maximumAgeSeconds: cartCookieSeconds))
    }
    return response
  }

  private func wantsJSON(_ request: Request) -> Bool {
    request.headers[.accept]?.hasPrefix("application/json") ?? false
  }

  /// The page that sent the form, when it is one of ours.
  private func returnPath(_ request: Request) -> String {
    guard let referer = request.headers[.referer], referer.hasPrefix(publicURL + "/") else { return "/cart" }
    return String(referer.dropFirst(publicURL.count))
  }
}
