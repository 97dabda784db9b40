import AdminPortal
import Kernel
import MarketSupport
import Testing

@testable import Web

extension Market {
  /// The pages of the admin portal over this market.
  var adminPages: [Route] {
    AdminPortalRoutes.routes(
      AdminPortal(
        identity: identity, vendors: vendors, catalog: catalog, ordering: ordering, settlement: settlement))
  }

  /// What the route of this address answers to a superadmin who sends this form.
  func administer(
    _ method: HTTPMethod, _ template: String, _ parameters: [String: String] = [:], form: String = "",
    query: String = ""
  ) async throws -> Response {
    let route = try #require(adminPages.first { $0.path == template && $0.method == method })
    let root = try await identity.ensureOperator(email: try email("root"), name: "Root")
    let viewer = Viewer(
      account: root.id, session: SessionID(), name: "Root", email: "root@example.org",
      adminRole: .superadmin, isCookie: true)
    return try await route.handle(
      Request(
        method: method, path: template, headers: [.contentType: "application/x-www-form-urlencoded"],
        body: Array(form.utf8), viewer: viewer, query: try Parameters(urlEncoded: query.utf8),
        pathParameters: parameters))
  }
}
