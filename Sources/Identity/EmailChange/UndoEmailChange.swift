import Gateways
import Kernel
import Persistence

extension Identity {
  /// Takes a change back by the link that the old address got: the old address is the account's again, and
  /// whoever made the change is out: every session ends, the password and what was added since then to log in
  /// with count no more, and a code for a new password is on its way to the old address. Throws
  /// `Problem(.codeInvalid)`.
  package func undoEmailChange(token: String) async throws -> EmailAddress {
    let hash = SecureToken.hash(token)
    let back: EmailAddress? = try await writeUnlessTaken { tx in
      guard let owner = try EmailChangeStore.byUndo(hash, at: tx.now, tx)?.account,
        let account = try AccountStore.lock(owner, tx),
        // Once more, as another request may have used the link before this one had the lock.
        let change = try EmailChangeStore.byUndo(hash, at: tx.now, tx)
      else { return nil }
      if let owner = try AccountStore.byEmail(change.oldEmail, tx), owner.id != account.id { return nil }
      try AccountStore.setEmail(account.id, change.oldEmail, tx)
      try EmailChangeStore.endUndo(of: account.id, from: change.createdAt, tx)
      try EmailChangeStore.deleteWaiting(of: account.id, tx)
      try shutOut(whoCameIn: change.createdAt, account.id, tx)
      guard let restored = try AccountStore.find(account.id, tx) else { return nil }
      try sendCode(.password, to: restored, signUp: nil, tx)
      return change.oldEmail
    }
    guard let back else { throw Self.linkIsOver }
    return back
  }

  /// Whoever changed the address knew the password, and may have kept another way in.
  private func shutOut(
    whoCameIn moment: Timestamp, _ account: AccountID, _ tx: Transaction
  ) throws {
    try AccountStore.setPassword(account, noPassword, tx)
    try CodeStore.deleteAll(of: account, tx)
    try SessionStore.endAll(of: account, except: nil, tx)
    try KnownDeviceStore.deleteAll(of: account, tx)
    try PasskeyStore.delete(of: account, madeAfter: moment, tx)
    try ExternalIdentityStore.delete(of: account, linkedAfter: moment, tx)
    if let codes = try SecondFactorStore.find(account, tx), codes.confirmedAt.map({ $0 >= moment }) ?? true {
      _ = try SecondFactorStore.delete(account, tx)
    }
    try tx.record("account.emailRestored", on: account)
  }
}
