import Gateways
import Kernel
import Persistence
import Web

/// How long after a sign-in its holder may change what signs in, without showing again who they are.
package let recentSignInSeconds: Int64 = 15 * 60

/// The password, or a code of the second factor, to show again who one is.
package struct PresenceProofInput: Input {
  package let password: String?
  package let code: String?

  package init(from input: inout InputReader) throws {
    password = input.optional("password", .presentPassword)
    code = input.optional("code", .secondFactorCode)
    if password == nil, code == nil, !input.has("password"), !input.has("code") {
      input.reject("password", "Type your password.", code: "required")
    }
  }

  /// A proof from code.
  package init(password: String? = nil, code: String? = nil) {
    self.password = password
    self.code = code
  }
}

extension Rule where Value == String {
  /// Six digits of an app, or a recovery code; spaces and hyphens don't matter.
  static var secondFactorCode: Rule {
    let lengths = 6...32
    let schema: JSONValue = .object([
      "type": "string", "pattern": "^[0-9A-Za-z -]{6,32}$", "minLength": 6, "maxLength": 32,
    ])
    return Rule(schema: schema, placeholder: "") { value in
      let text = try value.string()
      let isPlain = text.utf8.allSatisfy { byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 32
          || byte == 45
      }
      guard lengths.contains(text.utf8.count), isPlain else {
        throw InputFailure("invalid", "Type the six digits of the app, or a recovery code.")
      }
      return text
    }
  }
}

extension Identity {
  /// Whether who holds the session showed lately who they are, so that they may change what signs in.
  package func isRecent(_ session: SessionID) async throws -> Bool {
    let limit = clock.now().adding(seconds: -recentSignInSeconds)
    return try await database.read { try SessionProofStore.isProved(session, after: limit, $0) }
  }

  /// Throws `Problem(.confirmationNeeded)` when it is too long ago, and `Problem(.notAllowedNow)` where a passkey
  /// has to be shown first.
  func requireRecent(_ session: SessionID, _ tx: Transaction) throws {
    let limit = tx.now.adding(seconds: -recentSignInSeconds)
    guard try SessionProofStore.isProved(session, after: limit, tx) else {
      throw Problem(.confirmationNeeded)
    }
    // An administrator's password alone must not give itself the second factor that they need besides it.
    guard settings.adminsNeedSecondFactor, let factors = try SessionProofStore.unshownFactors(session, tx)
    else { return }
    if factors.hasCodes { throw Problem(.confirmationNeeded) }
    if factors.hasPasskeys {
      throw Problem(
        .notAllowedNow,
        "Passkeys protect this account. Log in with one of them, then change how you log in.")
    }
  }

  /// Notes that the holder of the session showed again who they are. With a second factor its code is asked
  /// for, and the session counts as begun with it. Throws `Problem(.secondFactorRequired)`,
  /// `Problem(.secondFactorWrong)`, or `Problem(.invalidInput)` on the field `password`.
  package func confirm(_ proof: PresenceProofInput, in viewer: Viewer) async throws {
    if proof.code == nil, try await secondFactor(of: viewer.account).isOn {
      throw Problem(.secondFactorRequired)
    }
    try await proving(proof, viewer.account) { _, secondFactorAt, tx in
      try SessionProofStore.prove(viewer.session, tx)
      if secondFactorAt != nil { try SessionProofStore.showSecondFactor(in: viewer.session, tx) }
    }
  }

  /// Does `use` once the proof is good; it gets when a second factor was shown.
  func proving<Value: Sendable>(
    _ proof: PresenceProofInput, _ id: AccountID,
    _ use: @escaping @Sendable (Account, Timestamp?, Transaction) throws -> Value
  ) async throws -> Value {
    guard let code = proof.code else { return try await provingPassword(proof.password ?? "", id, use) }
    let result: Result<Value, Problem> = try await database.write { tx in
      guard let account = try AccountStore.lock(id, tx) else { throw Problem(.unauthenticated) }
      let check = try checkSecondFactor(account, code: code, tx)
      if let problem = check.problem { return .failure(problem) }
      guard let moment = check.shownAt else {
        throw Problem.invalid("password", "required", "There is no second factor, so the password is needed.")
      }
      return .success(try use(account, moment, tx))
    }
    return try result.get()
  }

  private func provingPassword<Value: Sendable>(
    _ password: String, _ id: AccountID,
    _ use: @escaping @Sendable (Account, Timestamp?, Transaction) throws -> Value
  ) async throws -> Value {
    let stored = try await database.read { try AccountStore.stored(id, $0) }
    if let stored, !stored.hasPassword {
      throw Problem.invalid(
        "password", "none", "Your account has no password. Log in again, or set one with a code by mail.")
    }
    guard let stored, try await isPassword(password, of: stored) else {
      throw Problem.invalid("password", "wrong", "This is not your password.")
    }
    return try await database.write { tx in
      guard let account = try AccountStore.lock(id, tx),
        try AccountStore.stored(id, tx)?.passwordHash == stored.passwordHash
      else { throw Problem(.unauthenticated) }
      return try use(account, nil, tx)
    }
  }
}
