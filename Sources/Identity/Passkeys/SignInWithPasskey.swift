import Gateways
import Kernel
import Logging
import Persistence
import Web

private let logger = Logger(label: "souk.passkeys")

/// What a browser needs to sign in with a passkey.
package struct PasskeyRequest: Hashable, Sendable {
  let site: String
  let challenge: String
}

extension Identity {
  /// Begins a sign-in by passkey, of whoever it will be.
  package func beginPasskeySignIn() async throws -> PasskeyRequest {
    let site = try passkeySite()
    let challenge = SecureToken.make()
    try await database.write { try PasskeyChallengeStore.insert(SecureToken.hash(challenge), for: nil, $0) }
    return PasskeyRequest(site: site.id, challenge: challenge)
  }

  /// Begins a session. The passkey verified its holder by PIN, finger or face, so it counts as a second
  /// factor. Throws `Problem(.passkeyRefused)`, the same for everything that is wrong with it, and with a
  /// good one `Problem(.accountBlocked)`.
  package func signIn(_ input: PasskeySignInInput, _ device: Device) async throws -> IssuedSession {
    let site = try passkeySite()
    let assertion = input.credential
    let checked: (client: ClientData, data: AuthenticatorData)
    do {
      checked = try Self.check(assertion, site)
    } catch {
      throw Self.refusal(error)
    }
    // The challenge is spent and a copy is told about even when the sign-in is refused, so a refusal is an
    // answer of the transaction and not an error.
    let result: Result<BegunSession, Problem> = try await database.write { tx in
      guard try PasskeyChallengeStore.take(SecureToken.hash(checked.client.challenge), for: nil, tx) else {
        return .failure(Self.refusal(.wrongChallenge))
      }
      // The account first, as everywhere: what its owner changes at this moment counts.
      if let owner = try PasskeyStore.owner(assertion.id, tx) { _ = try AccountStore.lock(owner, tx) }
      guard let stored = try PasskeyStore.lock(assertion.id, tx) else {
        return .failure(Self.refusal(.unknownCredential))
      }
      if let error = Self.refusal(of: assertion, checked, stored) { return .failure(Self.refusal(error)) }
      return try begin(stored, checked.data, device, tx)
    }
    return try await issued(result.get(), by: "passkey")
  }

  private func begin(
    _ stored: StoredPasskey, _ data: AuthenticatorData, _ device: Device, _ tx: Transaction
  ) throws -> Result<BegunSession, Problem> {
    guard let account = try AccountStore.find(stored.account, tx), account.isActive else {
      return .failure(Self.refusal(.unknownCredential))
    }
    let count = Int64(data.signCount)
    // A counter that does not grow is that of a copy. Those that don't count stay at zero.
    if (count > 0 || stored.signCount > 0) && count <= stored.signCount {
      try tx.send(SecurityMails(site: site.named(tx)).passkeyCopied(account, name: stored.passkey.name))
      return .failure(Self.refusal(.copied))
    }
    if let reason = account.blockedReason {
      return .failure(Problem(.accountBlocked, Words(verbatim: reason)))
    }
    try PasskeyStore.noteUse(stored.passkey.id, signCount: count, isBackedUp: data.isBackedUp, tx)
    return .success(
      try SessionStore.issue(for: account, device: device, method: .passkey, secondFactorAt: tx.now, tx))
  }

  private static func check(
    _ assertion: CredentialAssertionInput, _ site: PasskeySite
  ) throws(PasskeyError) -> (client: ClientData, data: AuthenticatorData) {
    let client = try ClientData(assertion.answer.clientData, .get, origin: site.origin)
    let data = try AuthenticatorData(assertion.answer.authenticatorData)
    try data.check(site: site.id)
    return (client, data)
  }

  /// Why the assertion is not of this passkey; `nil` when it is.
  private static func refusal(
    of assertion: CredentialAssertionInput, _ checked: (client: ClientData, data: AuthenticatorData),
    _ stored: StoredPasskey
  ) -> PasskeyError? {
    // Discoverable credentials always name whose they are.
    guard assertion.answer.userHandle == userHandle(stored.account) else { return .wrongAccount }
    guard checked.data.mayBeBackedUp == stored.mayBeBackedUp else { return .badAuthenticatorData }
    guard let key = try? PasskeyPublicKey(bytes: stored.publicKey) else { return .badKey }
    let signed = assertion.answer.authenticatorData + checked.client.hash
    return key.isSigned(signed, by: assertion.answer.signature) ? nil : .badSignature
  }

  private static func refusal(_ error: PasskeyError) -> Problem {
    logger.info("a sign-in by passkey was refused", metadata: ["reason": "\(error)"])
    return Problem(.passkeyRefused)
  }
}
