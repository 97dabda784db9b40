import Identity
import Kernel
import Presentation
import Web

/// Where the code or the link of the mail activates an account.
struct ActivationPage {
  let frame: StorefrontFrame
  let form: FormState
  let next: String?
  /// The address that the code went to; asked for when it is not known.
  let email: String?
  let sent: CodeSent?
  /// From the link in the mail: then nothing needs to be typed.
  let token: String?
}

extension Storefront {
  func showActivation(_ request: Request) async throws -> Response {
    let page = try await activationPage(request, .empty, token: request.query["token"])
    return .html(page.html(request.flash))
  }

  func showActivationCode(_ request: Request) async throws -> Response {
    .html(try await codeRequestPage(.activation, request, .empty).html(request.flash))
  }

  private func activationPage(
    _ request: Request, _ form: FormState, token: String? = nil
  ) async throws -> ActivationPage {
    ActivationPage(
      frame: try await frame(request), form: form, next: request.nextPath, email: request.typedEmail,
      sent: CodeSent(request, at: identity.clock.now()), token: token)
  }

  func activate(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request, missing: EntryForm.missing, beside: request.besideCode) {
      let issued = try await identity.activate(
        request.form(ActivateAccountInput.self), Device(request, kind: .cookie))
      let flash = Flash.success("Welcome, \(issued.account.name). Your account is ready.")
      return try await welcome(issued, request, flash: flash)
    } again: { form, _ in
      try await activationPage(request, form).html(nil)
    }
  }
}
