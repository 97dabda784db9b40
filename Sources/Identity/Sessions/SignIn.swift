import Kernel
import Persistence
import Web

/// An address and a password, and the code of a second factor where the account has one.
package struct SignInInput: Input {
  private static let codeLength = 1...40

  package let email: EmailAddress
  package let password: String
  /// Six digits of an app, or a recovery code.
  package let code: String?

  package init(from input: inout InputReader) throws {
    email = input.required("email", .email)
    password = input.required("password", .presentPassword)
    code = input.optional("code", .text(Self.codeLength))
  }

  /// A sign-in from code, already validated.
  package init(email: EmailAddress, password: String, code: String? = nil) {
    self.email = email
    self.password = password
    self.code = code
  }
}

extension Rule where Value == String {
  private static var maximumPasswordCharacters: Int { 1024 }

  /// A password to be compared with one that is stored, so nothing is asked of its form.
  static var presentPassword: Rule {
    let schema: JSONValue = .object([
      "type": "string", "format": "password", "minLength": 1,
      "maxLength": .integer(Int64(maximumPasswordCharacters)),
    ])
    return Rule(schema: schema, placeholder: "") { value in
      let text = try value.string()
      guard !text.isEmpty else { throw InputFailure("required", "This is required.") }
      guard text.unicodeScalars.count <= maximumPasswordCharacters else {
        throw InputFailure("too_long", "This may have at most \(maximumPasswordCharacters) characters.")
      }
      return text
    }
  }
}

/// What a transaction made of a sign-in. A refusal is an answer and not an error, as what it counted must be
/// committed.
private enum SignInOutcome: Sendable {
  case begun(BegunSession)
  /// The password was right; the cookie leads to where the code is typed.
  case pending(Cookie)
  case refused(Problem)
}

/// What is known of an attempt before its password is looked at.
private struct SignInAttempt: Sendable {
  let stored: StoredAccount?
  let subjects: [LockoutSubject]
  let waitSeconds: Int?

  init(_ email: EmailAddress, _ device: Device, at now: Timestamp, _ snapshot: Snapshot) throws {
    stored = try AccountStore.stored(email, snapshot)
    // An address that nobody has is looked up like any other.
    let account = stored?.account.id ?? AccountID(at: now)
    let isKnown = try KnownDeviceStore.knows(device, of: account, at: now, snapshot)
    subjects = LockoutSubject.signIn(email, device, isKnown: isKnown)
    waitSeconds = try FailedAttemptStore.wait(subjects, at: now, snapshot)
  }
}

extension Identity {
  /// Begins a session. Throws `Problem(.wrongCredentials)`, the same and after the same time for an unknown
  /// address; `.tooManyRequests` after too many of those; and with the right password `.accountNotActive`,
  /// `.accountBlocked`, `.secondFactorRequired` or `.secondFactorWrong`.
  package func signIn(_ input: SignInInput, _ device: Device) async throws -> IssuedSession {
    switch try await beginSignIn(input, device) {
    case .signedIn(let issued): return issued
    case .needsCode: throw Problem(.secondFactorRequired)
    }
  }

  /// The same in two steps for pages: after a right password the code may be sent by itself. Throws like
  /// `signIn`; where the code is missing a browser gets a cookie instead of the refusal.
  package func beginSignIn(_ input: SignInInput, _ device: Device) async throws -> SignInStep {
    switch try await steadyRefusal({ try await beginSession(input, device) }) {
    case .begun(let begun): return .signedIn(try await issued(begun, by: "password"))
    case .pending(let cookie): return .needsCode(cookie)
    case .refused(let problem): throw problem
    }
  }

  private func beginSession(_ input: SignInInput, _ device: Device) async throws -> SignInOutcome {
    let now = clock.now()
    let attempt = try await database.read { try SignInAttempt(input.email, device, at: now, $0) }
    do {
      return try await check(input, attempt, device)
    } catch let problem as Problem {
      SignInLog.refused(problem, by: "password", account: attempt.stored?.account.id)
      throw problem
    }
  }

  private func check(
    _ input: SignInInput, _ attempt: SignInAttempt, _ device: Device
  ) async throws -> SignInOutcome {
    if let seconds = attempt.waitSeconds { throw Problem.lockedOut(seconds: seconds) }
    let matches = try await passwords.verify(input.password, attempt.stored?.passwordHash)
    guard matches, let stored = attempt.stored else { throw try await refusal(attempt) }
    if let reason = stored.account.blockedReason { throw Problem(.accountBlocked, Words(verbatim: reason)) }
    guard stored.account.isActive else { throw Problem(.accountNotActive) }
    let stronger =
      passwords.needsRehash(stored.passwordHash) ? try await passwords.hash(input.password) : nil
    let outcome = try await database.write { tx in
      try admit(stored, attempt, input, stronger: stronger, device, tx)
    }
    if case .refused(let problem) = outcome { throw problem }
    return outcome
  }

  /// Counts a wrong password. Of many that come at once only those before the lock are answered.
  private func refusal(_ attempt: SignInAttempt) async throws -> Problem {
    try await database.write { tx in
      if let seconds = try FailedAttemptStore.wait(holding: attempt.subjects, tx) {
        return Problem.lockedOut(seconds: seconds)
      }
      try FailedAttemptStore.count(attempt.subjects, tx)
      return Problem(.wrongCredentials)
    }
  }

  /// What follows a right password.
  private func admit(
    _ stored: StoredAccount, _ attempt: SignInAttempt, _ input: SignInInput, stronger: String?,
    _ device: Device,
    _ tx: Transaction
  ) throws -> SignInOutcome {
    // Others guessed at the same time: a right one among them must not get through because of that.
    if let seconds = try FailedAttemptStore.wait(holding: attempt.subjects, tx) {
      return .refused(.lockedOut(seconds: seconds))
    }
    // The password, the state or the account itself may have changed while the password was being checked.
    guard let now = try AccountStore.lockStored(stored.account.id, tx),
      now.passwordHash == stored.passwordHash, now.account.email == input.email, now.account.isActive,
      now.account.blockedReason == nil
    else { return .refused(Problem(.wrongCredentials)) }
    let check = try checkSecondFactor(now.account, code: input.code, tx)
    if check == .required, device.kind == .cookie {
      return .pending(try pendSignIn(now, method: .password, tx))
    }
    if let problem = check.problem {
      if check == .wrong { try FailedAttemptStore.count(attempt.subjects, tx) }
      return .refused(problem)
    }
    if let stronger {
      try AccountStore.replacePassword(now.account.id, stronger, old: stored.passwordHash, tx)
    }
    // What counts for the network alone stays: one account of one's own must not buy more guesses.
    if let own = attempt.subjects.first { try FailedAttemptStore.forget(own, tx) }
    return .begun(
      try SessionStore.issue(for: now.account, device: device, secondFactorAt: check.shownAt, tx))
  }
}
