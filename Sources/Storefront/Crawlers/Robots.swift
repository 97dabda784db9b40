import Kernel
import Presentation
import Web

/// How long the contact is promised to be right.
private let contactLifetimeSeconds: Int64 = 90 * 24 * 60 * 60

/// Pages that are private, or that differ by what is typed.
private let closedPaths = [
  "/account", "/activate", "/admin", "/cart", "/checkout", "/dev", "/login", "/logout", "/orders",
  "/password",
  "/recent", "/search", "/sell", "/signup",
]

extension Storefront {
  /// Which pages search engines leave alone, and where all others are.
  func showRobots(_ request: Request) async -> Response {
    let closed = closedPaths.map { "Disallow: \($0)" }.joined(separator: "\n")
    let sitemap = await sitemapAddress(for: request.hosted)
    return .text("User-agent: *\n\(closed)\n\nSitemap: \(sitemap)\n")
  }

  /// Whom to tell about a hole (RFC 9116). Without a contact there is no such file.
  func showSecurityContact() throws -> Response {
    guard let contact = identity.settings.securityContact else { throw Problem(.notFound) }
    let end = identity.clock.now().adding(seconds: contactLifetimeSeconds)
    let canonical = absolute(Paths.securityContact)
    return .text("Contact: \(contact)\nExpires: \(end.rfc3339)\nCanonical: \(canonical)\n")
  }
}
