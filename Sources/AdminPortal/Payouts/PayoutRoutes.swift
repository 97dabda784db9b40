import Web

/// The pages about payouts.
enum PayoutRoutes {
  static func routes(_ portal: AdminPortal) -> [Route] {
    [
      .page(.get, "/admin/payouts", .admin(.payouts)) { request in
        .html(try await portal.payoutList(request).html(request))
      },
      .page(.get, "/admin/payouts.csv", .admin(.payouts)) { request in
        try await portal.payoutFile(request, as: .csv)
      },
      .page(.get, "/admin/payouts.xlsx", .admin(.payouts)) { request in
        try await portal.payoutFile(request, as: .xlsx)
      },
      .page(.get, "/admin/payouts/{payout}", .admin(.payouts)) { request in
        .html(try await portal.payoutPage(request, .empty).html(request))
      },
      .page(.post, "/admin/payouts/{payout}/complete", .admin(.payouts)) { request in
        try await portal.completePayout(request)
      },
      .page(.post, "/admin/payouts/{payout}/fail", .admin(.payouts)) { request in
        try await portal.failPayout(request)
      },
    ]
  }
}
