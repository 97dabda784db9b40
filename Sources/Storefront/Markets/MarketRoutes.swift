import Web

/// Lets people choose at the prices of which market they buy.
enum MarketRoutes {
  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.post, "/market", .anyone) { request in try await storefront.chooseMarket(request) }
    ]
  }
}
