import Gateways
import Kernel
import Persistence
import Web

/// How long the code in the mail is good for.
let emailChangeSeconds: Int64 = 30 * 60
/// How long the old address can take the change back.
let emailUndoSeconds: Int64 = 7 * 24 * 60 * 60
/// Another change can be asked for after this time.
private let pauseSeconds: Int64 = 60
private let maximumAttempts = 5

enum EmailChangeEntity: Entity { static let idPrefix = "emc" }
typealias EmailChangeID = ID<EmailChangeEntity>

/// A change that was asked for.
struct EmailChange: Sendable {
  let id: EmailChangeID
  let account: AccountID
  let oldEmail: EmailAddress
  /// `nil` when the address was somebody's already: then no code was mailed.
  let newEmail: EmailAddress?
  let codeHash: [UInt8]?
  let tokenHash: [UInt8]?
  let createdAt: Timestamp

  /// Bound to the row, so that equal codes have different hashes.
  static func hash(_ code: String, _ id: EmailChangeID) -> [UInt8] { SecureToken.hash("\(id):\(code)") }
}

/// Asks for another address; the password shows that it is the owner who asks, or a recent log-in where the
/// account has none.
package struct ChangeEmailInput: Input {
  package let email: EmailAddress
  package let password: String?

  package init(from input: inout InputReader) throws {
    email = input.required("email", .email)
    password = input.optional("password", .presentPassword)
  }

  /// A request from code, already validated.
  package init(email: EmailAddress, password: String?) {
    self.email = email
    self.password = password
  }
}

/// The six digits that went to the new address.
package struct ConfirmEmailInput: Input {
  package let code: String

  package init(from input: inout InputReader) throws {
    code = input.required("code", .code(6))
  }
}

/// The token of a link in a mail.
package struct EmailTokenInput: Input {
  package let token: String

  package init(from input: inout InputReader) throws {
    token = input.required("token", .text(1...CodeProof.tokenLength.upperBound))
    if !token.isEmpty, token.count < CodeProof.tokenLength.lowerBound {
      input.reject("token", CodeProof.linkIsIncomplete, code: "too_short")
    }
  }

  /// A token from code.
  package init(token: String) { self.token = token }
}

extension Identity {
  /// Mails a code to the new address and a notice to the present one. The answer is the same when the address
  /// is taken: then a mail tells its owner. Throws `Problem(.invalidInput)` on `password` or `email`,
  /// `Problem(.confirmationNeeded)` without a password and a recent log-in, and `Problem(.tooManyRequests)`
  /// within a minute of the last time.
  package func requestEmailChange(
    _ id: AccountID, _ input: ChangeEmailInput, in session: SessionID
  ) async throws {
    let proved = try await prove(input.password, of: id, in: session, field: "password")
    try await database.write { tx in
      let account = try stillProved(proved, in: session, tx)
      guard account.email != input.email else {
        throw Problem.invalid("email", "same", "This is your address already.")
      }
      if let seconds = try secondsToWait(account.id, for: input.email, tx) {
        throw Problem(
          .tooManyRequests, "A code was mailed a moment ago. Look into the mailbox, or try again later.",
          retryAfterSeconds: seconds)
      }
      try EmailChangeStore.deleteWaiting(of: id, tx)
      let mailed = MailedCode(code: SecureToken.makeCode(), token: SecureToken.make())
      let change = EmailChangeID(at: tx.now)
      let owner = try AccountStore.byEmail(input.email, tx)
      let isBarred = try isBarred(input.email, tx)
      try EmailChangeStore.insert(
        EmailChange(
          id: change, account: id, oldEmail: account.email,
          newEmail: owner == nil && !isBarred ? input.email : nil,
          codeHash: EmailChange.hash(mailed.code, change), tokenHash: SecureToken.hash(mailed.token),
          createdAt: tx.now), tx)
      let mails = try EmailChangeMails(site: site.named(tx))
      if let owner {
        try tx.send(mails.taken(owner))
      } else if isBarred {
        try tx.send(AccountMails(site: site.named(tx)).barred(input.email, name: account.name))
      } else {
        try tx.send(mails.confirm(input.email, account, mailed))
      }
      try tx.send(mails.asked(account))
    }
  }

