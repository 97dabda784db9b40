import Web

enum OrderPageRoutes {
  static func routes(_ portal: SellerPortal) -> [Route] {
    [
      .page(.get, "/sell/{shop}/orders", .shop(.orders)) { request in
        .html(try await portal.orderList(request).html(request))
      },
      .page(.get, "/sell/{shop}/orders.csv", .shop(.orders)) { request in
        try await portal.orderFile(request, as: .csv)
      },
      .page(.get, "/sell/{shop}/orders.xlsx", .shop(.orders)) { request in
        try await portal.orderFile(request, as: .xlsx)
      },
      .page(.post, "/sell/{shop}/orders", .shop(.orders)) { request in try await portal.moveOrders(request) },
      .page(.get, "/sell/{shop}/orders/{order}", .shop(.orders)) { request in
        .html(try await portal.orderPage(request, .empty).html(request))
      },
      .page(.post, "/sell/{shop}/orders/{order}", .shop(.orders)) { request in
        try await portal.moveOrder(request)
      },
    ]
  }
}
