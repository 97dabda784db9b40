import Kernel
import Persistence
import Web

/// How long an access token is good for, without use of its refresh token.
package let accessTokenLifetimeSeconds: Int64 = 60 * 60
/// How long a session lasts after it was last used: a cookie slides, a refresh token is renewed with each
/// exchange.
package let sessionLifetimeSeconds: Int64 = 30 * 24 * 60 * 60
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

/// One sign-in on one device.
package struct Session: Hashable, Sendable {
  package let id: SessionID
  package let kind: SessionKind
  package let userAgent: String
  package let clientAddress: String
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

  /// A device by its parts.
  package init(kind: SessionKind, userAgent: String, clientAddress: String, replaces: SessionID? = nil) {
    self.kind = kind
    self.userAgent = String(userAgent.prefix(maximumUserAgentCharacters))
    self.clientAddress = clientAddress
    self.replaces = replaces
  }

  /// The device that sent `request`. A page's session takes the place of the one that the browser had.
  package init(_ request: Request, kind: SessionKind) {
    let replaced = request.viewer.flatMap { $0.isCookie && kind == .cookie ? $0.session : nil }
    self.init(
      kind: kind, userAgent: request.headers[.userAgent] ?? "", clientAddress: request.client,
      replaces: replaced)
  }
}

/// A session that begins or was renewed, with its secrets; they are shown once and stored as hashes only.
package struct IssuedSession: Sendable {
  package let id: SessionID
  package let account: Account
  /// The cookie's value or the access token.
  package let token: String
  /// Gets a new access token; `nil` for cookies.
  package let refreshToken: String?

  /// The cookie that pages set.
  package var cookie: Cookie {
    Cookie(Cookie.sessionName, token, maximumAgeSeconds: Int(sessionLifetimeSeconds))
  }
}
