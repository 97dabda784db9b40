import Kernel
import Web

/// The domains of shops.
package enum DomainRoutes {
  private static let tag = "Domains"

  /// Every route of the noun.
  package static func routes(_ vendors: Vendors) -> [Route] {
    [
      .api(
        .get, "/shops/{shop}/domain", "Show the shop's domain", tag: tag, .shop(.settings),
        answer: ShopDomainOutput.self,
        problems: [.notFound]
      ) { request in
        guard let domain = try await vendors.domain(of: request.requireShop()) else {
          throw Problem(.notFound)
        }
        return ShopDomainOutput(domain: domain)
      },
      .api(
        .put, "/shops/{shop}/domain", "Claim a host name for the shop", tag: tag, .shop(.settings),
        body: ClaimDomainInput.self, answer: ShopDomainOutput.self, problems: [.preconditionFailed]
      ) { request, body in
        let edit = request.edit(
          body,
          ifMatches: { (present: ShopDomain?) in
            guard let present else { throw Problem(.preconditionFailed) }
            return ShopDomainOutput(domain: present)
          })
        return ShopDomainOutput(domain: try await vendors.claimDomain(for: request.requireShop(), edit))
      },
      .api(
        .delete, "/shops/{shop}/domain", "Give the shop's domain up", tag: tag, .shop(.settings),
        answer: NoContent.self,
        problems: [.notFound, .preconditionFailed]
      ) { request in
        try await vendors.removeDomain(
          of: request.requireShop(), when: request.condition { ShopDomainOutput(domain: $0) })
        return NoContent()
      },
      .api(
        .post, "/shops/{shop}/domain/verify", "Look for the record that shows whose the domain is",
        tag: tag, .shop(.settings), answer: ShopDomainOutput.self,
        problems: [.notFound, .domainNotProven, .domainTaken, .unavailable, .conflict]
      ) { request in
        ShopDomainOutput(domain: try await vendors.verifyDomain(of: request.requireShop()))
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
struct ShopDomainOutput: Output {
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
