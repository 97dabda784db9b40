import Gateways
import Kernel
import Persistence
import Web

/// The code from a mail, to be exchanged for a token that sets a password.
package struct ExchangeCodeInput: Input {
  package let email: EmailAddress
  package let code: String

  package init(from input: inout InputReader) throws {
    email = input.required("email", .email)
    code = input.required("code", .code(CodeProof.codeDigits))
  }

  /// An exchange from code, already validated.
  package init(email: EmailAddress, code: String) {
    self.email = email
    self.code = code
  }
}

/// A token that sets a password once.
package struct PasswordToken: Hashable, Sendable {
  package let token: String
}

extension Identity {
  /// Takes the code that was mailed and answers with a token that sets the password once, so that a client can
  /// ask for the code first and for the password on the next screen. Throws `Problem(.codeInvalid)`.
  package func exchangePasswordCode(_ input: ExchangeCodeInput) async throws -> PasswordToken {
    try await steadyRefusal {
      try await redeem(.code(input.code, input.email), for: .password) { account, _, tx in
        let token = SecureToken.make()
        let id = CodeID(at: tx.now)
        // Nobody gets to know a code for this row, only the token.
        let code = OneTimeCode(
          id: id, codeHash: SecureToken.hash(SecureToken.make()), tokenHash: SecureToken.hash(token),
          signUp: nil)
        try CodeStore.insert(code, of: account.id, for: .password, tx)
        return PasswordToken(token: token)
      }
    }
  }
}
