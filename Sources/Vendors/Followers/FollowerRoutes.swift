import Kernel
import Web

/// Following shops.
package enum FollowerRoutes {
  private static let tag = "Shops"

  /// Every route of the noun.
  package static func routes(_ vendors: Vendors) -> [Route] {
    [
      .api(
        .put, "/shops/{shop}/follow", "Follow a shop", tag: tag, .signedIn, answer: ShopOutput.self,
        problems: [.notFound]
      ) { request in
        let viewer = try request.requireViewer()
        let shop = try await vendors.follow(request.parameter("shop"), by: viewer.account)
        return ShopOutput(shop, for: viewer, isFollowed: true)
      },
      .api(
        .delete, "/shops/{shop}/follow", "Stop following a shop", tag: tag, .signedIn,
        answer: ShopOutput.self,
        problems: [.notFound]
      ) { request in
        let viewer = try request.requireViewer()
        let shop = try await vendors.unfollow(request.parameter("shop"), by: viewer.account)
        return ShopOutput(shop, for: viewer, isFollowed: false)
      },
      .api(
        .get, "/me/follows", "List the shops that one follows", tag: tag, .signedIn,
        answer: Page<ShopOutput>.self
      ) { request in
        try await vendors.followedShops(of: request.requireViewer().account, request.page())
          .map { ShopOutput($0.shop, isFollowed: true) }
      },
    ]
  }
}
