import Identity
import Kernel
import Web

/// Where people come in, and go.
struct SignInPage {
  let frame: StorefrontFrame
  let form: FormState
  let next: String?

  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, "/login", .anyone) { request in
        if request.viewer != nil { return .redirect(to: request.nextPath ?? "/") }
        let form = FormState(values: request.typedEmail.map { ["email": $0] } ?? [:])
        return .html(try await storefront.signInPage(request, form).html(request.flash))
      },
      .page(.post, "/login", .anyone, limit: .signIn) { request in try await storefront.signIn(request) },
      .page(.post, "/logout", .anyone) { request in
        if let viewer = request.viewer { try await storefront.identity.signOut(viewer.session) }
        return .redirect(to: "/", flash: .information("You are logged out."))
          .setting(.removing(Cookie.sessionName))
      },
    ]
  }
}

extension Storefront {
  func signInPage(_ request: Request, _ form: FormState) async throws -> SignInPage {
    SignInPage(frame: try await frame(request), form: form, next: request.nextPath)
  }

  func signIn(_ request: Request) async throws -> Response {
    try await answer(request) {
      let form = try request.form(SignIn.self)
      do {
        return try await welcome(identity.signIn(form, Device(request, kind: .cookie)), request)
      } catch let problem as Problem where problem.kind == .accountNotActive {
        let path = EntryForm.path("/activate", email: form.email.text, next: request.nextPath)
        return .redirect(to: path, flash: .information("This account waits for the code from its mail."))
      }
    } again: { form in
      try await signInPage(request, form).html(nil)
    }
  }
}
