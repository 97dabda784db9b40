import Kernel
import Web

/// How a shop that was closed comes back.
package enum ClosingRoutes {
  private static let tag = "Shops"

  /// Every route of the noun.
  package static func routes(_ vendors: Vendors) -> [Route] {
    [
      .api(
        .get, "/me/closed-shops", "List one's closed shops that can be restored", tag: tag, .signedIn,
        answer: ClosedShopListOutput.self
      ) { request in
        let shops = try await vendors.closedShops(of: request.requireViewer().account)
        let now = vendors.clock.now()
        return ClosedShopListOutput(items: shops.map { ClosedShopOutput(closed: $0, now: now) })
      },
      .api(
        .post, "/shops/{shop}/restore", "Bring a closed shop of one's own back", tag: tag, .signedIn,
        answer: ShopOutput.self, idempotent: true,
        problems: [.notFound, .restoreWindowOver, .notAllowedNow]
      ) { request in
        let owner = try request.requireViewer().account
        return try await request.answer(with: { ShopOutput($0, isManaged: true) }) {
          try await vendors.restoreShop(request.parameter("shop"), by: owner)
        }
      },
      .api(
        .post, "/admin/shops/{shop}/restore", "Bring a closed shop back", tag: "Onboarding",
        .admin(.shopDecisions), answer: ShopOutput.self, idempotent: true,
        problems: [.notFound, .restoreWindowOver, .notAllowedNow, .ownShop]
      ) { request in
        try await request.answer(with: { ShopOutput($0, isManaged: true) }) {
          try await vendors.restoreShop(request.parameter("shop"), by: nil)
        }
      },
    ]
  }
}

/// A closed shop as its owner sees it.
struct ClosedShopOutput: Output {
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
struct ClosedShopListOutput: Output {
  let items: [ClosedShopOutput]

  static let fields: [OutputField<Self>] = [.init("items") { $0.items }]
}
