import Gateways
import Kernel
import Persistence
import Web

/// A refresh token to exchange.
package struct RefreshSession: Input {
  package let refreshToken: String

  package init(from input: inout InputReader) throws {
    refreshToken = input.required("refreshToken", .text(1...200))
  }

  /// An exchange from code.
  package init(refreshToken: String) { self.refreshToken = refreshToken }
}

extension Identity {
  /// Exchanges a refresh token for a new pair. A token that comes a second time was stolen from one of the
  /// two who sent it: the session ends, whichever of them holds the newest. Throws
  /// `Problem(.unauthenticated)`.
  package func refresh(_ input: RefreshSession) async throws -> IssuedSession {
    let hash = SecureToken.hash(input.refreshToken)
    // The end of a stolen session must be committed, so a refusal is an answer of the transaction and not an
    // error.
    let issued: IssuedSession? = try await database.write { tx in
      guard let (session, owner) = try SessionStore.byRefresh(hash, tx) else {
        if let stolen = try SessionStore.spender(of: hash, tx) { try SessionStore.end(stolen, tx) }
        return nil
      }
      guard let account = try AccountStore.find(owner, tx), account.isActive, account.blockedReason == nil
      else {
        try SessionStore.end(session, tx)
        return nil
      }
      return try SessionStore.rotate(session, of: account, spent: hash, tx)
    }
    guard let issued else { throw Problem(.unauthenticated, "This session has ended. Sign in again.") }
    return issued
  }
}
