import Gateways
import Kernel
import Persistence
import Web

/// Asks for a code by mail.
package struct RequestCodeInput: GuestInput {
  package let email: EmailAddress
  /// Keys of requests belong to the address.
  package var guest: String { email.text }

  package init(from input: inout InputReader) throws {
    email = input.required("email", .email)
  }

  /// A request from code, already validated.
  package init(email: EmailAddress) { self.email = email }
}

extension Identity {
  /// Another code can be asked for after this time.
  package static var codePauseSeconds: Int64 { CodeRequestStore.pauseSeconds }

  /// Mails another activation code, if there is such an account and it is not active. Nothing tells whether
  /// there is. Throws `Problem(.tooManyRequests)` within a minute of the last time.
  package func requestActivationCode(_ email: EmailAddress) async throws {
    try await requestCode(.activation, email) { account, tx in
      if account.isActive { return }
      let signUps = try CodeStore.signUps(of: account.id, tx)
      try sendCode(.activation, to: account, signUp: WantedAccount(again: signUps, for: account), tx)
    }
  }

  /// Mails a code to set a new password with, if there is such an account. Nothing tells whether there is.
  /// Throws `Problem(.tooManyRequests)` within a minute of the last time.
  package func requestPasswordCode(_ email: EmailAddress) async throws {
    try await requestCode(.password, email) { account, tx in
      // One at a time: a code of a request that somebody else made must not stay good beside it.
      try CodeStore.delete(of: account.id, for: .password, tx)
      try sendCode(.password, to: account, signUp: nil, tx)
    }
  }

  private func requestCode(
    _ purpose: CodePurpose, _ email: EmailAddress,
    _ send: @escaping @Sendable (Account, Transaction) throws -> Void
  ) async throws {
    try await steady { try await takeRequest(purpose, email, send) }
  }

  private func takeRequest(
    _ purpose: CodePurpose, _ email: EmailAddress,
    _ send: @escaping @Sendable (Account, Transaction) throws -> Void
  ) async throws {
    try await database.write { tx in
      if let seconds = try CodeRequestStore.take(purpose, email, ignoringPause: false, tx) {
        throw Problem(
          .tooManyRequests, "A code was asked for a moment ago. Look into the mailbox, or try again later.",
          retryAfterSeconds: seconds)
      }
      guard let account = try AccountStore.lock(email, tx), account.blockedReason == nil else { return }
      try send(account, tx)
    }
  }

  func sendCode(
    _ purpose: CodePurpose, to account: Account, signUp: WantedAccount?, _ tx: Transaction
  ) throws {
    let mailed = try makeCode(purpose, for: account, signUp: signUp, tx)
    let mails = try AccountMails(site: site.named(tx))
    let message =
      switch purpose {
      case .activation:
        mails.activation(
          account, name: signUp?.name ?? account.name, takesPassword: signUp?.passwordHash != noPassword,
          mailed)
      case .password: mails.newPassword(account, mailed)
      }
    try tx.send(message)
  }

  /// A code that counts from now on. One that is not mailed only keeps what its sign-up asked for.
  @discardableResult
  func makeCode(
    _ purpose: CodePurpose, for account: Account, signUp: WantedAccount?, _ tx: Transaction
  ) throws -> MailedCode {
    let mailed = MailedCode(code: SecureToken.makeCode(), token: SecureToken.make())
    let id = CodeID(at: tx.now)
    let code = OneTimeCode(
      id: id, codeHash: OneTimeCode.hash(mailed.code, id), tokenHash: SecureToken.hash(mailed.token),
      signUp: signUp)
    try CodeStore.insert(code, of: account.id, for: purpose, tx)
    return mailed
  }
}
