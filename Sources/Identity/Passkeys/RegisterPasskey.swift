import Gateways
import Kernel
import Logging
import Persistence
import Web

private let logger = Logger(label: "souk.passkeys")

/// What a browser needs to make a passkey.
package struct PasskeyCreation: Hashable, Sendable {
  let site: String
  let siteName: String
  let challenge: String
  let userHandle: [UInt8]
  let email: String
  let name: String
  let known: [KnownCredential]
}

/// A credential by its id, so that its authenticator is found.
struct KnownCredential: Hashable, Sendable {
  let id: [UInt8]
  let transports: [String]
}

extension Identity {
  /// Whether passkeys can be used: browsers make them only for sites that have a name and not just numbers.
  package var hasPasskeys: Bool { PasskeySite(publicURL: site.url) != nil }

  func passkeySite() throws -> PasskeySite {
    guard let site = PasskeySite(publicURL: site.url) else {
      throw Problem(.notAllowedNow, "Passkeys need the site to be reached by a name, not by numbers.")
    }
    return site
  }

  /// Begins to make a passkey. Throws `Problem(.confirmationNeeded)`, or `Problem(.notAllowedNow)` when there
  /// are too many.
  package func beginPasskey(_ viewer: Viewer) async throws -> PasskeyCreation {
    let site = try passkeySite()
    let challenge = SecureToken.make()
    return try await database.write { tx in
      try requireRecent(viewer.session, tx)
      guard let account = try AccountStore.find(viewer.account, tx) else { throw Problem(.unauthenticated) }
      let known = try PasskeyStore.credentials(of: account.id, tx)
      guard known.count < maximumPasskeysPerAccount else { throw Self.tooManyPasskeys }
      try PasskeyChallengeStore.insert(SecureToken.hash(challenge), for: account.id, tx)
      return PasskeyCreation(
        site: site.id, siteName: try self.site.named(tx).name, challenge: challenge,
        userHandle: Self.userHandle(account.id),
        email: account.email.text, name: account.name,
        known: known.map { KnownCredential(id: $0.id, transports: $0.transports) })
    }
  }

  /// Keeps a new passkey. Throws `Problem(.invalidInput)` on the field `credential` for one that is not good,
  /// `Problem(.confirmationNeeded)`, or `Problem(.notAllowedNow)` when there are too many.
  package func registerPasskey(_ input: RegisterPasskeyInput, _ viewer: Viewer) async throws -> Passkey {
    let made: (ClientData, AuthenticatorData.Credential, AuthenticatorData)
    do {
      made = try checkNew(input.credential, site: passkeySite())
    } catch let error as PasskeyError {
      throw Self.refusal(error)
    }
    let (client, credential, data) = made
    return try await database.write { tx in
      try requireRecent(viewer.session, tx)
      guard let account = try AccountStore.lock(viewer.account, tx) else { throw Problem(.unauthenticated) }
      guard try PasskeyChallengeStore.take(SecureToken.hash(client.challenge), for: account.id, tx) else {
        throw Self.refusal(.wrongChallenge)
      }
      guard try PasskeyStore.count(of: account.id, tx) < maximumPasskeysPerAccount else {
        throw Self.tooManyPasskeys
      }
      let new = NewPasskey(
        id: PasskeyID(at: tx.now), account: account.id, name: input.name, credentialID: credential.id,
        publicKey: credential.keyBytes, signCount: Int64(data.signCount),
        transports: input.credential.answer.transports.filter { !$0.contains(" ") },
        mayBeBackedUp: data.mayBeBackedUp, isBackedUp: data.isBackedUp)
      guard try PasskeyStore.insert(new, tx) else {
        throw Problem.invalid("credential", "taken", "This passkey is in use already.")
      }
      try tx.send(SecurityMails(site: site.named(tx)).passkeyAdded(account, name: input.name))
      try tx.record("passkey.added", on: account.id, after: ["passkey": .string(new.id.description)])
      guard let passkey = try PasskeyStore.find(new.id, of: account.id, tx) else { throw Problem(.notFound) }
      return passkey
    }
  }

  private func checkNew(
    _ input: NewCredentialInput, site: PasskeySite
  ) throws(PasskeyError) -> (ClientData, AuthenticatorData.Credential, AuthenticatorData) {
    let client = try ClientData(input.answer.clientData, .create, origin: site.origin)
    let data = try Attestation.read(input.answer.attestation, clientDataHash: client.hash)
    try data.check(site: site.id)
    guard let credential = data.credential, credential.id == input.id else { throw .badAttestation }
    return (client, credential, data)
  }

  private static func refusal(_ error: PasskeyError) -> Problem {
    logger.info("a new passkey was refused", metadata: ["reason": "\(error)"])
    let text: Words =
      error == .wrongChallenge
      ? "That took too long. Try once more." : "This passkey can't be used here. Try another device."
    return .invalid("credential", "invalid", text)
  }

  private static var tooManyPasskeys: Problem {
    Problem(.notAllowedNow, "There are \(maximumPasskeysPerAccount) passkeys already. Remove one first.")
  }

  /// The account's own bits: they say nothing about the person.
  static func userHandle(_ account: AccountID) -> [UInt8] {
    [account.high, account.low].flatMap { half in
      (0..<8).map { UInt8(truncatingIfNeeded: half >> (56 - 8 * $0)) }
    }
  }
}
