import AdminPortal
import Catalog
import Identity
import Kernel
import Ordering
import SellerPortal
import Settlement
import Storefront
import Vendors
import Web

/// The table of contents of every address. `souk serve --services` mounts some of these alone.
enum Service: String, CaseIterable, Sendable {
  case identity, vendors, catalog, ordering, settlement, storefront, seller, admin, mail
}

extension Wiring {
  /// The routes of these services.
  func routes(_ services: Set<Service> = Set(Service.allCases)) -> [Route] {
    Service.allCases.filter(services.contains).flatMap(routes)
  }

  private func routes(of service: Service) -> [Route] {
    switch service {
    case .identity:
      AccountRoutes.routes(identity) + SessionRoutes.routes(identity) + AddressRoutes.routes(identity)
        + ProfileRoutes.routes(identity) + EmailChangeRoutes.routes(identity)
        + PrivacyRoutes.routes(identity)
        + TokenRoutes.routes(identity) + ExternalIdentityRoutes.routes(identity) + RoleRoutes.routes(identity)
        + AuditRoutes.routes(identity) + SecondFactorRoutes.routes(identity) + PasskeyRoutes.routes(identity)
    case .vendors:
      ShopRoutes.routes(vendors) + OnboardingRoutes.routes(vendors) + DocumentRoutes.routes(vendors)
        + StaffRoutes.routes(vendors)
        + DestinationRoutes.routes(vendors)
        + ClosingRoutes.routes(vendors) + BarredAddressRoutes.routes(vendors)
        + FollowerRoutes.routes(vendors) + DomainRoutes.routes(vendors)
    case .catalog: CatalogRoutes.routes(catalog) + ImportRoutes.routes(catalog)
    case .ordering: OrderingRoutes.routes(ordering)
    case .settlement: SettlementRoutes.routes(settlement)
    case .storefront: StorefrontRoutes.routes(storefront)
    case .seller: SellerPortalRoutes.routes(seller)
    case .admin: AdminPortalRoutes.routes(admin)
    case .mail: settings.showsMail ? MailRoutes.routes(settings) : []
    }
  }

  var storefront: Storefront {
    Storefront(
      identity: identity, vendors: vendors, catalog: catalog, ordering: ordering, settlement: settlement,
      publicURL: settings.publicURL)
  }

  var seller: SellerPortal {
    SellerPortal(
      identity: identity, vendors: vendors, catalog: catalog, ordering: ordering, settlement: settlement,
      publicURL: settings.publicURL)
  }

  var admin: AdminPortal {
    AdminPortal(
      identity: identity, vendors: vendors, catalog: catalog, ordering: ordering, settlement: settlement,
      publicURL: settings.publicURL)
  }
}

extension Settings {
  /// Mails that lie in a folder can be read in the browser, except in production.
  var showsMail: Bool { environment == .development && smtpURL == nil }
}
