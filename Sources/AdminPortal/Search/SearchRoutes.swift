import Web

/// One search over everything that the viewer may see.
enum SearchRoutes {
  static func routes(_ portal: AdminPortal) -> [Route] {
    [
      .page(.get, "/admin/search", .admin(.dashboard)) { request in
        .html(try await portal.searchPage(request).html(request))
      }
    ]
  }
}
