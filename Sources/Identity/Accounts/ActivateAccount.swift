import Kernel
import Persistence
import Web

/// The code from a mail with the address that it went to, or the token from the link in it.
package struct ActivateAccountInput: Input {
  package let proof: CodeProof
  /// Which sign-up is to come true, by the account's id in its answer. Others may have signed up with the address, and
  /// the newest mail may be theirs.
  package let account: AccountID?

  package init(from input: inout InputReader) throws {
    proof = CodeProof(from: &input)
    account = input.optional("account", .id(AccountID.self))
  }

  /// An activation from code, already validated.
  package init(_ proof: CodeProof, account: AccountID? = nil) {
    self.proof = proof
    self.account = account
  }
}

extension Cookie {
  fileprivate static let signUpName = "souk_sign_up"
  private static let signUpSeconds = 7 * 24 * 60 * 60

  /// By which a browser knows its own sign-up when the code from the mail comes back.
  package static func signUp(_ account: AccountID) -> Cookie {
    Cookie(signUpName, account.description, maximumAgeSeconds: signUpSeconds)
  }

  /// The browser's sign-up has come true.
  package static var noSignUp: Cookie { .removing(signUpName) }
}

extension Request {
  /// The sign-up that this browser sent last, by the account's id in its answer.
  package var ownSignUp: AccountID? { cookie(Cookie.signUpName).flatMap { AccountID($0) } }
}

extension Identity {
  /// Activates the account and signs it in, with the name and the password of the sign-up that is meant; with no
  /// password where there were several and none is named. Throws `Problem(.codeInvalid)`, the same for a wrong code, an
  /// unknown address and an account that is active already.
  package func activate(_ input: ActivateAccountInput, _ device: Device) async throws -> IssuedSession {
    let begun = try await steadyRefusal { try await activated(input, device) }
    return try await issued(begun, by: "activation")
  }

  private func activated(_ input: ActivateAccountInput, _ device: Device) async throws -> BegunSession {
    try await redeem(input.proof, for: .activation, from: device.clientAddress, naming: input.account) {
      account, code, tx in
      if account.blockedReason != nil { throw Problem(.accountBlocked) }
      try AccountStore.activate(
        account.id, name: code.signUp?.name, passwordHash: code.signUp?.passwordHash, tx)
      if let avatar = code.signUp?.avatarKey { try changeAvatar(of: account.id, to: avatar, tx) }
      try tx.emit(AccountActivated(account: account.id, email: account.email.text))
      guard let active = try AccountStore.find(account.id, tx) else { throw Problem(.codeInvalid) }
      return try SessionStore.issue(for: active, device: device, tx)
    }
  }
}
