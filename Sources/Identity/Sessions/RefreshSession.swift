import Gateways
import Kernel
import Persistence
import Web

/// A refresh token to exchange.
package struct RefreshSessionInput: Input {
  package let refreshToken: String

  package init(from input: inout InputReader) throws {
    refreshToken = input.required("refreshToken", .text(1...200))
  }

  /// An exchange from code.
  package init(refreshToken: String) { self.refreshToken = refreshToken }
}

/// What a transaction made of a refresh token. A refusal is an answer and not an error, as the end of a stolen
/// session must be committed.
private enum RefreshOutcome: Sendable {
  case renewed(BegunSession)
  /// Another request exchanged it after this one had come in.
  case overtaken
  case refused
}

extension Identity {
  /// Exchanges a refresh token for a new pair. A token that comes a second time was stolen from one of the
  /// two who sent it: the session ends, whichever of them holds the newest. Throws
  /// `Problem(.unauthenticated)`, and `Problem(.conflict)` for all but one of several that come at once: two tabs
  /// of one person are no thief, and a thief gets nothing of it.
  package func refresh(_ input: RefreshSessionInput) async throws -> IssuedSession {
    let hash = SecureToken.hash(input.refreshToken)
    let wasGood = try await database.read { try SessionStore.isNewest(hash, $0) }
    switch try await database.write({ try renew(hash, wasGood: wasGood, $0) }) {
    case .renewed(let begun): return try await issued(begun)
    case .overtaken:
      throw Problem(
        .conflict, "Another request exchanged this token at the same moment. Go on with what that one got.")
    case .refused: throw Problem(.unauthenticated, "This session has ended. Sign in again.")
    }
  }

  private func renew(_ hash: [UInt8], wasGood: Bool, _ tx: Transaction) throws -> RefreshOutcome {
    guard let (session, owner) = try SessionStore.byRefresh(hash, tx) else {
      guard let stolen = try SessionStore.spender(of: hash, tx) else { return .refused }
      if wasGood { return .overtaken }
      try SessionStore.end(stolen, tx)
      return .refused
    }
    guard let account = try AccountStore.find(owner, tx), account.isActive, account.blockedReason == nil
    else {
      try SessionStore.end(session, tx)
      return .refused
    }
    return .renewed(try SessionStore.rotate(session, of: account, spent: hash, tx))
  }
}
