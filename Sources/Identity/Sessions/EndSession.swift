import Kernel
import Persistence

extension Identity {
  /// Ends a session; nothing when it has ended already.
  package func signOut(_ session: SessionID) async throws {
    try await database.write { try SessionStore.end(session, $0) }
  }

  /// The account's sessions with the countries of their addresses, the last used first.
  package func sessions(of account: AccountID) async throws -> [Session] {
    let now = clock.now()
    let sessions = try await database.read { try SessionStore.all(of: account, at: now, $0) }
    return sessions.map { session in
      var placed = session
      placed.place = countries.country(of: session.clientAddress)
      return placed
    }
  }

  /// Ends one session of the account. Throws `Problem(.notFound)` for another's.
  package func endSession(_ session: SessionID, of account: AccountID) async throws {
    try await database.write { tx in
      guard try SessionStore.end(session, of: account, tx) else { throw Problem(.notFound) }
    }
  }

  /// Ends every session of the account but `session`.
  package func endOtherSessions(of account: AccountID, keeping session: SessionID) async throws {
    try await database.write { try SessionStore.endAll(of: account, except: session, $0) }
  }
}
