import Kernel
import Web

/// Passkeys of one's own account, and signing in with one.
package enum PasskeyRoutes {
  private static let tag = "Security"

  /// Every route of the noun.
  package static func routes(_ identity: Identity) -> [Route] {
    ownRoutes(identity) + registrationRoutes(identity) + signInRoutes(identity)
  }

  private static func ownRoutes(_ identity: Identity) -> [Route] {
    [
      .api(
        .get, "/me/passkeys", "List one's passkeys", tag: tag, .signedIn, answer: PasskeyListOutput.self
      ) { request in
        let passkeys = try await identity.passkeys(of: request.requireViewer().account)
        return PasskeyListOutput(items: passkeys.map { PasskeyOutput(passkey: $0) })
      },
      .api(
        .get, "/me/passkeys/{passkey}", "Show a passkey", tag: tag, .signedIn, answer: PasskeyOutput.self
      ) { request in
        PasskeyOutput(
          passkey: try await identity.passkey(
            request.id("passkey", as: PasskeyID.self), of: request.requireViewer().account))
      },
      .api(
        .patch, "/me/passkeys/{passkey}", "Rename a passkey", tag: tag, .signedIn,
        body: RenamePasskeyInput.self, answer: PasskeyOutput.self, problems: [.preconditionFailed]
      ) { request, body in
        PasskeyOutput(
          passkey: try await identity.rename(
            request.id("passkey", as: PasskeyID.self), of: request.requireViewer().account,
            request.edit(body, ifMatches: PasskeyOutput.init(passkey:))))
      },
      .api(
        .delete, "/me/passkeys/{passkey}", "Remove a passkey", tag: tag, .signedIn, answer: NoContent.self,
        problems: [.confirmationNeeded, .notAllowedNow, .preconditionFailed]
      ) { request in
        try await identity.removePasskey(
          request.id("passkey", as: PasskeyID.self), request.requireViewer(),
          when: request.condition(ifMatches: PasskeyOutput.init(passkey:)))
        return NoContent()
      },
    ]
  }

  private static func registrationRoutes(_ identity: Identity) -> [Route] {
    [
      .api(
        .post, "/me/passkeys/options", "Begin to make a passkey: what navigator.credentials.create takes",
        tag: tag, .signedIn, answer: PasskeyCreationOutput.self,
        problems: [.confirmationNeeded, .notAllowedNow]
      ) { request in
        PasskeyCreationOutput(creation: try await identity.beginPasskey(request.requireViewer()))
      },
      .api(
        .post, "/me/passkeys", "Keep a new passkey", tag: tag, .signedIn, body: RegisterPasskeyInput.self,
        answer: PasskeyOutput.self, status: .created, idempotent: true,
        problems: [.confirmationNeeded, .notAllowedNow]
      ) { request, body in
        try await request.answer(with: PasskeyOutput.init(passkey:)) {
          try await identity.registerPasskey(body, request.requireViewer())
        }
      },
    ]
  }

  private static func signInRoutes(_ identity: Identity) -> [Route] {
    [
      .api(
        .post, "/sessions/passkey/options",
        "Begin to log in with a passkey: what navigator.credentials.get takes", tag: tag, .anyone,
        answer: PasskeyRequestOutput.self, limit: .write, problems: [.notAllowedNow]
      ) { _ in PasskeyRequestOutput(wanted: try await identity.beginPasskeySignIn()) },
      .api(
        .post, "/sessions/passkey", "Log in with a passkey", tag: tag, .anyone, body: PasskeySignInInput.self,
        answer: SessionOutput.self, limit: .signIn,
        problems: [.passkeyRefused, .accountBlocked, .notAllowedNow]
      ) { request, body in
        SessionOutput(try await identity.signIn(body, Device(request, kind: .bearer)))
      },
    ]
  }
}

/// A passkey as the API shows it.
struct PasskeyOutput: Output {
  let passkey: Passkey

  static let fields: [OutputField<Self>] = [
    .init("id") { $0.passkey.id },
    .init("name") { $0.passkey.name },
    .init("isBackedUp") { $0.passkey.isBackedUp },
    .init("createdAt") { $0.passkey.createdAt },
    .init("lastUsedAt") { $0.passkey.lastUsedAt },
  ]
}

/// All of them; there are few.
struct PasskeyListOutput: Output {
  let items: [PasskeyOutput]

  static let fields: [OutputField<Self>] = [.init("items") { $0.items }]
}
