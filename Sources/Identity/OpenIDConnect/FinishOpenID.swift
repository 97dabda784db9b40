import Gateways
import Kernel
import Logging
import Persistence
import Web

/// What a provider sends a browser back with.
package struct OpenIDReturn: Sendable {
  package let state: String?
  package let code: String?
  package let error: String?
  /// Who the provider says that it is (RFC 9207).
  package let issuer: String?
  /// The browser's part of the secret.
  package let browser: String?

  /// A way back by its parts.
  package init(
    state: String? = nil, code: String? = nil, error: String? = nil, issuer: String? = nil,
    browser: String? = nil
  ) {
    self.state = state
    self.code = code
    self.error = error
    self.issuer = issuer
    self.browser = browser
  }

  /// The way back in a request.
  package init(_ request: Request) {
    self.init(
      state: request.query["state"], code: request.query["code"], error: request.query["error"],
      issuer: request.query["iss"], browser: request.cookie(OpenIDDeparture.cookieName))
  }
}

/// What a way to a provider and back ended with.
package enum OpenIDArrival: Sendable {
  /// Logged in, and on to where the person wanted to go.
  case signedIn(IssuedSession, next: String?)
  /// The account asks for a second factor, whatever the other site asked for. The cookie leads to where the
  /// code is typed.
  case needsCode(Cookie, next: String?)
  /// The site's account is linked with the viewer's.
  case linked(next: String?)
}

extension Identity {
  /// Finishes what `beginOpenID` began: logs in, makes an account, or links. Throws `OpenIDError`, and
  /// `Problem(.accountBlocked)` for accounts that are.
  package func finishOpenID(
    _ name: String, _ back: OpenIDReturn, _ device: Device, viewer: AccountID?
  ) async throws -> OpenIDArrival {
    do {
      let client = try openIDConnect.client(name)
      let (request, secrets) = try await take(back, of: name)
      try await client.checkIssuer(back.issuer)
      if let error = back.error { throw OpenIDError.refused(error) }
      guard let code = back.code, !code.isEmpty else { throw OpenIDError.notTrusted("no code") }
      if let account = request.account, account != viewer { throw OpenIDError.otherViewer }
      let person = try await client.person(code: code, secrets, redirect: openIDRedirect(name))
      if let account = request.account {
        try await link(person, of: client.provider, with: account)
        return .linked(next: request.next)
      }
      switch try await database.write({ try admit(person, of: client.provider, device, $0) }) {
      case .begun(let begun): return .signedIn(try await issued(begun, by: name), next: request.next)
      case .needsCode(let cookie): return .needsCode(cookie, next: request.next)
      }
    } catch let error as OpenIDError {
      Logger(label: "souk.openid").notice("not logged in with \(name)", metadata: ["reason": "\(error)"])
      throw error
    }
  }

  /// The request with this state, which is used up by that, if this browser began it.
  private func take(
    _ back: OpenIDReturn, of name: String
  ) async throws -> (OpenIDRequest, OpenIDSecrets) {
    // Some providers leave the state out when they say no; nothing is done with it anyway.
    guard let state = back.state else { throw back.error.map(OpenIDError.refused) ?? .expired }
    let taken = try await database.write { try OpenIDRequestStore.take(state: state, $0) }
    guard let taken, let browser = back.browser, taken.provider == name, clock.now() < taken.expiresAt,
      SecureToken.isEqual(SecureToken.hash(browser), taken.browserHash)
    else { throw OpenIDError.expired }
    return (taken, OpenIDSecrets(browser: browser, state: state))
  }
}
