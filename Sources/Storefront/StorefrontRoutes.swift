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
      CartRoutes.routes(storefront),
      CheckoutRoutes.routes(storefront),
      OrderRoutes.routes(storefront),
      SignUpRoutes.routes(storefront),
      SignInRoutes.routes(storefront),
      ProfileRoutes.routes(storefront),
      EmailRoutes.routes(storefront),
      AddressBookRoutes.routes(storefront),
      SecurityRoutes.routes(storefront),
      PrivacyRoutes.routes(storefront),
      ListRoutes.routes(storefront),
      HelpRoutes.routes(storefront),
      LanguageRoutes.routes(storefront),
      MarketRoutes.routes(storefront),
      CrawlerRoutes.routes(storefront),
    ]
    return nouns.flatMap { $0 }
  }
}
