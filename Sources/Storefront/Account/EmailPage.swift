import Identity
import Kernel
import Presentation
import Web

/// Where another e-mail address is asked for, and where its code is typed.
struct EmailPage {
  static let path = "/account/email"

  let frame: StorefrontFrame
  let form: FormState
  let present: String
  let hasPassword: Bool
  /// When a code was mailed; `nil` while none was asked for.
  let sent: CodeSent?

  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, path, .signedIn) { request in
        let page = try await storefront.emailPage(request, .empty)
        if !page.hasPassword, try await !storefront.identity.isRecent(request.requireViewer().session) {
          return storefront.confirmFirst(for: path)
        }
        return .html(page.html(request.flash))
      },
      .page(.post, path, .signedIn, limit: .codes) { request in try await storefront.askForEmail(request) },
      .page(.post, "\(path)/confirm", .signedIn, limit: .codes) { request in
        try await storefront.confirmEmail(request)
      },
    ] + EmailLinkPage.routes(storefront)
  }
}

/// Where the links of the mails lead: one press of a button confirms a new address, or takes it back.
struct EmailLinkPage {
  let frame: StorefrontFrame
  let token: String
  let isUndo: Bool
  /// Why the link did not work.
  let refusal: Words?

  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, "/email/confirm", .anyone) { request in
        .html(try await storefront.emailLinkPage(request, isUndo: false, refusal: nil).html)
      },
      .page(.post, "/email/confirm", .anyone, limit: .codes) { request in
        try await storefront.followEmailLink(request, isUndo: false)
      },
      .page(.get, "/email/undo", .anyone) { request in
        .html(try await storefront.emailLinkPage(request, isUndo: true, refusal: nil).html)
      },
      .page(.post, "/email/undo", .anyone, limit: .codes) { request in
        try await storefront.followEmailLink(request, isUndo: true)
      },
    ]
  }
}

extension Storefront {
  func emailPage(_ request: Request, _ form: FormState) async throws -> EmailPage {
    let viewer = try request.requireViewer()
    return EmailPage(
      frame: try await frame(request), form: form, present: viewer.email,
      hasPassword: try await identity.ownAccount(viewer.account).hasPassword,
      sent: CodeSent(request, at: identity.clock.now()))
  }

  func askForEmail(_ request: Request) async throws -> Response {
    try await afterPresence(back: EmailPage.path) {
      try await answer(request) {
        let input = try request.form(ChangeEmailInput.self)
        let viewer = try request.requireViewer()
        try await identity.requestEmailChange(viewer.account, input, in: viewer.session)
        let query = Parameters().setting("email", input.email.text)
          .setting("sent", CodeSent.stamp(identity.clock.now()))
        return .redirect(
          to: "\(EmailPage.path)?\(query.encoded)",
          flash: .success("A code is on its way to \(input.email.text)."))
      } again: { form in
        try await emailPage(request, form).html(nil)
      }
    }
  }

  func confirmEmail(_ request: Request) async throws -> Response {
    try await answer(request, form: "code") {
      let viewer = try request.requireViewer()
      do {
        let email = try await identity.confirmEmailChange(
          viewer.account, code: request.form(ConfirmEmailInput.self).code, keeping: viewer.session)
        return .redirect(
          to: "/account",
          flash: .success("Your address is \(email.text) now. All other devices are logged out."))
      } catch let problem as Problem {
        throw problem.besideCode(request)
      }
    } again: { form in
      try await emailPage(request, form).html(nil)
    }
  }

  func emailLinkPage(_ request: Request, isUndo: Bool, refusal: Words?) async throws -> EmailLinkPage {
    let token = request.query["token"] ?? request.formValues["token"] ?? ""
    return EmailLinkPage(
      frame: try await frame(request), token: token, isUndo: isUndo,
      refusal: token.isEmpty ? "A part of the link is missing. Copy all of it from the mail." : refusal)
  }

  func followEmailLink(_ request: Request, isUndo: Bool) async throws -> Response {
    do {
      let token = try request.form(EmailTokenInput.self).token
      if isUndo {
        let email = try await identity.undoEmailChange(token: token)
        let path = EntryForm.path("/password/reset", email: email.text, next: nil)
        return .redirect(
          to: path, flash: .success("Your old address is back. A code to set a new password is on its way."))
      }
      let email = try await identity.confirmEmailChange(token: token, keeping: request.viewer?.session)
      return .redirect(
        to: request.viewer == nil ? "/login" : "/account",
        flash: .success("Your address is \(email.text) now. All other devices are logged out."))
    } catch let problem as Problem where problem.belongsToForm {
      let text: Words = "This link has been used or has run out."
      return .html(
        try await emailLinkPage(request, isUndo: isUndo, refusal: text).html, status: .unprocessableContent)
    }
  }
}
