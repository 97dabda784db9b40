import Kernel
import Web

/// Accounts: sign-up, activation, passwords, and one's own account.
package enum AccountRoutes {
  private static let tag = "Accounts"

  /// Every route of the noun.
  package static func routes(_ identity: Identity) -> [Route] {
    signUpRoutes(identity) + passwordRoutes(identity) + ownRoutes(identity)
  }

  private static func signUpRoutes(_ identity: Identity) -> [Route] {
    [
      .api(
        .post, "/accounts", "Sign up; a mail brings the code that activates the account", tag: tag, .anyone,
        body: SignUpInput.self, answer: AccountOutput.self, status: .created, idempotent: true,
        limit: .signUp
      ) { request, body in
        try await request.answer(with: AccountOutput.init) { try await identity.signUp(body) }
      },
      .api(
        .post, "/accounts/activate", "Activate with email and code, or with the link's token", tag: tag,
        .anyone,
        body: ActivateAccountInput.self, answer: SessionOutput.self, limit: .codes,
        problems: [.codeInvalid, .accountBlocked]
      ) { request, body in
        SessionOutput(try await identity.activate(body, Device(request, kind: .bearer)))
      },
      .api(
        .post, "/accounts/codes", "Send another activation code", tag: tag, .anyone,
        body: RequestCodeInput.self, answer: NoContent.self, idempotent: true, limit: .codes
      ) { request, body in
        try await request.answer(with: { (_: Void) in NoContent() }) {
          try await identity.requestActivationCode(body.email)
        }
      },
    ]
  }

  private static func passwordRoutes(_ identity: Identity) -> [Route] {
    [
      .api(
        .post, "/accounts/password-codes", "Send a code to set a new password with", tag: tag, .anyone,
        body: RequestCodeInput.self, answer: NoContent.self, idempotent: true, limit: .codes
      ) { request, body in
        try await request.answer(with: { (_: Void) in NoContent() }) {
          try await identity.requestPasswordCode(body.email)
        }
      },
      .api(
        .post, "/accounts/password-tokens", "Exchange the code for a token that sets a password once",
        tag: tag,
        .anyone, body: ExchangeCodeInput.self, answer: PasswordTokenOutput.self, limit: .codes,
        problems: [.codeInvalid]
      ) { _, body in PasswordTokenOutput(issued: try await identity.exchangePasswordCode(body)) },
      .api(
        .post, "/accounts/password", "Set a new password with a code", tag: tag, .anyone,
        body: ResetPasswordInput.self,
        answer: NoContent.self, limit: .codes, problems: [.codeInvalid]
      ) { _, body in
        try await identity.resetPassword(body)
        return NoContent()
      },
      .api(
        .put, "/me/password", "Change the password; ends every other session", tag: tag, .signedIn,
        body: ChangePasswordInput.self, answer: NoContent.self, limit: .signIn,
        problems: [.confirmationNeeded]
      ) { request, body in
        let viewer = try request.requireViewer()
        try await identity.changePassword(viewer.account, body, keeping: viewer.session)
        return NoContent()
      },
    ]
  }

  private static func ownRoutes(_ identity: Identity) -> [Route] {
    [
      .api(.get, "/me", "Show one's account", tag: tag, .signedIn, answer: OwnAccountOutput.self) { request in
        OwnAccountOutput(try await identity.ownAccount(request.requireViewer().account))
      },
      .api(
        .patch, "/me", "Change one's account", tag: tag, .signedIn, body: EditAccountInput.self,
        answer: OwnAccountOutput.self, problems: [.preconditionFailed]
      ) { request, body in
        let account = try request.requireViewer().account
        try await identity.edit(account, request.edit(body, ifMatches: OwnAccountOutput.init))
        return OwnAccountOutput(try await identity.ownAccount(account))
      },
      .api(
        .delete, "/me", "Close one's account and remove its personal data", tag: tag, .signedIn,
        answer: NoContent.self, problems: [.notAllowedNow, .confirmationNeeded, .preconditionFailed]
      ) { request in
        try await identity.closeOwn(
          request.requireViewer(), when: request.condition(ifMatches: OwnAccountOutput.init))
        return NoContent()
      },
      .api(
        .get, "/me/export", "Everything that is kept about oneself", tag: tag, .signedIn,
        answer: AccountExportOutput.self
      ) { request in
        AccountExportOutput(document: try await identity.export(request.requireViewer().account))
      },
    ]
  }
}

/// The export as the API shows it: an object with a member for every kind of thing.
struct AccountExportOutput: Output {
  let document: JSONValue

  static let fields: [OutputField<Self>] = [
    .init("exportedAt") { $0.document["exportedAt"] ?? .null },
    .init("account") { $0.document["account"] ?? .null },
    .init("addresses") { $0.document["addresses"] ?? .null },
    .init("sessions") { $0.document["sessions"] ?? .null },
  ]

  func write(to writer: inout JSONWriter) { document.write(to: &writer) }
}

/// A token that sets a password once.
struct PasswordTokenOutput: Output {
  let issued: PasswordToken

  static let fields: [OutputField<Self>] = [
    .init("token") { $0.issued.token },
    .init("expiresIn") { _ in codeLifetimeSeconds },
  ]
}
