import Identity
import Kernel
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

  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, "/password", .anyone) { request in
        let form = FormState(values: request.typedEmail.map { ["email": $0] } ?? [:])
        return .html(try await storefront.codeRequestPage(.password, request, form).html(request.flash))
      },
      .page(.post, "/password", .anyone, limit: .codes) { request in
        try await storefront.sendCode(.password, request)
      },
      .page(.get, "/password/reset", .anyone) { request in
        let page = try await storefront.passwordPage(request, .empty, token: request.query["token"])
        return .html(page.html(request.flash))
      },
      .page(.post, "/password/reset", .anyone, limit: .codes) { request in
        try await storefront.resetPassword(request)
      },
    ]
  }
}

extension Storefront {
  func passwordPage(
    _ request: Request, _ form: FormState, token: String?
  ) async throws -> PasswordPage {
    PasswordPage(
      frame: try await frame(request), form: form, next: request.nextPath, email: request.typedEmail,
      sent: CodeSent(request, at: identity.clock.now()), token: token)
  }

  func resetPassword(_ request: Request) async throws -> Response {
    try await answer(request) {
      do {
        try await identity.resetPassword(request.form(ResetPasswordInput.self))
      } catch let problem as Problem {
        throw problem.besideCode(request)
      }
      let path = EntryForm.path("/login", email: request.typedEmail, next: request.nextPath)
      return .redirect(to: path, flash: .success("Your new password is set. Log in with it."))
    } again: { form in
      // A link that is no good any more gives way to the field for a code.
      let token = form.message == nil ? request.formValues["token"] : nil
      return try await passwordPage(request, form, token: token).html(nil)
    }
  }
}
