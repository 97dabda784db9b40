import Gateways
import Kernel
import Persistence
import Web

/// The first code of the app, to show that it has the secret.
package struct ConfirmSecondFactorInput: Input {
  package let code: String

  package init(from input: inout InputReader) throws {
    code = input.required("code", .code(TimeCode.digits))
  }

  /// A confirmation from code.
  package init(code: String) { self.code = code }
}

extension Identity {
  /// Whether the account asks for a code besides the password.
  package func secondFactor(of account: AccountID) async throws -> SecondFactorState {
    try await database.read { snapshot in
      SecondFactorState(
        since: try SecondFactorStore.find(account, snapshot)?.confirmedAt,
        recoveryCodesLeft: try SecondFactorStore.recoveryCodesLeft(of: account, snapshot))
    }
  }

  /// Makes a secret for an app. It counts once `confirmSecondFactor` has seen a code of it. Throws
  /// `Problem(.confirmationNeeded)`, or `Problem(.notAllowedNow)` when there is one already.
  package func beginSecondFactor(_ viewer: Viewer) async throws -> SecondFactorSetup {
    let secret = TimeCode.makeSecret()
    let sealed = try vault.seal(secret, context: StoredSecondFactor.context(viewer.account))
    let issuer = try await database.write { tx in
      try requireRecent(viewer.session, tx)
      guard try SecondFactorStore.begin(viewer.account, sealedSecret: sealed, tx) else {
        throw Self.alreadyOn
      }
      return try site.named(tx).name
    }
    return Self.setup(secret, email: viewer.email, issuer: issuer)
  }

  /// The set-up that waits for its confirmation; `nil` when none does, or when its secret is not to be shown any more
  /// because the viewer logged in too long ago.
  package func waitingSecondFactor(_ viewer: Viewer) async throws -> SecondFactorSetup? {
    guard try await isRecent(viewer.session) else { return nil }
    let (stored, issuer) = try await database.read { snapshot in
      (try SecondFactorStore.find(viewer.account, snapshot), try site.named(snapshot).name)
    }
    guard let stored, stored.confirmedAt == nil else { return nil }
    let secret = try vault.open(stored.sealedSecret, context: StoredSecondFactor.context(viewer.account))
    return Self.setup(secret, email: viewer.email, issuer: issuer)
  }

  /// Turns the second factor on, and answers with the recovery codes, which are shown once. The present
  /// session counts as begun with it. Throws `Problem(.secondFactorWrong)`, or `Problem(.notAllowedNow)` when
  /// nothing waits for a confirmation.
  package func confirmSecondFactor(
    _ input: ConfirmSecondFactorInput, _ viewer: Viewer
  ) async throws -> RecoveryCodes {
    let recovery = RecoveryCodes.make()
    try await database.write { tx in
      guard let account = try AccountStore.lock(viewer.account, tx) else { throw Problem(.unauthenticated) }
      guard let stored = try SecondFactorStore.lock(account.id, tx) else {
        throw Problem(.notAllowedNow, "Begin to set the second factor up first.")
      }
      guard stored.confirmedAt == nil else { throw Self.alreadyOn }
      let secret = try vault.open(stored.sealedSecret, context: StoredSecondFactor.context(account.id))
      guard
        let step = TimeCode.matchingStep(input.code, secret, at: tx.now, after: stored.lastStep)
      else {
        throw Problem(
          .secondFactorWrong, "That is not the code that the app shows now. Check the phone's clock.")
      }
      guard try SecondFactorStore.confirm(account.id, step: step, tx) else { throw Self.alreadyOn }
      let hashes = recovery.codes.map { RecoveryCodes.hash($0, of: account.id) }
      try SecondFactorStore.replaceRecoveryCodes(of: account.id, hashes, tx)
      try SessionProofStore.showSecondFactor(in: viewer.session, tx)
      try tx.send(SecurityMails(site: site.named(tx)).secondFactorOn(account))
      try tx.record("secondFactor.enabled", on: account.id)
    }
    return recovery
  }

  /// New recovery codes in place of the old ones. Throws `Problem(.confirmationNeeded)`, or
  /// `Problem(.notAllowedNow)` without a second factor.
  package func renewRecoveryCodes(_ viewer: Viewer) async throws -> RecoveryCodes {
    let recovery = RecoveryCodes.make()
    try await database.write { tx in
      guard let account = try AccountStore.lock(viewer.account, tx) else { throw Problem(.unauthenticated) }
      guard try SecondFactorStore.lock(account.id, tx)?.confirmedAt != nil else { throw Self.notOn }
      try requireRecent(viewer.session, tx)
      let hashes = recovery.codes.map { RecoveryCodes.hash($0, of: account.id) }
      try SecondFactorStore.replaceRecoveryCodes(of: account.id, hashes, tx)
      try tx.send(SecurityMails(site: site.named(tx)).recoveryCodesRenewed(account))
      try tx.record("secondFactor.codesRenewed", on: account.id)
    }
    return recovery
  }

  /// Turns the second factor off. The password is enough only in a session that has shown a second factor. Throws
  /// `Problem(.secondFactorRequired)`, `Problem(.secondFactorWrong)`, `Problem(.invalidInput)` on the field
  /// `password`, or `Problem(.notAllowedNow)` when it is off.
  package func removeSecondFactor(_ proof: PresenceProofInput, _ viewer: Viewer) async throws {
    try await proving(proof, viewer.account) { account, shownAt, tx in
      if try shownAt == nil && !SessionProofStore.hasShownFactor(viewer.session, tx) {
        throw Problem(
          .secondFactorRequired, "This log-in has not shown a code yet, so type one now.")
      }
      guard try SecondFactorStore.delete(account.id, tx) else { throw Self.notOn }
      try SessionProofStore.forgetCodes(of: account.id, tx)
      try tx.send(SecurityMails(site: site.named(tx)).secondFactorOff(account))
      try tx.record("secondFactor.disabled", on: account.id)
    }
  }

  private static func setup(_ secret: [UInt8], email: String, issuer: String) -> SecondFactorSetup {
    SecondFactorSetup(
      secret: Base32Text.encode(secret), uri: TimeCode.uri(secret, account: email, issuer: issuer))
  }

  private static var alreadyOn: Problem {
    Problem(.notAllowedNow, "A second factor is set up already. Turn it off before you set up another.")
  }

  private static var notOn: Problem { Problem(.notAllowedNow, "No second factor is set up.") }
}
