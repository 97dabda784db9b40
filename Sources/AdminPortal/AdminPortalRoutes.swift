import Web

/// The table of contents of the portal's pages.
package enum AdminPortalRoutes {
  /// Every page of the portal.
  package static func routes(_ portal: AdminPortal) -> [Route] {
    DashboardRoutes.routes(portal) + SearchRoutes.routes(portal) + ShopRoutes.routes(portal)
      + OrderRoutes.routes(portal)
      + ProductRoutes.routes(portal) + PayoutRoutes.routes(portal) + CommissionRoutes.routes(portal)
      + CategoryRoutes.routes(portal) + SiteRoutes.routes(portal) + HomeRoutes.routes(portal)
      + AuditRoutes.routes(portal)
      + PeopleRoutes.routes(portal) + ErasureRoutes.routes(portal) + BarredAddressRoutes.routes(portal)
      + SearchRuleRoutes.routes(portal) + MarketRoutes.routes(portal)
  }
}
