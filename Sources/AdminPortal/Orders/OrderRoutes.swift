import Web

/// The pages about orders.
enum OrderRoutes {
  static func routes(_ portal: AdminPortal) -> [Route] {
    [
      .page(.get, "/admin/orders", .admin(.orders)) { request in
        .html(try await portal.orderList(request).html(request))
      },
      .page(.get, "/admin/orders.csv", .admin(.orders)) { request in
        try await portal.orderFile(request, as: .csv)
      },
      .page(.get, "/admin/orders.xlsx", .admin(.orders)) { request in
        try await portal.orderFile(request, as: .xlsx)
      },
      .page(.get, "/admin/orders/{order}", .admin(.orders)) { request in
        .html(try await portal.orderPage(request).html(request))
      },
      .page(.post, "/admin/orders/{order}", .admin(.orders)) { request in
        try await portal.moveOrder(request)
      },
      .page(.post, "/admin/orders/{order}/refund", .admin(.refunds)) { request in
        try await portal.retryRefund(request)
      },
    ]
  }
}
