import Web

/// What one has bought.
enum OrderRoutes {
  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, "/orders", .anyone) { request in try await storefront.showOrders(request) },
      .page(.post, "/orders/find", .anyone, limit: .signIn) { request in
        try await storefront.findOrder(request)
      },
      .page(.get, "/orders/{order}", .anyone) { request in try await storefront.showOrder(request) },
      .page(.post, "/orders/{order}/cancel", .anyone) { request in
        try await storefront.cancelOrder(request)
      },
      .page(.post, "/orders/{order}/refund-request", .anyone) { request in
        try await storefront.askForRefund(request)
      },
    ]
  }
}
