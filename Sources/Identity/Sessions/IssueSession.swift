import Gateways
import Kernel
import Persistence
import Web

extension Identity {
  /// What the client gets of a session that a transaction began: the cookie's value, or a signed access token
  /// with its refresh token. The log tells of a new one, and by which `way` it was begun. Throws when the access
  /// token can't be signed.
  func issued(_ begun: BegunSession, by way: String? = nil) async throws -> IssuedSession {
    if let way { SignInLog.began(begun, by: way) }
    let isCookie = begun.kind == .cookie
    return IssuedSession(
      id: begun.id, account: begun.account, token: isCookie ? begun.secret : try await accessToken(begun),
      refreshToken: begun.refreshToken,
      expiresInSeconds: isCookie ? sessionLifetimeSeconds : settings.accessTokenSeconds,
      deviceToken: begun.deviceToken)
  }
}
