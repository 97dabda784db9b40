import Web

/// How people arrange the lists of the portals.
enum ListRoutes {
  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.post, "/account/lists/{list}/views", .signedIn) { request in
        try await storefront.keepView(request)
      },
      .page(.post, "/account/lists/{list}/views/{view}/delete", .signedIn) { request in
        try await storefront.deleteView(request)
      },
      .page(.post, "/account/lists/{list}/columns", .signedIn) { request in
        try await storefront.keepColumns(request)
      },
    ]
  }
}
