import Kernel
import Persistence
import Web

/// How long a session lasts after it was last used: a cookie slides, a refresh token is renewed with each
/// exchange.
package let sessionLifetimeSeconds: Int64 = 30 * 24 * 60 * 60
/// The cookie by which a browser is known that has signed in before.
package let deviceCookieName = "souk_device"
/// A session in use is written to at most this often.
let sessionTouchSeconds: Int64 = 60 * 60

private let maximumUserAgentCharacters = 300

/// How a session shows itself with a request.
package enum SessionKind: String, CaseIterable, SQLValue {
  /// By the cookie of pages.
  case cookie
  /// By `Authorization: Bearer`.
  case bearer
}

/// How somebody showed who they are.
package enum SignInMethod: String, CaseIterable, SQLValue {
  case password
  case passkey
  /// With an account at another site, by OpenID Connect.
  case oidc
}

/// One sign-in on one device.
package struct Session: Hashable, Sendable {
  package let id: SessionID
  package let kind: SessionKind
  package let userAgent: String
  package let clientAddress: String
  /// The country of the address, as `DE`; `nil` when it isn't known. Looked up when the sessions are listed.
  package var place: String?
  package let method: SignInMethod
  /// When a second factor was shown; `nil` when none was.
  package let secondFactorAt: Timestamp?
  package let createdAt: Timestamp
  package let lastSeenAt: Timestamp
  package let expiresAt: Timestamp
}

/// Where a sign-in comes from.
package struct Device: Hashable, Sendable {
  package let kind: SessionKind
  package let userAgent: String
  package let clientAddress: String
  /// The session that the new one takes the place of.
  package let replaces: SessionID?
  /// The browser's own token, by which it is known again; `nil` for clients of the API and new browsers.
  package let token: String?

  /// A device by its parts.
  package init(
    kind: SessionKind, userAgent: String, clientAddress: String, replaces: SessionID? = nil,
    token: String? = nil
  ) {
    self.kind = kind
    self.userAgent = String(userAgent.prefix(maximumUserAgentCharacters))
    self.clientAddress = clientAddress
    self.replaces = replaces
    self.token = token
  }

  /// The device that sent `request`. A page's session takes the place of the one that the browser had.
  package init(_ request: Request, kind: SessionKind) {
    let replaced = request.viewer.flatMap { $0.isCookie && kind == .cookie ? $0.session : nil }
    self.init(
      kind: kind, userAgent: request.headers[.userAgent] ?? "", clientAddress: request.client,
      replaces: replaced, token: kind == .cookie ? request.cookie(deviceCookieName) : nil)
  }
}

/// A session as a transaction began or renewed it. `Identity.issued` makes of it what the client gets: access
/// tokens are signed outside of transactions.
struct BegunSession: Sendable {
  let id: SessionID
  let account: Account
  let kind: SessionKind
  /// The cookie's value, or the id of the access token (`jti`). Its hash is in the session's row.
  let secret: String
  let refreshToken: String?
  /// By which the browser is known at the next sign-in; `nil` for the API.
  let deviceToken: String?
  let at: Timestamp
}

/// A session that begins or was renewed, with its secrets; they are shown once and stored as hashes only.
package struct IssuedSession: Sendable {
  package let id: SessionID
  package let account: Account
  /// The cookie's value or the access token.
  package let token: String
  /// Gets a new access token; `nil` for cookies.
  package let refreshToken: String?
  /// How long the access token or the unused cookie is good for.
  package let expiresInSeconds: Int64

  /// By which the browser is known at the next sign-in; `nil` for the API.
  package let deviceToken: String?

  /// The cookie that pages set.
  package var cookie: Cookie {
    Cookie(Cookie.sessionName, token, maximumAgeSeconds: Int(sessionLifetimeSeconds))
  }

  /// The cookie by which the browser is known at the next sign-in. It signs nobody in.
  package var deviceCookie: Cookie? {
    deviceToken.map { Cookie(deviceCookieName, $0, maximumAgeSeconds: Int(knownDeviceSeconds)) }
  }
}
