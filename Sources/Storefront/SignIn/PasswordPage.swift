import Identity
import Kernel
import Presentation
import Web

/// Where a code or a link from a mail sets a new password.
struct PasswordPage {
  let frame: StorefrontFrame
  let form: FormState
  let next: String?
  let email: String?
  let sent: CodeSent?
  /// From the link in the mail.
  let token: String?
}

extension Storefront {
  func showForgottenPassword(_ request: Request) async throws -> Response {
    let form = FormState(values: request.typedEmail.map { ["email": $0] } ?? [:])
    return .html(try await codeRequestPage(.password, request, form).html(request.flash))
  }

  func showPasswordReset(_ request: Request) async throws -> Response {
    let page = try await passwordPage(request, .empty, token: request.query["token"])
    return .html(page.html(request.flash))
  }

  private func passwordPage(
    _ request: Request, _ form: FormState, token: String?
  ) async throws -> PasswordPage {
    PasswordPage(
      frame: try await frame(request), form: form, next: request.nextPath, email: request.typedEmail,
      sent: CodeSent(request, at: identity.clock.now()), token: token)
  }

  func resetPassword(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request, missing: EntryForm.missing, beside: request.besideCode) {
      try await identity.resetPassword(request.form(ResetPasswordInput.self))
      let path = EntryForm.path(Paths.signIn, email: request.typedEmail, next: request.nextPath)
      return .redirect(to: path, flash: .success("Your new password is set. Log in with it."))
    } again: { form, _ in
      // A link that is no good any more gives way to the field for a code.
      let isOver = form.message != nil || form.error("token") != nil
      let token = isOver ? nil : request.formValues["token"]
      return try await passwordPage(request, form, token: token).html(nil)
    }
  }
}
