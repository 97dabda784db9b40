import Kernel

/// Where the pages of the admin portal are.
package enum AdminPaths {
  /// What is to be done today.
  package static let dashboard = "/admin"

  /// One order.
  package static func order(_ order: OrderID) -> String { "/admin/orders/\(order)" }

  /// One payout.
  package static func payout(_ payout: PayoutID) -> String { "/admin/payouts/\(payout)" }

  /// All shops.
  package static let shops = "/admin/shops"

  /// One shop, by its slug or id.
  package static func shop(_ shop: String) -> String { "/admin/shops/\(shop)" }
}
