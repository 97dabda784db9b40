import Web

/// Every route of the area.
package enum CatalogRoutes {
  /// The routes of products, search, categories, pictures and the site.
  package static func routes(_ catalog: Catalog) -> [Route] {
    ProductRoutes.routes(catalog) + SearchRoutes.routes(catalog) + CategoryRoutes.routes(catalog)
      + MediaRoutes.routes(catalog) + SiteRoutes.routes(catalog)
      + LanguageRoutes.routes
  }
}
