import Web

/// The page about goods.
enum ProductRoutes {
  static func routes(_ portal: AdminPortal) -> [Route] {
    [
      .page(.get, "/admin/products", .admin(.catalogue)) { request in
        .html(try await portal.productList(request).html(request))
      }
    ]
  }
}
