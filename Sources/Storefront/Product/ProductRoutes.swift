import Web

/// A product's own page.
enum ProductRoutes {
  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, "/products/{product}", .anyone, cache: .visitor) { request in
        try await storefront.showProduct(request)
      },
      .page(.post, "/products/{product}/stock-notices", .anyone, limit: .wishes) { request in
        try await storefront.waitForStock(request)
      },
      .page(.get, "/notices/confirm", .anyone) { request in
        try await storefront.showNoticeLink(request, .confirm)
      },
      .page(.post, "/notices/confirm", .anyone, limit: .wishes) { request in
        try await storefront.confirmNotice(request)
      },
      .page(.get, "/notices/stop", .anyone) { request in
        try await storefront.showNoticeLink(request, .stop)
      },
      .page(.post, "/notices/stop", .anyone, limit: .wishes) { request in
        try await storefront.stopNotices(request)
      },
      .page(.get, "/recent", .anyone) { request in try await storefront.showRecent(request) },
    ]
  }
}
