import Kernel
import Persistence
import Web

extension Identity {
  /// The account's passkeys, the oldest first.
  package func passkeys(of account: AccountID) async throws -> [Passkey] {
    try await database.read { try PasskeyStore.all(of: account, $0) }
  }

  /// One of the account's passkeys. Throws `Problem(.notFound)` for another's.
  package func passkey(_ id: PasskeyID, of account: AccountID) async throws -> Passkey {
    let passkey = try await database.read { try PasskeyStore.find(id, of: account, $0) }
    guard let passkey else { throw Problem(.notFound) }
    return passkey
  }

  /// Gives a passkey another name and answers with it. Throws `Problem(.notFound)` for another's.
  package func rename(
    _ id: PasskeyID, of account: AccountID, _ edit: @escaping Edit<Passkey, RenamePasskeyInput>
  ) async throws -> Passkey {
    try await database.write { tx in
      guard let present = try PasskeyStore.lock(id, of: account, tx) else { throw Problem(.notFound) }
      guard try PasskeyStore.rename(id, of: account, edit(present).name, tx),
        let passkey = try PasskeyStore.find(id, of: account, tx)
      else { throw Problem(.notFound) }
      try tx.record("passkey.renamed", on: account, after: ["passkey": .string(id.description)])
      return passkey
    }
  }

  /// Removes a passkey. Throws `Problem(.notFound)` for another's, and `Problem(.confirmationNeeded)`.
  package func removePasskey(
    _ id: PasskeyID, _ viewer: Viewer, when condition: @escaping Condition<Passkey> = { _ in }
  ) async throws {
    try await database.write { tx in
      guard let account = try AccountStore.lock(viewer.account, tx) else { throw Problem(.unauthenticated) }
      guard let passkey = try PasskeyStore.lock(id, of: account.id, tx) else { throw Problem(.notFound) }
      try condition(passkey)
      try requireRecent(viewer.session, tx)
      try PasskeyStore.delete(id, of: account.id, tx)
      if try PasskeyStore.count(of: account.id, tx) == 0 {
        try SessionProofStore.forgetPasskeys(of: account.id, tx)
      }
      try tx.send(SecurityMails(site: site.named(tx)).passkeyRemoved(account, name: passkey.name))
      try tx.record("passkey.removed", on: account.id, before: ["passkey": .string(id.description)])
    }
  }
}
