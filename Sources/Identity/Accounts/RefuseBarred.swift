import Areas
import Gateways
import Kernel
import Persistence

extension Identity {
  /// Whether no account may be made with, or moved to, this address.
  package func isBarred(_ email: EmailAddress, _ snapshot: Snapshot) throws -> Bool {
    var isBarred = false
    for bar in hooks.signUpBars where try bar.isBarred(email, snapshot) { isBarred = true }
    return isBarred
  }

  /// True for an address that may not sign up: its owner learns so by mail, and who asks learns nothing.
  func refuseBarred(_ input: SignUpInput, _ tx: Transaction) throws -> Bool {
    guard try isBarred(input.email, tx) else { return false }
    let mayMail = try CodeRequestStore.take(.activation, input.email, ignoringPause: true, tx) == nil
    if mayMail { try tx.send(AccountMails(site: site.named(tx)).barred(input.email, name: input.name)) }
    return true
  }
}
