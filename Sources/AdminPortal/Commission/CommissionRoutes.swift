import Web

/// The page about commission.
enum CommissionRoutes {
  static func routes(_ portal: AdminPortal) -> [Route] {
    [
      .page(.get, "/admin/commission", .admin(.commission)) { request in
        .html(try await portal.commissionPage(request, .empty).html(request))
      },
      .page(.post, "/admin/commission", .admin(.commission)) { request in
        try await portal.setCommission(request)
      },
      .page(.post, "/admin/commission/{rule}/delete", .admin(.commission)) { request in
        try await portal.deleteCommission(request)
      },
    ]
  }
}
