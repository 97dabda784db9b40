import Web

/// A product's own page.
enum ProductRoutes {
  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, "/products/{product}", .anyone, cache: .visitor) { request in
        try await storefront.showProduct(request)
      },
      .page(.get, "/recent", .anyone) { request in try await storefront.showRecent(request) },
    ]
  }
}
