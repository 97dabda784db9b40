import Web

enum DashboardPageRoutes {
  static func routes(_ portal: SellerPortal) -> [Route] {
    [
      .page(.get, "/sell/{shop}", .shop(.membership)) { request in try await portal.enter(request) },
      .page(.post, "/sell/{shop}/answer", .shop(.settings)) { request in
        try await portal.answerRejection(request)
      },
    ]
  }
}
