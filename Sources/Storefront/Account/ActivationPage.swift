import Identity
import Kernel
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

  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, "/activate", .anyone) { request in
        let page = try await storefront.activationPage(request, .empty, token: request.query["token"])
        return .html(page.html(request.flash))
      },
      .page(.post, "/activate", .anyone, limit: .codes) { request in try await storefront.activate(request) },
      .page(.get, "/activate/code", .anyone) { request in
        .html(try await storefront.codeRequestPage(.activation, request, .empty).html(request.flash))
      },
      .page(.post, "/activate/code", .anyone, limit: .codes) { request in
        try await storefront.sendCode(.activation, request)
      },
    ]
  }
}

extension Storefront {
  func activationPage(
    _ request: Request, _ form: FormState, token: String? = nil
  ) async throws -> ActivationPage {
    ActivationPage(
      frame: try await frame(request), form: form, next: request.nextPath, email: request.typedEmail,
      sent: CodeSent(request, at: identity.clock.now()), token: token)
  }

  func activate(_ request: Request) async throws -> Response {
    try await answer(request) {
      do {
        let issued = try await identity.activate(
          request.form(ActivateAccountInput.self), Device(request, kind: .cookie))
        let flash = Flash.success("Welcome, \(issued.account.name). Your account is ready.")
        return try await welcome(issued, request, flash: flash)
      } catch let problem as Problem {
        throw problem.besideCode(request)
      }
    } again: { form in
      try await activationPage(request, form).html(nil)
    }
  }
}

extension Problem {
  /// The same, beside the field where the code was typed; without fields for a link's token, which nobody
  /// typed.
  func besideCode(_ request: Request) -> Problem {
    let isLink = request.formValues["token"] != nil
    if isLink, kind == .codeInvalid || message(for: "token") != nil {
      return Problem(.codeInvalid, "This link has been used or has run out. Ask for a new code.")
    }
    return kind == .codeInvalid ? .invalid("code", "wrong", detail) : self
  }
}
