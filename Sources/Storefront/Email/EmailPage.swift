import Identity
import Kernel
import Presentation
import Web

/// Where another e-mail address is asked for, and where its code is typed.
struct EmailPage {
  let frame: StorefrontFrame
  let form: FormState
  let present: String
  let hasPassword: Bool
  /// When a code was mailed; `nil` while none was asked for.
  let sent: CodeSent?
}

/// Where the links of the mails lead: one press of a button confirms a new address, or takes it back.
struct EmailLinkPage {
  let frame: StorefrontFrame
  let token: String
  let isUndo: Bool
  /// Why the link did not work.
  let refusal: Words?
}

extension Storefront {
  func showEmail(_ request: Request) async throws -> Response {
    let page = try await emailPage(request, .empty)
    return try await afterPresence(request, back: Paths.email, hasPassword: page.hasPassword) {
      page.html(request.flash)
    }
  }

  private func emailPage(_ request: Request, _ form: FormState) async throws -> EmailPage {
    let viewer = try request.requireViewer()
    return EmailPage(
      frame: try await frame(request), form: form, present: viewer.email,
      hasPassword: try await identity.ownAccount(viewer.account).hasPassword,
      sent: CodeSent(request, at: identity.clock.now()))
  }

  func askForEmail(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request, missing: EntryForm.missing) {
      let input = try request.form(ChangeEmailInput.self)
      let viewer = try request.requireViewer()
      try await identity.requestEmailChange(viewer.account, input, in: viewer.session)
      let query = Parameters().setting("email", input.email.text)
        .setting("sent", CodeSent.stamp(identity.clock.now()))
      return .redirect(
        to: query.behind(Paths.email), flash: .success("A code is on its way to \(input.email.text)."))
    } again: { form, _ in
      try await emailPage(request, form).html(nil)
    } elsewhere: { problem in
      presenceFirst(problem, back: Paths.email)
    }
  }

  func confirmEmail(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(
      request, form: "code", missing: EntryForm.missing, beside: request.besideCode
    ) {
      let viewer = try request.requireViewer()
      let email = try await identity.confirmEmailChange(
        viewer.account, code: request.form(ConfirmEmailInput.self).code, keeping: viewer.session)
      return .redirect(
        to: Paths.profile,
        flash: .success("Your address is \(email.text) now. All other devices are logged out."))
    } again: { form, _ in
      try await emailPage(request, form).html(nil)
    }
  }

  func showEmailLink(_ request: Request, isUndo: Bool) async throws -> Response {
    .html(try await emailLinkPage(request, isUndo: isUndo, refusal: nil).html)
  }

  private func emailLinkPage(
    _ request: Request, isUndo: Bool, refusal: Words?
  ) async throws -> EmailLinkPage {
    let token = request.query["token"] ?? request.formValues["token"] ?? ""
    return EmailLinkPage(
      frame: try await frame(request), token: token, isUndo: isUndo,
      refusal: token.isEmpty ? "A part of the link is missing. Copy all of it from the mail." : refusal)
  }

  func followEmailLink(_ request: Request, isUndo: Bool) async throws -> Response {
    try await RefusedForm.answer(request, missing: EntryForm.missing) {
      let token = try request.form(EmailTokenInput.self).token
      if isUndo {
        let email = try await identity.undoEmailChange(token: token)
        let path = EntryForm.path(Paths.passwordReset, email: email.text, next: nil)
        return .redirect(
          to: path, flash: .success("Your old address is back. A code to set a new password is on its way."))
      }
      let email = try await identity.confirmEmailChange(token: token, keeping: request.viewer?.session)
      return .redirect(
        to: request.viewer == nil ? Paths.signIn : Paths.profile,
        flash: .success("Your address is \(email.text) now. All other devices are logged out."))
    } again: { _, problem in
      try await emailLinkPage(
        request, isUndo: isUndo, refusal: problem.fields.first?.message ?? problem.detail
      ).html
    }
  }
}
