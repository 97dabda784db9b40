import Kernel
import Web

/// The domains of shops.
package enum DomainRoutes {
  private static let tag = "Domains"
  private static let path = "/shops/{shop}/domain"

  /// Every route of the noun.
  package static func routes(_ vendors: Vendors) -> [Route] {
    [
      .api(
        .get, path, "Show the shop's domain", tag: tag, .shop(.settings), answer: DomainView.self,
        problems: [.notFound]
      ) { request in
        guard let domain = try await vendors.domain(of: request.requireShop()) else {
          throw Problem(.notFound)
        }
        return DomainView(domain: domain)
      },
      .api(
        .put, path, "Claim a host name for the shop", tag: tag, .shop(.settings), body: ClaimDomain.self,
        answer: DomainView.self
      ) { request, body in
        DomainView(domain: try await vendors.claimDomain(body, for: request.requireShop()))
      },
      .api(
        .delete, path, "Give the shop's domain up", tag: tag, .shop(.settings), answer: NoContent.self,
        problems: [.notFound]
      ) { request in
        try await vendors.removeDomain(of: request.requireShop())
        return NoContent()
      },
      .api(
        .post, "\(path)/verify", "Look for the record that shows whose the domain is", tag: tag,
        .shop(.settings), answer: DomainView.self,
        problems: [.notFound, .domainNotProven, .domainTaken, .unavailable, .conflict]
      ) { request in
        DomainView(domain: try await vendors.verifyDomain(of: request.requireShop()))
      },
      // What Caddy's `on_demand_tls ask` calls before it gets a certificate.
      .page(.get, "/domains/allowed", .anyone) { request in
        let host = request.query["domain"]?.lowercased() ?? ""
        guard await vendors.domains.shop(host: host) != nil || vendors.domains.isOwn(host) else {
          return Response(status: .notFound)
        }
        return .text("yes")
      },
    ]
  }
}

/// A shop's domain, with the record that its owner has to set.
struct DomainView: Output {
  static let schemaName = "ShopDomain"

  let domain: ShopDomain

  static let fields: [OutputField<Self>] = [
    .init("host") { $0.domain.host },
    .init("isVerified") { $0.domain.isVerified },
    .init("recordName") { $0.domain.recordName },
    .init("recordType") { _ in "TXT" },
    .init("recordValue") { $0.domain.recordValue },
    .init("verifiedAt") { $0.domain.verifiedAt },
    .init("checkedAt") { $0.domain.checkedAt },
    .init("missingSince") { $0.domain.missingSince },
  ]
}
