import Web

/// The front of the market.
enum HomeRoutes {
  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, "/", .anyone, cache: .visitor) { request in try await storefront.showHome(request) },
      .page(.get, "/admin/home/preview", .admin(.site)) { request in
        try await storefront.previewHome(request)
      },
    ]
  }
}
