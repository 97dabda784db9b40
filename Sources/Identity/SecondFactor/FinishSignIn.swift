import Gateways
import Kernel
import Persistence
import Web

/// How long a code may take after the password was right.
private let pendingSignInSeconds: Int64 = 5 * 60

/// How far a sign-in on pages has come.
package enum SignInStep: Sendable {
  case signedIn(IssuedSession)
  /// The first step was right; the code of the second factor comes next. The cookie leads there.
  case needsCode(Cookie)
}

/// The code that finishes a sign-in.
package struct SecondFactorCodeInput: Input {
  package let code: String

  package init(from input: inout InputReader) throws {
    code = input.required("code", .secondFactorCode)
  }

  /// A code from code.
  package init(code: String) { self.code = code }
}

extension Cookie {
  /// The cookie that leads from the password to the code.
  package static let pendingSignInName = "souk_sign_in"
}

extension Identity {
  /// Remembers that the first step of a sign-in was right: the cookie leads to where the code is typed. It
  /// holds a random text and nothing of the password. Call it in the transaction that checked the first step.
  func pendSignIn(_ stored: StoredAccount, method: SignInMethod, _ tx: Transaction) throws -> Cookie {
    let token = SecureToken.make()
    try PendingSignInStore.insert(
      SecureToken.hash(token), of: stored.account.id, proofHash: SecureToken.hash(stored.passwordHash),
      method: method, seconds: pendingSignInSeconds, tx)
    return Cookie(Cookie.pendingSignInName, token, maximumAgeSeconds: Int(pendingSignInSeconds))
  }

  /// Whether a sign-in waits for its code.
  package func isPendingSignIn(_ token: String) async throws -> Bool {
    let now = clock.now()
    return try await database.read {
      try PendingSignInStore.isWaiting(SecureToken.hash(token), at: now, $0)
    }
  }

  /// Begins the session that waited for this code. Throws `Problem(.secondFactorWrong)`, or
  /// `Problem(.unauthenticated)` when it took too long or the password was changed meanwhile.
  package func finishSignIn(
    _ token: String, _ input: SecondFactorCodeInput, _ device: Device
  ) async throws -> IssuedSession {
    let tokenHash = SecureToken.hash(token)
    // Wrong codes must be counted, so a refusal is an answer of the transaction and not an error.
    let result: Result<BegunSession, Problem> = try await database.write { tx in
      // The account first, as everywhere: what its owner changes at this moment counts.
      guard let owner = try PendingSignInStore.owner(tokenHash, tx),
        let stored = try AccountStore.lockStored(owner, tx),
        let pending = try PendingSignInStore.lock(tokenHash, tx), stored.account.isActive,
        stored.account.blockedReason == nil,
        SecureToken.isEqual(SecureToken.hash(stored.passwordHash), pending.proofHash)
      else {
        throw Problem(.unauthenticated, "That took too long. Log in again, please.")
      }
      let check = try checkSecondFactor(stored.account, code: input.code, tx)
      if let problem = check.problem {
        SignInLog.refused(problem, by: "code", account: owner)
        return .failure(problem)
      }
      try PendingSignInStore.delete(tokenHash, tx)
      return .success(
        try SessionStore.issue(
          for: stored.account, device: device, method: pending.method, secondFactorAt: check.shownAt, tx))
    }
    return try await issued(result.get(), by: "code")
  }
}
