import Web

/// The table of contents of the portal's pages.
package enum SellerPortalRoutes {
  /// Every page of the portal.
  package static func routes(_ portal: SellerPortal) -> [Route] {
    ShopPageRoutes.routes(portal) + DashboardPageRoutes.routes(portal) + SearchPageRoutes.routes(portal)
      + ProductPageRoutes.routes(portal) + StockPageRoutes.routes(portal)
      + ImportPageRoutes.routes(portal) + OrderPageRoutes.routes(portal) + BalancePageRoutes.routes(portal)
      + ApplicationPageRoutes.routes(portal) + StaffPageRoutes.routes(portal)
      + ActivityPageRoutes.routes(portal) + SettingsPageRoutes.routes(portal)
  }
}
