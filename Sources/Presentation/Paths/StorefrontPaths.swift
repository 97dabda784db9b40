import Catalog
import Kernel
import Ordering
import Vendors
import Web

/// Where the pages of the storefront are; its route tables have the same addresses as templates. Those of people's
/// own accounts stand in `AccountPaths.swift`.
package enum Paths {
  /// The first page.
  package static let home = "/"

  /// Questions and answers.
  package static let help = "/help"

  /// Everything about the API, for those who write programs.
  package static let developers = "/api/docs"
}

// MARK: Goods

extension Paths {
  /// All goods.
  package static let products = "/products"

  /// All goods in this order.
  package static func products(sortedBy sort: ListingSort) -> String {
    Parameters([("sort", sort.rawValue)]).behind(products)
  }

  /// A product's page, with one of its variants chosen.
  package static func product(_ slug: String, variant: VariantID? = nil) -> String {
    Parameters().setting("variant", variant?.description).behind("/products/\(slug)")
  }

  /// Asks for a mail when a variant of the product with this slug or id is back.
  package static func waiting(for slug: String) -> String { "/products/\(slug)/stock-notices" }

  /// Says that one wants such a mail.
  package static let confirmNotice = "/notices/confirm"

  /// Ends such mails.
  package static let stopNotices = "/notices/stop"

  /// The address of a search for search engines, which put the words into its place.
  package static let searchTemplate = "/search?q={search_term_string}"

  /// All categories.
  package static let categories = "/categories"

  /// The goods of a category.
  package static func category(_ slug: String) -> String { "/categories/\(slug)" }
}

// MARK: Shops

extension Paths {
  /// All shops.
  package static let shops = "/shops"

  /// A shop's page.
  package static func shop(_ slug: String) -> String { "/shops/\(slug)" }

  /// Where one begins to follow a shop.
  package static func follow(_ slug: String) -> String { "/shops/\(slug)/follow" }

  /// Where one ends following a shop.
  package static func unfollow(_ slug: String) -> String { "/shops/\(slug)/unfollow" }
}

// MARK: Buying

extension Paths {
  /// The visitor's cart.
  package static let cart = "/cart"

  /// Where something is put into the cart.
  package static let cartItems = "/cart/items"

  /// Where the number of pieces is changed.
  package static let changeCartItem = "/cart/items/update"

  /// Where something is taken out of the cart.
  package static let removeCartItem = "/cart/items/remove"

  /// Where another cart becomes the present one.
  package static let switchCart = "/cart/switch"

  /// The first of three steps to an order: who gets it, and where.
  package static let checkout = "/checkout"

  /// The second step: how each shop delivers.
  package static let checkoutDelivery = "/checkout/delivery"

  /// The last step: how to pay, and the button that orders.
  package static let checkoutPayment = "/checkout/payment"

  /// Where a checkout is paid.
  package static func payment(of checkout: CheckoutID) -> String { "/checkout/\(checkout)/pay" }

  /// Where a checkout is given up.
  package static func cancel(_ checkout: CheckoutID) -> String { "/checkout/\(checkout)/cancel" }

  /// What comes after buying.
  package static func thanks(for checkout: CheckoutID) -> String { "/checkout/\(checkout)/done" }
}

// MARK: Orders

extension Paths {
  /// The customer's orders.
  package static let orders = "/orders"

  /// Leads a guest to an order by its number.
  package static let findOrder = "/orders/find"

  /// A buyer's order; the key opens it without an account.
  package static func order(_ order: OrderID, key: String? = nil) -> String {
    opened("/orders/\(order)", by: key)
  }

  /// Where a buyer's order is cancelled.
  package static func cancel(_ order: OrderID, key: String? = nil) -> String {
    opened("/orders/\(order)/cancel", by: key)
  }

  /// Where money is asked back.
  package static func requestRefund(of order: OrderID, key: String? = nil) -> String {
    opened("/orders/\(order)/refund-request", by: key)
  }

  private static func opened(_ path: String, by key: String?) -> String {
    Parameters().setting("key", key).behind(path)
  }
}

// MARK: Programs

extension Paths {
  /// The list of all public pages.
  package static let sitemap = "/sitemap.xml"

  /// One of the files of that list, by its name.
  package static func sitemapFile(_ name: String) -> String { "/sitemaps/\(name)" }

  /// Whom to tell about a hole.
  package static let securityContact = "/.well-known/security.txt"
}
