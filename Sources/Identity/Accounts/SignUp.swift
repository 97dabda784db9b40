import Kernel
import Persistence
import Web

/// What a new account needs.
package struct SignUpInput: GuestInput {
  package let name: String
  package let email: EmailAddress
  package let password: String
  /// Keys of requests belong to the address.
  package var guest: String { email.text }

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
  /// then a mail tells its owner, and the account in the answer does not exist. It comes after the same time,
  /// too. Its id names this sign-up when the code is typed. `picture` becomes the account's with the code. Throws
  /// `Problem(.invalidInput)` for a password that is guessed first, `Problem(.tooLarge)` and
  /// `Problem(.imageUnreadable)` for the picture.
  package func signUp(_ input: SignUpInput, picture: [UInt8]? = nil) async throws -> Account {
    try await refuseGuessable(input.password, email: input.email, name: input.name)
    // Before it is known whether the address is, so that the answer takes the same time either way.
    let days = settings.retention.unactivatedDays
    var avatar: String?
    if let picture { avatar = try await storePicture(picture, unusedFor: days * 24 * 60 * 60) }
    return try await steady { try await makeAccount(input, avatar: avatar) }
  }

  private func makeAccount(_ input: SignUpInput, avatar: String?) async throws -> Account {
    let hash = try await passwordHash(of: input)
    let language = Language.current
    return try await database.write { tx in
      let account = Account(
        id: AccountID(at: tx.now), name: input.name, email: input.email, role: .customer, adminRole: nil,
        isActive: false, blockedReason: nil, createdAt: tx.now)
      let wanted = WantedAccount(
        signUp: account.id, name: input.name, passwordHash: hash, avatarKey: avatar)
      if try refuseBarred(input, tx) { return account }
      let isNew = try AccountStore.insert(account, passwordHash: hash, tx)
      if isNew { try ProfileStore.setLanguage(language.tag, of: account.id, tx) }
      let mayMail = try CodeRequestStore.take(.activation, input.email, ignoringPause: true, tx) == nil
      guard let owner = try isNew ? account : AccountStore.lock(input.email, tx) else { return account }
      switch (owner.isActive, mayMail) {
      case (true, true): try tx.send(AccountMails(site: site.named(tx)).addressTaken(owner))
      case (true, false): break
      case (false, true): try sendCode(.activation, to: owner, signUp: wanted, tx)
      // The codes of the day may all be from others' sign-ups: with one of them this one still comes true.
      case (false, false): try makeCode(.activation, for: owner, signUp: wanted, tx)
      }
      return account
    }
  }

  /// The hash to store. Who signs up again with the same password, as after a mail that did not come, is the same
  /// person: it is the hash of their sign-up before, by which both are known as one. It takes the same time
  /// whether there is a sign-up or not.
  private func passwordHash(of input: SignUpInput) async throws -> String {
    let pending = try await database.read { snapshot -> String? in
      guard let account = try AccountStore.byEmail(input.email, snapshot), !account.isActive else {
        return nil
      }
      return try CodeStore.signUps(of: account.id, snapshot).first?.passwordHash
    }
    let isSame = try await passwords.verify(input.password, pending)
    let fresh = try await passwords.hash(input.password)
    return isSame ? pending ?? fresh : fresh
  }
}
