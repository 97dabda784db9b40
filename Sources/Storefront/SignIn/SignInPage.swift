import Identity
import Kernel
import Presentation
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
}

extension Storefront {
  func showSignIn(_ request: Request) async throws -> Response {
    if request.viewer != nil { return .redirect(to: request.nextPath ?? Paths.home) }
    let form = FormState(values: request.typedEmail.map { ["email": $0] } ?? [:])
    return .html(try await signInPage(request, form).html(request.flash))
  }

  func signOut(_ request: Request) async throws -> Response {
    if let viewer = request.viewer { try await identity.signOut(viewer.session) }
    return .redirect(to: request.nextPath ?? Paths.home, flash: .information("You are logged out."))
      .setting(.removing(Cookie.sessionName))
  }

  private func signInPage(_ request: Request, _ form: FormState) async throws -> SignInPage {
    SignInPage(
      frame: try await frame(request), form: form, next: request.nextPath, hasPasskeys: identity.hasPasskeys,
      providers: identity.openIDProviders)
  }

  func signIn(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request, missing: EntryForm.missing) {
      switch try await identity.beginSignIn(request.form(SignInInput.self), Device(request, kind: .cookie)) {
      case .signedIn(let issued): return try await welcome(issued, request)
      case .needsCode(let cookie):
        return .redirect(to: EntryForm.path(Paths.signInCode, next: request.nextPath)).setting(cookie)
      }
    } again: { form, _ in
      try await signInPage(request, form).html(nil)
    } elsewhere: { problem in
      guard problem.kind == .accountNotActive else { return nil }
      let path = EntryForm.path(Paths.activation, email: request.typedEmail, next: request.nextPath)
      return .redirect(to: path, flash: .information("This account waits for the code from its mail."))
    }
  }

  func signInWithPasskey(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request, missing: EntryForm.missing) {
      let issued = try await identity.signIn(
        request.form(PasskeySignInInput.self), Device(request, kind: .cookie))
      return try await welcome(issued, request)
    } again: { form, _ in
      // What is wrong in a passkey's answer is nothing that the person typed.
      let message = form.message ?? ProblemKind.passkeyRefused.title
      return try await signInPage(request, FormState(message: message)).html(nil)
    }
  }
}
