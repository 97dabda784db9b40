import Kernel
import Web

/// Another e-mail address for one's account.
package enum EmailChangeRoutes {
  private static let tag = "Accounts"

  /// Every route of the noun.
  package static func routes(_ identity: Identity) -> [Route] {
    [
      .api(
        .post, "/me/email", "Ask for another e-mail address; a code goes to it", tag: tag, .signedIn,
        body: ChangeEmailInput.self, answer: NoContent.self, idempotent: true, limit: .codes,
        problems: [.confirmationNeeded]
      ) { request, body in
        let viewer = try request.requireViewer()
        return try await request.answer(with: { (_: Void) in NoContent() }) {
          try await identity.requestEmailChange(viewer.account, body, in: viewer.session)
        }
      },
      .api(
        .post, "/me/email/confirm", "Confirm the new address with the code; ends every other session",
        tag: tag, .signedIn, body: ConfirmEmailInput.self, answer: OwnAccountOutput.self, limit: .codes,
        problems: [.codeInvalid]
      ) { request, body in
        let viewer = try request.requireViewer()
        _ = try await identity.confirmEmailChange(viewer.account, code: body.code, keeping: viewer.session)
        return OwnAccountOutput(try await identity.ownAccount(viewer.account))
      },
      .api(
        .post, "/accounts/email/confirm", "Confirm the new address with the link's token", tag: tag, .anyone,
        body: EmailTokenInput.self, answer: NoContent.self, limit: .codes, problems: [.codeInvalid]
      ) { request, body in
        _ = try await identity.confirmEmailChange(token: body.token, keeping: request.viewer?.session)
        return NoContent()
      },
      .api(
        .post, "/accounts/email/undo", "Take a change of address back, with the link in the old mailbox",
        tag: tag, .anyone, body: EmailTokenInput.self, answer: NoContent.self, limit: .codes,
        problems: [.codeInvalid]
      ) { _, body in
        _ = try await identity.undoEmailChange(token: body.token)
        return NoContent()
      },
    ]
  }
}
