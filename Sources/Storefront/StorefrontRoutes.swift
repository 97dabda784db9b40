import Web

/// Every page of the storefront: the table of contents.
package enum StorefrontRoutes {
  /// The routes of these pages.
  package static func routes(_ storefront: Storefront) -> [Route] {
    let nouns: [[Route]] = [
      HomeRoutes.routes(storefront),
      ListingRoutes.routes(storefront),
      ProductRoutes.routes(storefront),
      ShopRoutes.routes(storefront),
      CartPages.routes(storefront),
      CheckoutPages.routes(storefront),
      AccountPages.routes(storefront),
      OrderPages.routes(storefront),
      HelpRoutes.routes(storefront),
      LanguageRoutes.routes(storefront),
      CrawlerRoutes.routes(storefront),
      WellKnownRoutes.routes(storefront),
    ]
    return nouns.flatMap { $0 }
  }
}
