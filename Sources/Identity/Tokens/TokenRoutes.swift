import Kernel
import Web

/// Clients may keep the public keys for so long; a new key is there a day before it is the only one.
private let keySetMaximumAgeSeconds = 300

/// Where others find the keys that verify access tokens.
package enum TokenRoutes {
  /// Every route of the noun.
  package static func routes(_ identity: Identity) -> [Route] {
    [
      .page(.get, "/.well-known/jwks.json", .anyone) { _ in
        Response.bytes(try await identity.publicKeySet(), contentType: "application/jwk-set+json")
          .header(.cacheControl, "public, max-age=\(keySetMaximumAgeSeconds)")
      }
    ]
  }
}
