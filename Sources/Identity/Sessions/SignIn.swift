import Kernel
import Persistence
import Web

/// An address and a password.
package struct SignIn: Input {
  package let email: EmailAddress
  package let password: String

  package init(from input: inout InputReader) throws {
    email = input.required("email", .email)
    password = input.required("password", .presentPassword)
  }

  /// A sign-in from code, already validated.
  package init(email: EmailAddress, password: String) {
    self.email = email
    self.password = password
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

extension Identity {
  /// Begins a session. Throws `Problem(.wrongCredentials)`, the same and after the same time for an unknown
  /// address, and with the right password `Problem(.accountNotActive)` or `Problem(.accountBlocked)`.
  package func signIn(_ input: SignIn, _ device: Device) async throws -> IssuedSession {
    let stored = try await database.read { try AccountStore.stored(input.email, $0) }
    let matches = try await passwords.verify(input.password, stored?.passwordHash)
    guard matches, let stored else { throw Problem(.wrongCredentials) }
    if let reason = stored.account.blockedReason { throw Problem(.accountBlocked, reason) }
    guard stored.account.isActive else { throw Problem(.accountNotActive) }
    let stronger =
      passwords.needsRehash(stored.passwordHash) ? try await passwords.hash(input.password) : nil
    return try await database.write { tx in
      // The password, the state or the account itself may have changed while the password was being checked.
      guard let now = try AccountStore.stored(input.email, tx), now.passwordHash == stored.passwordHash,
        now.account.isActive, now.account.blockedReason == nil
      else { throw Problem(.wrongCredentials) }
      if let stronger {
        try AccountStore.replacePassword(now.account.id, stronger, old: stored.passwordHash, tx)
      }
      return try SessionStore.issue(for: now.account, device, tx)
    }
  }
}
