import Web

/// One search over everything of the shop that the viewer may see.
enum SearchPageRoutes {
  static func routes(_ portal: SellerPortal) -> [Route] {
    [
      .page(.get, "/sell/{shop}/search", .shop(.membership)) { request in
        .html(try await portal.searchPage(request).html(request))
      }
    ]
  }
}
