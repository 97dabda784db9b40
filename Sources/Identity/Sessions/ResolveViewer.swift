import Gateways
import Kernel
import Persistence
import Web

extension Identity: SessionAuthority {
  /// Who the token belongs to: an access token is verified first, which its memory makes cheap, then one
  /// indexed query finds the session. So a session that ended, or an account that was blocked, is out at once on
  /// every node, however long its token would be good for. Only the newest access token of a session counts. A
  /// session in use is written to at most once an hour.
  package func viewer(token: String, isCookie: Bool) async throws -> Viewer? {
    let kind: SessionKind = isCookie ? .cookie : .bearer
    let claims = isCookie ? nil : try await claims(of: token)
    guard let secret = isCookie ? token : claims?.tokenID else { return nil }
    let hash = SecureToken.hash(secret)
    let now = clock.now()
    guard let active = try await database.read({ try SessionStore.active(hash, kind, at: now, $0) }) else {
      return nil
    }
    if let claims, claims.session != active.id || claims.account != active.account { return nil }
    if active.lastSeenAt.adding(seconds: sessionTouchSeconds) < now {
      try await database.write { try SessionStore.touch(active.id, seen: active.lastSeenAt, kind, $0) }
    }
    return Viewer(
      account: active.account, session: active.id, name: active.name, email: active.email.text,
      adminRole: active.adminRole,
      needsSecondFactor: active.adminRole != nil && settings.adminsNeedSecondFactor
        && active.secondFactorAt == nil,
      isCookie: isCookie)
  }
}
