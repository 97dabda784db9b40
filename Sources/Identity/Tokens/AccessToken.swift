import Gateways
import Kernel
import Persistence
import Web

/// Clocks of nodes may differ by so much.
private let tokenLeewaySeconds: Int64 = 10
/// What the header calls an access token (RFC 9068).
let accessTokenType = "at+jwt"

/// What an access token says. Nothing in it is about the person.
struct AccessClaims: Hashable, Sendable {
  let account: AccountID
  let session: SessionID
  /// The token's own name; its hash is in the session's row while it is the session's newest.
  let tokenID: String
  let issuedAt: Timestamp
  let expiresAt: Timestamp
  let notBefore: Timestamp?

  init(_ begun: BegunSession, lifetimeSeconds: Int64) {
    account = begun.account.id
    session = begun.id
    tokenID = begun.secret
    issuedAt = begun.at
    expiresAt = begun.at.adding(seconds: lifetimeSeconds)
    notBefore = nil
  }

  /// The claims in a token that verified; `nil` when it is from another issuer, for another audience, or
  /// something is missing.
  init?(_ claims: JSONValue, issuer: String, audience: String) {
    guard case .string(issuer)? = claims["iss"], case .string(audience)? = claims["aud"],
      case .string(let subject)? = claims["sub"], let account = AccountID(subject),
      case .string(let sid)? = claims["sid"], let session = SessionID(sid),
      case .string(let jti)? = claims["jti"], !jti.isEmpty,
      case .integer(let issued)? = claims["iat"], case .integer(let end)? = claims["exp"],
      let issuedAt = Self.moment(issued), let expiresAt = Self.moment(end)
    else { return nil }
    switch claims["nbf"] {
    case nil: notBefore = nil
    case .integer(let start)?:
      guard let moment = Self.moment(start) else { return nil }
      notBefore = moment
    default: return nil
    }
    self.account = account
    self.session = session
    self.issuedAt = issuedAt
    self.expiresAt = expiresAt
    tokenID = jti
  }

  func isGood(at now: Timestamp) -> Bool {
    let latestStart = now.adding(seconds: tokenLeewaySeconds)
    return expiresAt.adding(seconds: tokenLeewaySeconds) > now && issuedAt <= latestStart
      && (notBefore ?? issuedAt) <= latestStart
  }

  func json(issuer: String, audience: String) -> [String: JSONValue] {
    [
      "iss": .string(issuer), "aud": .string(audience), "client_id": .string("souk"),
      "sub": .string(account.description), "sid": .string(session.description), "jti": .string(tokenID),
      "iat": .integer(issuedAt.milliseconds / 1000), "exp": .integer(expiresAt.milliseconds / 1000),
    ]
  }

  private static func moment(_ seconds: Int64) -> Timestamp? {
    let (milliseconds, isTooLarge) = seconds.multipliedReportingOverflow(by: 1000)
    return isTooLarge || abs(seconds) > 1 << 40 ? nil : Timestamp(milliseconds: milliseconds)
  }
}

extension Identity {
  /// Who access tokens are for.
  var tokenAudience: String { site.url + Route.apiPrefix }

  /// The access token of a session that a transaction began or renewed.
  func accessToken(_ begun: BegunSession) async throws -> String {
    let claims = AccessClaims(begun, lifetimeSeconds: settings.accessTokenSeconds)
    let key = try await signingKeys.signer()
    return try key.sign(claims.json(issuer: site.url, audience: tokenAudience), type: accessTokenType)
  }

  /// What a good access token says; `nil` for any other. Whether its session goes on is not looked at. Throws
  /// when the keys can't be read.
  func claims(of token: String) async throws -> AccessClaims? {
    let now = clock.now()
    try await signingKeys.refreshIfOld()
    let hash = SecureToken.hash(token)
    if let known = signingKeys.verified.find(hash) { return known.isGood(at: now) ? known : nil }
    guard let kid = try? TokenVerifyingKey.kid(token, type: accessTokenType),
      let key = try await signingKeys.verifier(kid), let json = try? key.verify(token),
      let claims = AccessClaims(json, issuer: site.url, audience: tokenAudience), claims.isGood(at: now)
    else { return nil }
    signingKeys.verified.keep(hash, claims, signedBy: kid)
    return claims
  }
}
