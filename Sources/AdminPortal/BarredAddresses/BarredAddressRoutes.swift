import Web

/// The page about addresses that can't sign up.
enum BarredAddressRoutes {
  static func routes(_ portal: AdminPortal) -> [Route] {
    [
      .page(.get, "/admin/barred-addresses", .admin(.bans)) { request in
        .html(try await portal.barredAddresses(request).html(request))
      },
      .page(.post, "/admin/barred-addresses/searches", .admin(.bans)) { request in
        try await portal.searchBarredAddress(request)
      },
      .page(.post, "/admin/barred-addresses/{address}/lift", .admin(.bans)) { request in
        try await portal.liftBar(request)
      },
    ]
  }
}
