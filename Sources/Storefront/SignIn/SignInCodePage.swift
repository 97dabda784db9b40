import Identity
import Kernel
import Presentation
import Web

/// The second step of a log-in: the code of the app, or a recovery code.
struct SignInCodePage {
  let frame: StorefrontFrame
  let form: FormState
  let next: String?
  /// Whether a recovery code is asked for.
  let isRecovery: Bool
}

extension Storefront {
  func showSignInCode(_ request: Request) async throws -> Response {
    guard try await hasPendingSignIn(request) else { return signInAgain(request) }
    return .html(try await signInCodePage(request, .empty).html(request.flash))
  }

  private func hasPendingSignIn(_ request: Request) async throws -> Bool {
    guard let token = request.cookie(Cookie.pendingSignInName) else { return false }
    return try await identity.isPendingSignIn(token)
  }

  private func signInCodePage(_ request: Request, _ form: FormState) async throws -> SignInCodePage {
    let kind = request.query["kind"] ?? request.formValues["kind"]
    return SignInCodePage(
      frame: try await frame(request), form: form, next: request.nextPath, isRecovery: kind == "recovery")
  }

  func finishSignIn(_ request: Request) async throws -> Response {
    guard let token = request.cookie(Cookie.pendingSignInName) else { return signInAgain(request) }
    return try await RefusedForm.answer(
      request, missing: EntryForm.missing, beside: [.secondFactorWrong: "code"]
    ) {
      let issued = try await identity.finishSignIn(
        token, request.form(SecondFactorCodeInput.self), Device(request, kind: .cookie))
      return try await welcome(issued, request).setting(.removing(Cookie.pendingSignInName))
    } again: { form, _ in
      try await signInCodePage(request, form).html(nil)
    } elsewhere: { problem in
      problem.kind == .unauthenticated ? signInAgain(request) : nil
    }
  }

  private func signInAgain(_ request: Request) -> Response {
    .redirect(
      to: EntryForm.path(Paths.signIn, next: request.nextPath),
      flash: .information("That took too long. Log in again, please.")
    )
    .setting(.removing(Cookie.pendingSignInName))
  }
}
