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
  /// Others have exchanged it a moment ago, and what they got for it, too.
  case overtaken
  case refused
}

extension Identity {
  /// Exchanges a refresh token for a new pair. For `spentTokenGraceSeconds` the same token gets the same pair again:
  /// two tabs of one person, or one whose answer was lost, are no thief. Who comes later with it is one, or was
  /// robbed by one: the session ends, whichever of them holds the newest. Throws `Problem(.unauthenticated)`, and
  /// `Problem(.conflict)` when the pair that followed was exchanged, too.
  package func refresh(_ input: RefreshSessionInput) async throws -> IssuedSession {
    switch try await database.write({ try renew(input.refreshToken, $0) }) {
    case .renewed(let begun): return try await issued(begun)
    case .overtaken:
      throw Problem(
        .conflict, "Another request exchanged this token at the same moment. Go on with what that one got.")
    case .refused: throw Problem(.unauthenticated, "This session has ended. Sign in again.")
    }
  }

  private func renew(_ token: String, _ tx: Transaction) throws -> RefreshOutcome {
    if let (session, owner) = try SessionStore.byRefresh(SecureToken.hash(token), tx) {
      guard let account = try entitled(owner, tx) else {
        try SessionStore.end(session, tx)
        return .refused
      }
      return .renewed(try SessionStore.rotate(session, of: account, spent: token, tx))
    }
    guard let spent = try SessionStore.spent(token, tx) else { return .refused }
    guard spent.wasExchangedJustNow(at: tx.now), let account = try entitled(spent.account, tx) else {
      try SessionStore.end(spent.session, tx)
      return .refused
    }
    return spent.successor(of: token, account).map(RefreshOutcome.renewed) ?? .overtaken
  }

  private func entitled(_ owner: AccountID, _ tx: Transaction) throws -> Account? {
    guard let account = try AccountStore.find(owner, tx), account.isActive, account.blockedReason == nil
    else { return nil }
    return account
  }
}
