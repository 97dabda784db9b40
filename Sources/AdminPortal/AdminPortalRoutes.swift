import Web

/// The table of contents of the portal's pages.
package enum AdminPortalRoutes {
  /// Every page of the portal.
  package static func routes(_ portal: AdminPortal) -> [Route] {
    DashboardRoutes.routes(portal) + ShopDeskRoutes.routes(portal) + OrderDeskRoutes.routes(portal)
      + ProductDeskRoutes.routes(portal) + PayoutDeskRoutes.routes(portal)
      + CommissionDeskRoutes.routes(portal)
      + CategoryDeskRoutes.routes(portal) + SiteDeskRoutes.routes(portal) + AuditDeskRoutes.routes(portal)
      + PeopleDeskRoutes.routes(portal) + ErasureDeskRoutes.routes(portal)
      + BarredAddressDeskRoutes.routes(portal)
  }
}
