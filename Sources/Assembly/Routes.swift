import AdminPortal
import SellerPortal
import Storefront
import Web

/// The table of contents of every address. `souk serve --services` mounts some of these alone.
package enum Service: String, CaseIterable, Sendable {
  case identity, vendors, catalog, ordering, settlement, engagement, storefront, seller, admin, mail
}

extension Assembly {
  /// The routes of these services.
  package func routes(_ services: Set<Service> = Set(Service.allCases)) -> [Route] {
    Service.allCases.filter(services.contains).flatMap(routes)
  }

  private func routes(of service: Service) -> [Route] {
    switch service {
    case .identity: identity.routes
    case .vendors: vendors.routes
    case .catalog: catalog.routes
    case .ordering: ordering.routes
    case .settlement: settlement.routes
    case .engagement: engagement.routes
    case .storefront: StorefrontRoutes.routes(storefront)
    case .seller: SellerPortalRoutes.routes(seller)
    case .admin: AdminPortalRoutes.routes(admin)
    case .mail: settings.showsMail ? MailRoutes.routes(settings, catalog) : []
    }
  }
}
