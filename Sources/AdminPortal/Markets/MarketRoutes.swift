import Web

/// The pages about markets.
enum MarketRoutes {
  static func routes(_ portal: AdminPortal) -> [Route] {
    [
      .page(.get, "/admin/markets", .admin(.site)) { request in
        .html(try await portal.marketsPage(request, .empty).html(request))
      },
      .page(.post, "/admin/markets", .admin(.site)) { request in try await portal.addMarket(request) },
      .page(.get, "/admin/markets/{market}", .admin(.site)) { request in
        .html(try await portal.marketPage(request, nil).html(request))
      },
      .page(.post, "/admin/markets/{market}", .admin(.site)) { request in
        try await portal.editMarket(request)
      },
    ]
  }
}
