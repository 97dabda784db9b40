import Vendors

/// Where the pages of the seller portal are; those of one shop through a value.
package struct SellerPaths: Sendable {
  /// The shops that one works for.
  package static let shops = "/sell"

  /// The shop's address in the site.
  package let shop: String

  /// The pages of the shop with this slug or id.
  package init(shop: String) { self.shop = shop }

  /// The pages of this shop.
  package init(_ shop: Shop) { self.init(shop: shop.slug) }

  /// The first page of the shop.
  package var dashboard: String { "/sell/\(shop)" }

  /// The shop's orders.
  package var orders: String { "/sell/\(shop)/orders" }

  /// One order of the shop.
  package func order(_ number: String) -> String { "/sell/\(shop)/orders/\(number)" }
}
