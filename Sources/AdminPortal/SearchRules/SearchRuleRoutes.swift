import Web

/// The page about the words of the search.
enum SearchRuleRoutes {
  static func routes(_ portal: AdminPortal) -> [Route] {
    [
      .page(.get, "/admin/search-rules", .admin(.catalogue)) { request in
        .html(try await portal.searchRules(request, .empty).html(request))
      },
      .page(.post, "/admin/search-rules", .admin(.catalogue)) { request in
        try await portal.addSearchRule(request)
      },
      .page(.post, "/admin/search-rules/{rule}/delete", .admin(.catalogue)) { request in
        try await portal.deleteSearchRule(request)
      },
    ]
  }
}
