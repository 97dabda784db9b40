import Gateways
import Kernel
import Persistence
import Web

/// Time to log in at the other site.
private let requestLifetimeSeconds: Int64 = 10 * 60

/// The first step to another site and back.
package struct OpenIDDeparture: Sendable {
  /// Keeps the browser's part of the secret until it is back.
  package static let cookieName = "souk_openid"

  /// Where the browser goes, at the provider.
  package let address: String
  /// To be set in the browser that goes there.
  package let cookie: Cookie
}

extension Identity {
  /// The sites that people may log in with.
  package var openIDProviders: [OpenIDProvider] { openIDConnect.providers }

  /// What people call the site with this name.
  package func openIDLabel(_ name: String) -> String {
    openIDProviders.first { $0.name == name }?.label ?? "the other site"
  }

  /// Begins a sign-in with another site's account, or the linking of one with `account`. Only this browser
  /// can finish it, once, within ten minutes. Throws `OpenIDError`, and for linking
  /// `Problem(.confirmationNeeded)` when the viewer logged in too long ago.
  package func beginOpenID(
    _ name: String, next: String?, linking viewer: Viewer? = nil
  ) async throws -> OpenIDDeparture {
    let client = try openIDConnect.client(name)
    if let viewer, try await !isRecent(viewer.session) { throw Problem(.confirmationNeeded) }
    let secrets = OpenIDSecrets.make()
    let address = try await client.authorizationAddress(secrets, redirect: openIDRedirect(name))
    let request = OpenIDRequest(
      browserHash: SecureToken.hash(secrets.browser), provider: name, next: next,
      account: viewer?.account,
      expiresAt: clock.now().adding(seconds: requestLifetimeSeconds))
    try await database.write { try OpenIDRequestStore.insert(request, state: secrets.state, $0) }
    let cookie = Cookie(
      OpenIDDeparture.cookieName, secrets.browser, maximumAgeSeconds: Int(requestLifetimeSeconds))
    return OpenIDDeparture(address: address, cookie: cookie)
  }

  /// What a link that begins the linking of another site's account must carry: only pages of this session
  /// know it, so no other site can begin it in somebody's browser. `nil` without a session cookie.
  package func linkProof(_ request: Request) -> String? {
    request.cookie(Cookie.sessionName).map {
      Base64URL.encode(SecureToken.hash("link-identity:\($0)"))
    }
  }

  /// Whether the request carries that proof as `proof`.
  package func hasLinkProof(_ request: Request) -> Bool {
    guard let sent = request.query["proof"], let expected = linkProof(request) else { return false }
    return SecureToken.isEqual(Array(sent.utf8), Array(expected.utf8))
  }

  /// Where providers send browsers back to; it is registered there.
  func openIDRedirect(_ name: String) -> String { "\(site.url)/login/with/\(name)/callback" }
}
