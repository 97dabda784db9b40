import Kernel
import Persistence
import Web

/// A new password, with the present one as proof; an account that has none yet is shown by a recent log-in.
package struct ChangePasswordInput: Input {
  package let current: String?
  package let password: String

  package init(from input: inout InputReader) throws {
    current = input.optional("current", .presentPassword)
    password = input.required("password", .password)
  }

  /// A change from code, already validated.
  package init(current: String?, password: String) {
    self.current = current
    self.password = password
  }
}

/// A new password, with a code from a mail as proof.
package struct ResetPasswordInput: Input {
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
  /// Sets the password and ends every session but `session`; devices are not known any more. Throws
  /// `Problem(.invalidInput)` on the field `current` when that is not the password, and
  /// `Problem(.confirmationNeeded)` where there was none and the log-in is too long ago.
  package func changePassword(
    _ id: AccountID, _ input: ChangePasswordInput, keeping session: SessionID
  ) async throws {
    let stored = try await prove(input.current, of: id, in: session, field: "current")
    try await refuseGuessable(input.password, email: stored.account.email, name: stored.account.name)
    let hash = try await passwords.hash(input.password)
    try await database.write { tx in
      let account = try stillProved(stored, in: session, tx)
      try AccountStore.setPassword(id, hash, tx)
      try SessionStore.endAll(of: id, except: session, tx)
      try EmailChangeStore.deleteWaiting(of: id, tx)
      try KnownDeviceStore.deleteAll(of: id, tx)
      try tx.send(AccountMails(site: site.named(tx)).passwordChanged(account))
    }
  }

  /// Sets the password and ends every session. An account that was never activated is active then, as the
  /// code came from its mailbox. Throws `Problem(.codeInvalid)`, the same for a wrong code and an unknown
  /// address.
  package func resetPassword(_ input: ResetPasswordInput) async throws {
    try await refuseGuessable(input.password)
    try await steadyRefusal { try await setPassword(input) }
  }

  private func setPassword(_ input: ResetPasswordInput) async throws {
    // Hashed before the code is looked at, so that a right and a wrong code take the same time.
    let hash = try await passwords.hash(input.password)
    try await redeem(input.proof, for: .password) { account, _, tx in
      try refuseGuessable(input.password, email: account.email, name: account.name, tx)
      try AccountStore.activate(account.id, name: nil, passwordHash: hash, tx)
      if !account.isActive { try tx.emit(AccountActivated(account: account.id, email: account.email.text)) }
      try CodeStore.deleteAll(of: account.id, tx)
      try SessionStore.endAll(of: account.id, except: nil, tx)
      // Who knew the old password may have asked for another address, and its link needs no session.
      try EmailChangeStore.deleteWaiting(of: account.id, tx)
      try KnownDeviceStore.deleteAll(of: account.id, tx)
      // Whoever holds the mailbox need not wait for what strangers tried.
      try FailedAttemptStore.forget(.address(account.email), tx)
      if let client = tx.origin?.client {
        try FailedAttemptStore.forget(.address(account.email, from: ClientNetwork.name(of: client)), tx)
      }
      try tx.send(AccountMails(site: site.named(tx)).passwordChanged(account))
    }
  }
}
