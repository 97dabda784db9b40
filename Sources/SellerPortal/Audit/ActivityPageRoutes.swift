import Web

enum ActivityPageRoutes {
  static func routes(_ portal: SellerPortal) -> [Route] {
    [
      .page(.get, "/sell/{shop}/activity", .shop(.settings)) { request in
        .html(try await portal.activityPage(request).html(request))
      }
    ]
  }
}