  /// How long another request waits: for the account's last one, or because many were made for this address, by
  /// whomever, so that nobody's mailbox is filled from here.
  private func secondsToWait(
    _ id: AccountID, for email: EmailAddress, _ tx: Transaction
  ) throws -> Int? {
    if let last = try EmailChangeStore.newest(of: id, tx) {
      let wait = last.createdAt.adding(seconds: pauseSeconds).milliseconds - tx.now.milliseconds
      if wait > 0 { return Int((wait + 999) / 1000) }
    }
    return try CodeRequestStore.takeForNewAddress(email, tx)
  }

  /// Takes the code from the mail to the new address: the address changes, every session but `session` ends,
  /// and the old address is told. Throws `Problem(.codeInvalid)`.
  package func confirmEmailChange(
    _ id: AccountID, code: String, keeping session: SessionID
  ) async throws -> EmailAddress {
    // A wrong guess must be committed, so it is an answer of the transaction and not an error.
    let changed: EmailAddress? = try await writeUnlessTaken { tx in
      guard try AccountStore.lock(id, tx) != nil,
        let change = try EmailChangeStore.waiting(of: id, attempts: maximumAttempts, tx)
      else { return nil }
      let isRight =
        change.codeHash.map { SecureToken.isEqual($0, EmailChange.hash(code, change.id)) } ?? false
      guard isRight else {
        try EmailChangeStore.countWrongGuess(change.id, tx)
        return nil
      }
      return try confirm(change, keeping: session, tx)
    }
    guard let changed else { throw Problem(.codeInvalid) }
    return changed
  }

  /// What is said of a link that changes nothing any more.
  static var linkIsOver: Problem { Problem(.codeInvalid, "This link has been used or has run out.") }

  /// The same by the link in the mail, which works where nobody is signed in, too; `session` stays when it is
  /// the account's. Throws `Problem(.codeInvalid)`.
  package func confirmEmailChange(token: String, keeping session: SessionID?) async throws -> EmailAddress {
    let hash = SecureToken.hash(token)
    let changed: EmailAddress? = try await writeUnlessTaken { tx in
      guard let found = try EmailChangeStore.byToken(hash, tx),
        try AccountStore.lock(found.account, tx) != nil,
        let change = try EmailChangeStore.waiting(of: found.account, attempts: maximumAttempts, tx),
        change.id == found.id
      else { return nil }
      return try confirm(change, keeping: session, tx)
    }
    guard let changed else { throw Self.linkIsOver }
    return changed
  }

  /// `nil` when somebody else took the address at the same moment.
  func writeUnlessTaken(
    _ body: @escaping @Sendable (Transaction) throws -> EmailAddress?
  ) async throws -> EmailAddress? {
    do {
      return try await database.write(body)
    } catch DatabaseError.uniqueViolation {
      return nil
    }
  }

  private func confirm(
    _ change: EmailChange, keeping session: SessionID?, _ tx: Transaction
  ) throws -> EmailAddress? {
    guard let email = change.newEmail, let account = try AccountStore.find(change.account, tx),
      account.blockedReason == nil, try AccountStore.byEmail(email, tx) == nil, try !isBarred(email, tx)
    else { return nil }
    let undo = SecureToken.make()
    try AccountStore.setEmail(account.id, email, tx)
    try EmailChangeStore.confirm(
      change.id, undoHash: SecureToken.hash(undo), until: tx.now.adding(seconds: emailUndoSeconds), tx)
    try CodeStore.deleteAll(of: account.id, tx)
    try SessionStore.endAll(of: account.id, except: session, tx)
    let mails = try EmailChangeMails(site: site.named(tx))
    try tx.send(mails.changed(account, undo: undo))
    try tx.send(mails.welcome(account, at: email))
    return email
  }
}
