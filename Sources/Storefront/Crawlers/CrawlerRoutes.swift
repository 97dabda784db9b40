import Presentation
import Web

/// What programs read: search engines, and whoever looks for something under `/.well-known/` (RFC 8615).
enum CrawlerRoutes {
  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, "/robots.txt", .anyone, cache: .visitor) { request in await storefront.showRobots(request)
      },
      .page(.get, "/sitemap.xml", .anyone) { request in
        try await storefront.showSitemap(request)
      },
      .page(.get, "/sitemaps/{number}", .anyone) { request in
        try await storefront.showSitemapFile(request)
      },
      .page(.get, "/.well-known/security.txt", .anyone) { _ in try storefront.showSecurityContact() },
      // For password managers: https://w3c.github.io/webappsec-change-password-url/
      .page(.get, "/.well-known/change-password", .anyone) { _ in .redirect(to: Paths.ownPassword) },
    ]
  }
}
