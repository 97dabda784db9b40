import Web

enum BalancePageRoutes {
  static func routes(_ portal: SellerPortal) -> [Route] {
    [
      .page(.get, "/sell/{shop}/balance", .shop(.payouts)) { request in
        .html(try await portal.balancePage(request, nil).html(request))
      },
      .page(.post, "/sell/{shop}/balance/payouts", .shop(.payouts)) { request in
        try await portal.askForPayout(request)
      },
      .page(.get, "/sell/{shop}/balance/payouts", .shop(.payouts)) { request in
        .html(try await portal.payoutsPage(request).html(request))
      },
    ]
  }
}
