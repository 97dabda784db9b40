import Web

/// The page about today.
enum DashboardRoutes {
  static func routes(_ portal: AdminPortal) -> [Route] {
    [
      .page(.get, "/admin", .admin(.dashboard)) { request in
        .html(try await portal.dashboard(request).html(request))
      }
    ]
  }
}
