import Gateways
import Kernel
import Persistence
import Web

extension Identity: SessionAuthority {
  /// Who the token belongs to: one indexed query. A session in use is written to at most once an hour.
  package func viewer(token: String, isCookie: Bool) async throws -> Viewer? {
    let kind: SessionKind = isCookie ? .cookie : .bearer
    let hash = SecureToken.hash(token)
    let now = clock.now()
    guard let active = try await database.read({ try SessionStore.active(hash, kind, at: now, $0) }) else {
      return nil
    }
    if active.lastSeenAt.adding(seconds: sessionTouchSeconds) < now {
      try await database.write { try SessionStore.touch(active.id, seen: active.lastSeenAt, kind, $0) }
    }
    return Viewer(
      account: active.account, session: active.id, name: active.name, email: active.email.text,
      adminRole: active.adminRole, isCookie: isCookie)
  }
}
