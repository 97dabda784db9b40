import Web

/// The shops of the market.
enum ShopRoutes {
  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, "/shops", .anyone, cache: .visitor) { request in try await storefront.showShops(request) },
      .page(.get, "/shops/{shop}", .anyone, cache: .visitor) { request in
        try await storefront.showShop(request)
      },
      .page(.post, "/shops/{shop}/follow", .signedIn) { request in try await storefront.follow(request) },
      .page(.post, "/shops/{shop}/unfollow", .signedIn) { request in try await storefront.unfollow(request) },
      .page(.get, "/account/follows", .signedIn) { request in try await storefront.showFollows(request) },
    ]
  }
}
