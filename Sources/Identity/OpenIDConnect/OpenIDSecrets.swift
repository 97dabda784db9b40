import Gateways

/// The secrets of one way to a provider and back. The browser keeps one in a cookie, the address carries the
/// other; what the provider is shown besides is made of both, so nothing of it has to be stored.
struct OpenIDSecrets: Hashable, Sendable {
  /// In the cookie of the browser that began.
  let browser: String
  /// In the address, there and back.
  let state: String

  static func make() -> OpenIDSecrets {
    OpenIDSecrets(browser: SecureToken.make(), state: SecureToken.make())
  }

  /// What the ID token must repeat.
  var nonce: String { derived("nonce") }

  /// What shows the provider that the one who redeems the code began (RFC 7636).
  var verifier: String { derived("verifier") }

  /// What the provider learns of the verifier beforehand (`S256`).
  var challenge: String { Base64URL.encode(SecureToken.hash(verifier)) }

  private func derived(_ purpose: String) -> String {
    Base64URL.encode(SecureToken.hash("\(purpose):\(browser):\(state)"))
  }
}
