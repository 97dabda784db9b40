import Gateways
import Kernel
import Persistence
import Web

/// How long a mailed code is good for.
let codeLifetimeSeconds: Int64 = 15 * 60
/// After this many wrong guesses the six digits of an account's codes are dead. The links go on: nobody guesses
/// them, and strangers must not keep the owner of a mailbox out by guessing wrong.
let maximumCodeAttempts = 5

/// What a code is for.
package enum CodePurpose: String, CaseIterable, SQLValue {
  case activation
  case password
}

/// What a person has in hand to show that a mailbox is theirs.
package enum CodeProof: Hashable, Sendable {
  /// The six digits from the mail, and the address that it went to.
  case code(String, EmailAddress)
  /// The token of the link in the mail.
  case token(String)

  /// Whether it is short enough to be guessed.
  var isTyped: Bool { if case .code = self { true } else { false } }

  static let codeDigits = 6
  static let tokenLength = 20...100

  /// What is said of a link that lost its end on the way.
  static let linkIsIncomplete: Words = "A part of the link is missing. Copy all of it from the mail."

  /// What is said of a link that leads nowhere any more.
  static var linkIsOver: Problem {
    Problem(.codeInvalid, "This link has been used or has run out. Ask for a new code.")
  }

  /// Reads `email` and `code`, or `token`.
  init(from input: inout InputReader) {
    let email = input.optional("email", .email)
    let code = input.optional("code", .code(Self.codeDigits))
    let token = input.optional("token", .text(1...Self.tokenLength.upperBound))
    if let token {
      if token.count < Self.tokenLength.lowerBound {
        input.reject("token", Self.linkIsIncomplete, code: "too_short")
      }
      self = .token(token)
      return
    }
    if let email, let code {
      self = .code(code, email)
      return
    }
    self = .token("")
    // A field that is there but wrong has its own error already.
    if input.has("token") { return }
    if !input.has("email") {
      input.reject("email", "Send the address and the code from the mail.", code: "required")
    }
    if !input.has("code") { input.reject("code", "Send the six digits from the mail.", code: "required") }
  }
}

enum CodeEntity: Entity { static let idPrefix = "code" }
typealias CodeID = ID<CodeEntity>

/// A code that was mailed, as it is stored.
struct OneTimeCode: Sendable {
  let id: CodeID
  let codeHash: [UInt8]
  let tokenHash: [UInt8]
  /// What the sign-up that caused the code asked for.
  var signUp: WantedAccount?
  /// How many wrong guesses there were while it was good.
  var attempts = 0

  /// Bound to the row, so that equal codes have different hashes.
  static func hash(_ code: String, _ id: CodeID) -> [UInt8] { SecureToken.hash("\(id):\(code)") }

  func isProved(by proof: CodeProof) -> Bool {
    switch proof {
    case .code(let code, _):
      attempts < maximumCodeAttempts && SecureToken.isEqual(OneTimeCode.hash(code, id), codeHash)
    case .token(let token): SecureToken.isEqual(SecureToken.hash(token), tokenHash)
    }
  }
}

/// What a sign-up asks for; it comes true with its code.
struct WantedAccount: Sendable {
  /// The account's id in the sign-up's answer; `nil` where it is not known whose wish it is.
  let signUp: AccountID?
  let name: String
  let passwordHash: String
  /// The picture's key in the media store.
  let avatarKey: String?
}

extension WantedAccount {
  /// What another code makes true after these sign-ups, the newest first. Who asks for it does not say which of them
  /// was theirs, and strangers sign up with others' addresses: where there is more than one, the owner of the
  /// mailbox comes in without a password and sets one.
  init(again signUps: [WantedAccount], for account: Account) {
    self.init(meantBy: signUps.first, among: signUps, named: nil, for: account)
  }

  /// What whoever has the mailbox makes true with a code. A code is only good for their own sign-up, and they may
  /// have taken it from the mail of somebody else's: it is the sign-up that they name, else the code's where all have
  /// the same password, else none of them.
  init(
    meantBy coded: WantedAccount?, among signUps: [WantedAccount], named name: AccountID?,
    for account: Account
  ) {
    if let name, let own = signUps.first(where: { $0.signUp == name }) {
      self = own
    } else if let coded, signUps.allSatisfy({ $0.passwordHash == coded.passwordHash }) {
      self = coded
    } else {
      self.init(signUp: nil, name: account.name, passwordHash: noPassword, avatarKey: nil)
    }
  }
}

/// A code as the mail shows it; nowhere else is it in clear.
struct MailedCode: Sendable {
  let code: String
  let token: String
}
