import Gateways
import Kernel
import Persistence

/// Knows of addresses that may not sign up again. Implemented by the areas that end business with people.
package protocol SignUpBar: Sendable {
  /// Whether no account may be made with this address. Called for every sign-up, so that known and unknown
  /// addresses take as long.
  func isBarred(_ email: EmailAddress, _ snapshot: Snapshot) throws -> Bool
}

extension Identity {
  /// Whether no account may be made with, or moved to, this address.
  package func isBarred(_ email: EmailAddress, _ snapshot: Snapshot) throws -> Bool {
    var isBarred = false
    for bar in signUpBars where try bar.isBarred(email, snapshot) { isBarred = true }
    return isBarred
  }
}

extension Identity {
  /// True for an address that may not sign up: its owner learns so by mail, and who asks learns nothing.
  func refuseBarred(_ input: SignUpInput, _ tx: Transaction) throws -> Bool {
    guard try isBarred(input.email, tx) else { return false }
    let mayMail = try CodeRequestStore.take(.activation, input.email, ignoringPause: true, tx) == nil
    if mayMail { try tx.enqueue(SendMail(barredMail(input.email, name: input.name))) }
    return true
  }

  /// Tells the owner of an address that it can't be used.
  func barredMail(_ email: EmailAddress, name: String) -> Letter {
    MailTemplate.message(
      to: email.text, name: name, title: "This address can't be used for an account",
      paragraphs: [
        "Hello, somebody, probably you, wanted to use this address for an account at \(siteName).",
        """
        It belonged to somebody who closed a shop here and then the account, so it can't be used again. \
        If you want to come back, write to the people who run \(siteName); they can allow it.
        """,
      ],
      siteName: siteName)
  }
}
