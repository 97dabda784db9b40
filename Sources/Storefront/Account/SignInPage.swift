import Identity
import Kernel
import Web

/// Where people come in, and go.
struct SignInPage {
  let frame: StorefrontFrame
  let form: FormState
  let next: String?
  /// Whether the site can be signed in to with a passkey.
  let hasPasskeys: Bool
  /// Other sites whose accounts log in here.
  let providers: [OpenIDProvider]

  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, "/login", .anyone) { request in
        if request.viewer != nil { return .redirect(to: request.nextPath ?? "/") }
        let form = FormState(values: request.typedEmail.map { ["email": $0] } ?? [:])
        return .html(try await storefront.signInPage(request, form).html(request.flash))
      },
      .page(.post, "/login", .anyone, limit: .signIn) { request in try await storefront.signIn(request) },
      .page(.post, "/login/passkey", .anyone, limit: .signIn) { request in
        try await storefront.signInWithPasskey(request)
      },
      .page(.post, "/logout", .anyone) { request in
        if let viewer = request.viewer { try await storefront.identity.signOut(viewer.session) }
        return .redirect(to: request.nextPath ?? "/", flash: .information("You are logged out."))
          .setting(.removing(Cookie.sessionName))
      },
    ] + SignInCodePage.routes(storefront)
  }
}

extension Storefront {
  func signInPage(_ request: Request, _ form: FormState) async throws -> SignInPage {
    SignInPage(
      frame: try await frame(request), form: form, next: request.nextPath, hasPasskeys: identity.hasPasskeys,
      providers: identity.openIDProviders)
  }

  func signIn(_ request: Request) async throws -> Response {
    try await answer(request) {
      let form = try request.form(SignInInput.self)
      do {
        switch try await identity.beginSignIn(form, Device(request, kind: .cookie)) {
        case .signedIn(let issued): return try await welcome(issued, request)
        case .needsCode(let cookie):
          return .redirect(to: EntryForm.path(SignInCodePage.path, next: request.nextPath)).setting(cookie)
        }
      } catch let problem as Problem where problem.kind == .accountNotActive {
        let path = EntryForm.path("/activate", email: form.email.text, next: request.nextPath)
        return .redirect(to: path, flash: .information("This account waits for the code from its mail."))
      }
    } again: { form in
      try await signInPage(request, form).html(nil)
    }
  }

  func signInWithPasskey(_ request: Request) async throws -> Response {
    try await answer(request) {
      let issued = try await identity.signIn(
        request.form(PasskeySignInInput.self), Device(request, kind: .cookie))
      return try await welcome(issued, request)
    } again: { form in
      // What is wrong in a passkey's answer is nothing that the person typed.
      let problem = Problem(.passkeyRefused, form.message ?? ProblemKind.passkeyRefused.title)
      return try await signInPage(request, FormState(Parameters(), problem: problem)).html(nil)
    }
  }
}
