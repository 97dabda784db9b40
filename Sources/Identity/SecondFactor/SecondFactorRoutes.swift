import Kernel
import Web

/// The second factor of one's own account.
package enum SecondFactorRoutes {
  private static let tag = "Security"

  /// Every route of the noun.
  package static func routes(_ identity: Identity) -> [Route] {
    stateRoutes(identity) + setupRoutes(identity)
  }

  private static func stateRoutes(_ identity: Identity) -> [Route] {
    [
      .api(
        .get, "/me/second-factor", "Whether a log-in asks for a code", tag: tag, .signedIn,
        answer: SecondFactorOutput.self
      ) { request in
        SecondFactorOutput(state: try await identity.secondFactor(of: request.requireViewer().account))
      },
      .api(
        .delete, "/me/second-factor", "Turn the second factor off", tag: tag, .signedIn,
        body: PresenceProofInput.self, answer: NoContent.self, limit: .signIn,
        problems: [.secondFactorRequired, .secondFactorWrong, .notAllowedNow]
      ) { request, body in
        try await identity.removeSecondFactor(body, request.requireViewer())
        return NoContent()
      },
      .api(
        .put, "/me/sessions/current/confirmation",
        "Show again who one is, by password or code, before what needs a recent log-in", tag: tag, .signedIn,
        body: PresenceProofInput.self, answer: NoContent.self, limit: .signIn,
        problems: [.secondFactorRequired, .secondFactorWrong]
      ) { request, body in
        try await identity.confirm(body, in: request.requireViewer())
        return NoContent()
      },
    ]
  }

  private static func setupRoutes(_ identity: Identity) -> [Route] {
    [
      .api(
        .post, "/me/second-factor", "Begin to set up an app that makes codes", tag: tag, .signedIn,
        answer: SecondFactorSetupOutput.self, status: .created, limit: .codes,
        problems: [.confirmationNeeded, .notAllowedNow]
      ) { request in
        SecondFactorSetupOutput(setup: try await identity.beginSecondFactor(request.requireViewer()))
      },
      .api(
        .post, "/me/second-factor/confirm",
        "Turn the second factor on with a code of the app; answers the recovery codes, once", tag: tag,
        .signedIn, body: ConfirmSecondFactorInput.self, answer: RecoveryCodesOutput.self, limit: .codes,
        problems: [.secondFactorWrong, .notAllowedNow]
      ) { request, body in
        RecoveryCodesOutput(
          recovery: try await identity.confirmSecondFactor(body, request.requireViewer()))
      },
      .api(
        .post, "/me/second-factor/recovery-codes", "Make new recovery codes in place of the old", tag: tag,
        .signedIn, answer: RecoveryCodesOutput.self, limit: .codes,
        problems: [.confirmationNeeded, .notAllowedNow]
      ) { request in
        RecoveryCodesOutput(recovery: try await identity.renewRecoveryCodes(request.requireViewer()))
      },
    ]
  }
}

/// The state as the API shows it.
struct SecondFactorOutput: Output {
  let state: SecondFactorState

  static let fields: [OutputField<Self>] = [
    .init("isOn") { $0.state.isOn },
    .init("since") { $0.state.since },
    .init("recoveryCodesLeft") { $0.state.recoveryCodesLeft },
  ]
}

/// What goes into the app.
struct SecondFactorSetupOutput: Output {
  let setup: SecondFactorSetup

  static let fields: [OutputField<Self>] = [
    .init("secret") { $0.setup.secret },
    .init("uri") { $0.setup.uri },
  ]
}

/// Shown once.
struct RecoveryCodesOutput: Output {
  let recovery: RecoveryCodes

  static let fields: [OutputField<Self>] = [.init("codes") { $0.recovery.codes }]
}
