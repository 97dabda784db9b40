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
      let proof = try request.form(ActivateAccountInput.self).proof
      let issued = try await identity.activate(
        ActivateAccountInput(proof, account: request.ownSignUp), Device(request, kind: .cookie))
      return try await welcomeNew(issued, request).setting(.noSignUp)
    } again: { form, _ in
      try await activationPage(request, form).html(nil)
    }
  }

  private func welcomeNew(_ issued: IssuedSession, _ request: Request) async throws -> Response {
    if try await identity.ownAccount(issued.account.id).hasPassword {
      let flash = Flash.success("Welcome, \(issued.account.name). Your account is ready.")
      return try await welcome(issued, request, flash: flash)
    }
    let flash = Flash.information(
      """
      Welcome, \(issued.account.name). Your address was used to sign up more than once, maybe by somebody else, so \
      no password was taken over. Set your own here.
      """)
    return try await welcome(issued, request, to: Paths.ownPassword, flash: flash)
  }
}
