import Kernel
import Web

/// Where the pages of the storefront are. The route tables of the storefront have the same addresses as templates.
package enum Paths {
  /// The first page.
  package static let home = "/"

  /// All goods.
  package static let products = "/products"

  /// A product's page.
  package static func product(_ slug: String) -> String { "/products/\(slug)" }

  /// All categories.
  package static let categories = "/categories"

  /// The goods of a category.
  package static func category(_ slug: String) -> String { "/categories/\(slug)" }

  /// All shops.
  package static let shops = "/shops"

  /// A shop's page.
  package static func shop(_ slug: String) -> String { "/shops/\(slug)" }

  /// Where people log in; afterwards they go on at `next`, with the address `email` typed already.
  package static func signIn(next: String? = nil, email: String? = nil) -> String {
    ListAddress.make("/login", [("next", next), ("email", email)])
  }

  /// Where people make an account; afterwards they go on at `next`, with the address `email` typed already.
  package static func signUp(next: String? = nil, email: String? = nil) -> String {
    ListAddress.make("/signup", [("next", next), ("email", email)])
  }

  /// Ends the session.
  package static let logOut = "/logout"

  /// The visitor's cart.
  package static let cart = "/cart"

  /// The customer's orders.
  package static let orders = "/orders"
}
