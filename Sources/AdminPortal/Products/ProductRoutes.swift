import Web

/// The pages about goods of all shops, and what is decided there.
enum ProductRoutes {
  static func routes(_ portal: AdminPortal) -> [Route] {
    [
      .page(.get, "/admin/products", .admin(.catalogue)) { request in
        .html(try await portal.productList(request).html(request))
      },
      .page(.get, "/admin/products.csv", .admin(.catalogue)) { request in
        try await portal.productFile(request, as: .csv)
      },
      .page(.get, "/admin/products.xlsx", .admin(.catalogue)) { request in
        try await portal.productFile(request, as: .xlsx)
      },
      .page(.post, "/admin/products/bulk", .admin(.catalogue)) { request in
        try await portal.decideProducts(request)
      },
      .page(.get, "/admin/products/{product}", .admin(.catalogue)) { request in
        .html(try await portal.productPage(request, nil).html(request))
      },
      .page(.post, "/admin/products/{product}/hide", .admin(.catalogue)) { request in
        try await portal.hideProduct(request)
      },
      .page(.post, "/admin/products/{product}/restore", .admin(.catalogue)) { request in
        try await portal.unhideProduct(request)
      },
    ]
  }
}
