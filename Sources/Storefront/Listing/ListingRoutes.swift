import Web

/// Lists of products: everything, a search, a category; and the range of categories.
enum ListingRoutes {
  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, "/products", .anyone, cache: .visitor) { request in
        try await storefront.show(.everything, request)
      },
      .page(.get, "/search", .anyone, cache: .visitor) { request in
        try await storefront.show(.search, request)
      },
      .page(.get, "/categories", .anyone, cache: .visitor) { request in
        try await storefront.showCategories(request)
      },
      .page(.get, "/categories/{category}", .anyone, cache: .visitor) { request in
        try await storefront.showCategory(request)
      },
    ]
  }
}
