import Kernel
import Persistence
import Web

/// What a new account needs.
package struct SignUp: Input {
  package let name: String
  package let email: EmailAddress
  package let password: String

  package init(from input: inout InputReader) throws {
    name = input.required("name", .text(1...80))
    email = input.required("email", .email)
    password = input.required("password", .password)
  }

  /// A sign-up from code, already validated.
  package init(name: String, email: EmailAddress, password: String) {
    self.name = name
    self.email = email
    self.password = password
  }
}

extension Identity {
  /// Makes an account that a code from a mail activates. The answer is the same when the address is taken:
  /// then a mail tells its owner, and the account in the answer does not exist.
  package func signUp(_ input: SignUp) async throws -> Account {
    let hash = try await passwords.hash(input.password)
    return try await database.write { tx in
      let account = Account(
        id: AccountID(at: tx.now), name: input.name, email: input.email, role: .customer, adminRole: nil,
        isActive: false, blockedReason: nil, createdAt: tx.now)
      let isNew = try AccountStore.insert(account, passwordHash: hash, tx)
      let mayMail = try CodeRequestStore.take(.activation, input.email, ignoringPause: true, tx) == nil
      let present = try isNew ? account : AccountStore.lock(input.email, tx)
      guard let owner = present, mayMail else { return account }
      if owner.isActive {
        try tx.enqueue(SendMail(AccountMails(self).addressTaken(owner)))
      } else {
        try sendCode(.activation, to: owner, signUp: (input.name, hash), tx)
      }
      return account
    }
  }
}
