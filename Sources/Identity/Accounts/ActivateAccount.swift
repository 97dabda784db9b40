import Kernel
import Persistence
import Web

/// The code from a mail with the address that it went to, or the token from the link in it.
package struct ActivateAccountInput: Input {
  package let proof: CodeProof

  package init(from input: inout InputReader) throws {
    proof = CodeProof(from: &input)
  }

  /// An activation from code, already validated.
  package init(_ proof: CodeProof) { self.proof = proof }
}

extension Identity {
  /// Activates the account and signs it in. Throws `Problem(.codeInvalid)`, the same for a wrong code, an
  /// unknown address and an account that is active already.
  package func activate(_ input: ActivateAccountInput, _ device: Device) async throws -> IssuedSession {
    let begun = try await steadyRefusal { try await activated(input, device) }
    return try await issued(begun, by: "activation")
  }

  private func activated(_ input: ActivateAccountInput, _ device: Device) async throws -> BegunSession {
    try await redeem(input.proof, for: .activation, from: device.clientAddress) { account, code, tx in
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
