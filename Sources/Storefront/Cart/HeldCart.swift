import Kernel
import Web

private let cookieName = "souk_cart"
private let cookieSeconds = 90 * 24 * 60 * 60

/// The cart of a visitor without an account, which the browser holds.
enum HeldCart {
  /// Lets the browser keep the cart.
  static func cookie(_ cart: CartID) -> Cookie {
    Cookie(cookieName, cart.description, maximumAgeSeconds: cookieSeconds)
  }

  /// Lets the browser forget the cart.
  static var noCookie: Cookie { .removing(cookieName) }
}

extension Storefront {
  /// The cart that the visitor's browser holds.
  func heldCart(_ request: Request) -> CartID? { request.cookie(cookieName).flatMap { CartID($0) } }
}
