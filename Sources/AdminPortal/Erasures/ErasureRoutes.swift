import Web

/// The pages about accounts that were closed.
enum ErasureRoutes {
  static func routes(_ portal: AdminPortal) -> [Route] {
    [
      .page(.get, "/admin/erasures", .admin(.administrators)) { request in
        .html(try await portal.erasureList(request).html(request))
      },
      .page(.get, "/admin/erasures/{erasure}", .admin(.administrators)) { request in
        .html(try await portal.erasurePage(request).html(request))
      },
    ]
  }
}
