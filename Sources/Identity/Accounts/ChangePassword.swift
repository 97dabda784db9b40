import Kernel
import Persistence
import Web

/// A new password, with the present one as proof.
package struct ChangePassword: Input {
  package let current: String
  package let password: String

  package init(from input: inout InputReader) throws {
    current = input.required("current", .presentPassword)
    password = input.required("password", .password)
  }
}

/// A new password, with a code from a mail as proof.
package struct ResetPassword: Input {
  package let proof: CodeProof
  package let password: String

  package init(from input: inout InputReader) throws {
    proof = CodeProof(from: &input)
    password = input.required("password", .password)
  }

  /// A reset from code, already validated.
  package init(_ proof: CodeProof, password: String) {
    self.proof = proof
    self.password = password
  }
}

extension Identity {
  /// Sets the password and ends every session but `session`. Throws `Problem(.invalidInput)` on the field
  /// `current` when that is not the password.
  package func changePassword(
    _ id: AccountID, _ input: ChangePassword, keeping session: SessionID
  ) async throws {
    guard let stored = try await database.read({ try AccountStore.stored(id, $0) }) else {
      throw Problem(.unauthenticated)
    }
    guard try await passwords.verify(input.current, stored.passwordHash) else {
      throw Problem.invalid("current", "wrong", "This is not your present password.")
    }
    let hash = try await passwords.hash(input.password)
    try await database.write { tx in
      guard let account = try AccountStore.lock(id, tx) else { throw Problem(.unauthenticated) }
      try AccountStore.setPassword(id, hash, tx)
      try SessionStore.endAll(of: id, except: session, tx)
      try tx.enqueue(SendMail(AccountMails(self).passwordChanged(account)))
    }
  }

  /// Sets the password and ends every session. An account that was never activated is active then, as the
  /// code came from its mailbox. Throws `Problem(.codeInvalid)`, the same for a wrong code and an unknown
  /// address.
  package func resetPassword(_ input: ResetPassword) async throws {
    // Hashed before the code is looked at, so that a right and a wrong code take the same time.
    let hash = try await passwords.hash(input.password)
    try await redeem(input.proof, for: .password) { account, _, tx in
      try AccountStore.activate(account.id, name: nil, passwordHash: hash, tx)
      if !account.isActive { try tx.emit(AccountActivated(account: account.id, email: account.email.text)) }
      try CodeStore.deleteAll(of: account.id, tx)
      try SessionStore.endAll(of: account.id, except: nil, tx)
      try tx.enqueue(SendMail(AccountMails(self).passwordChanged(account)))
    }
  }
}
