import Web

enum ShopPageRoutes {
  static func routes(_ portal: SellerPortal) -> [Route] {
    [
      .page(.get, "/sell", .signedIn) { request in
        .html(try await portal.shopsPage(request).html(request))
      },
      .page(.get, "/sell/new", .signedIn) { request in
        .html(try await portal.openShopPage(request, .empty).html(request))
      },
      .page(.post, "/sell/new", .signedIn) { request in try await portal.openShop(request) },
      .page(.post, "/sell/closed/{shop}/restore", .signedIn) { request in
        try await portal.restoreShop(request)
      },
      .page(.post, "/sell/workplaces/{workplace}/leave", .signedIn) { request in
        try await portal.leaveShop(request)
      },
    ]
  }
}
