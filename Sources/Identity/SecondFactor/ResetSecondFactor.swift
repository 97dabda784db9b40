import Kernel
import Persistence

extension Identity {
  /// Takes away what somebody lost with a device: codes by app, recovery codes and passkeys. They are logged out
  /// everywhere and log in with the password alone. Throws `Problem(.notFound)`, `Problem(.forbidden)` unless
  /// `actor` looks after administrators, `Problem(.notAllowedNow)` for oneself or when there is nothing to take.
  package func resetSecondFactor(_ id: AccountID, by actor: AccountID) async throws {
    try await database.write { tx in
      try reset(Authority(over: id, by: actor, tx).require(.administrators).account, tx)
    }
  }

  /// The same for the operator of the machine, who helps the last superadmin. Throws as above.
  package func resetSecondFactor(of email: EmailAddress) async throws -> Account {
    try await database.write { tx in
      guard let found = try AccountStore.byEmail(email, tx), let account = try AccountStore.lock(found.id, tx)
      else { throw Problem(.notFound, "Nobody has an account with this address.") }
      try reset(account, tx)
      return account
    }
  }

  private func reset(_ account: Account, _ tx: Transaction) throws {
    let passkeys = try PasskeyStore.count(of: account.id, tx)
    let hadCodes = try SecondFactorStore.delete(account.id, tx)
    guard hadCodes || passkeys > 0 else {
      throw Problem(.notAllowedNow, "There is neither a second factor nor a passkey.")
    }
    try PasskeyStore.deleteAll(of: account.id, tx)
    try SessionStore.endAll(of: account.id, except: nil, tx)
    try tx.record(
      "secondFactor.reset", on: account.id,
      before: ["codes": .boolean(hadCodes), "passkeys": .integer(Int64(passkeys))])
    try tx.send(SecurityMails(site: site.named(tx)).secondFactorReset(account))
  }
}
