import Kernel
import Web

/// How long the contact is promised to be right.
private let contactLifetimeSeconds: Int64 = 90 * 24 * 60 * 60

/// What programs look for under `/.well-known/` (RFC 8615).
enum WellKnownRoutes {
  static func routes(_ storefront: Storefront) -> [Route] {
    [
      // RFC 9116. Without a contact there is no such file.
      .page(.get, "/.well-known/security.txt", .anyone) { _ in
        guard let contact = storefront.identity.settings.securityContact else { throw Problem(.notFound) }
        let end = storefront.identity.clock.now().adding(seconds: contactLifetimeSeconds)
        let canonical = storefront.absolute("/.well-known/security.txt")
        return .text("Contact: \(contact)\nExpires: \(end.rfc3339)\nCanonical: \(canonical)\n")
      },
      // For password managers: https://w3c.github.io/webappsec-change-password-url/
      .page(.get, "/.well-known/change-password", .anyone) { _ in .redirect(to: "/account/password") },
    ]
  }
}
