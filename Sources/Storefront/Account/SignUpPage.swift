import Identity
import Kernel
import Web

/// Where an account begins.
struct SignUpPage {
  let frame: StorefrontFrame
  let form: FormState
  let next: String?

  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, "/signup", .anyone) { request in
        if request.viewer != nil { return .redirect(to: request.nextPath ?? "/") }
        return .html(try await storefront.signUpPage(request, .empty).html(request.flash))
      },
      .page(.post, "/signup", .anyone, limit: .signUp) { request in try await storefront.signUp(request) },
    ]
  }
}

extension Storefront {
  func signUpPage(_ request: Request, _ form: FormState) async throws -> SignUpPage {
    SignUpPage(frame: try await frame(request), form: form, next: request.nextPath)
  }

  func signUp(_ request: Request) async throws -> Response {
    try await answer(request) {
      let account = try await identity.signUp(request.form(SignUp.self))
      let path = EntryForm.path("/activate", email: account.email.text, next: request.nextPath)
      return .redirect(to: path, flash: .success("Almost done: look into your mailbox."))
    } again: { form in
      try await signUpPage(request, form).html(nil)
    }
  }
}
