import Kernel
import Web

/// The end of a shop, and how it comes back.
package enum ClosingRoutes {
  private static let tag = "Shops"

  /// Every route of the noun.
  package static func routes(_ vendors: Vendors) -> [Route] {
    [
      .api(
        .delete, "/shops/{shop}", "Close a shop; it can be restored for some weeks", tag: tag,
        .shop(.ownership), answer: NoContent.self, problems: [.notAllowedNow]
      ) { request in
        try await vendors.closeShop(request.requireShop())
        return NoContent()
      },
      .api(
        .get, "/me/closed-shops", "List one's closed shops that can be restored", tag: tag, .signedIn,
        answer: ClosedShopList.self
      ) { request in
        let shops = try await vendors.closedShops(of: request.requireViewer().account)
        let now = vendors.clock.now()
        return ClosedShopList(items: shops.map { ClosedShopView(closed: $0, now: now) })
      },
      .api(
        .post, "/shops/{shop}/restore", "Bring a closed shop of one's own back", tag: tag, .signedIn,
        answer: ShopView.self, problems: [.notFound, .restoreWindowOver, .notAllowedNow]
      ) { request in
        let owner = try request.requireViewer().account
        return ShopView(
          try await vendors.restoreShop(request.parameter("shop"), by: owner), isManaged: true)
      },
      .api(
        .post, "/admin/shops/{shop}/restore", "Bring a closed shop back", tag: "Onboarding",
        .admin(.shopDecisions), answer: ShopView.self,
        problems: [.notFound, .restoreWindowOver, .notAllowedNow]
      ) { request in
        ShopView(try await vendors.restoreShop(request.parameter("shop"), by: nil), isManaged: true)
      },
    ]
  }
}

/// A closed shop as its owner sees it.
struct ClosedShopView: Output {
  static let schemaName = "ClosedShop"

  let closed: ClosedShop
  let now: Timestamp

  static let fields: [OutputField<Self>] = [
    .init("id") { $0.closed.shop.id },
    .init("slug") { $0.closed.shop.slug },
    .init("name") { $0.closed.shop.name },
    .init("closedAt") { $0.closed.closedAt },
    .init("restorableUntil") { $0.closed.restorableUntil },
    .init("daysLeft") { $0.closed.daysLeft(at: $0.now) },
  ]
}

/// The closed shops of one account; there are few.
struct ClosedShopList: Output {
  let items: [ClosedShopView]

  static let fields: [OutputField<Self>] = [.init("items") { $0.items }]
}
