import Catalog
import Kernel
import Web

/// What search engines read: which pages to leave alone, and where all others are.
enum CrawlerRoutes {
  /// Pages that are private, or that differ by what is typed.
  private static let closedPaths = [
    "/account", "/activate", "/admin", "/cart", "/checkout", "/dev", "/login", "/logout", "/orders",
    "/password", "/recent",
    "/search", "/sell", "/signup",
  ]

  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, "/robots.txt", .anyone, cache: .visitor) { request in
        let closed = closedPaths.map { "Disallow: \($0)" }.joined(separator: "\n")
        let sitemap = await storefront.sitemapAddress(for: request.hosted)
        return .text("User-agent: *\n\(closed)\n\nSitemap: \(sitemap)\n")
      },
      .page(.get, "/sitemap.xml", .anyone, cache: .visitor) { request in
        xml(try await storefront.sitemap(for: request.hosted))
      },
      .page(.get, "/sitemaps/{number}", .anyone, cache: .visitor) { request in
        guard let number = Int(try request.parameter("number")), number >= 0,
          request.hosted == nil
        else { throw Problem(.notFound) }
        return xml(try await storefront.sitemap(number: number))
      },
    ]
  }

  private static func xml(_ text: String) -> Response {
    .bytes(Array(text.utf8), contentType: "application/xml; charset=utf-8")
  }
}
