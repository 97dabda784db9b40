import Identity
import Kernel
import Web

/// The second step of a log-in: the code of the app, or a recovery code.
struct SignInCodePage {
  static let path = "/login/code"

  let frame: StorefrontFrame
  let form: FormState
  let next: String?
  /// Whether a recovery code is asked for.
  let isRecovery: Bool

  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, path, .anyone) { request in
        guard try await storefront.hasPendingSignIn(request) else { return storefront.signInAgain(request) }
        return .html(try await storefront.signInCodePage(request, .empty).html(request.flash))
      },
      .page(.post, path, .anyone, limit: .signIn) { request in
        try await storefront.finishSignIn(request)
      },
    ]
  }
}

extension Storefront {
  func hasPendingSignIn(_ request: Request) async throws -> Bool {
    guard let token = request.cookie(Cookie.pendingSignInName) else { return false }
    return try await identity.isPendingSignIn(token)
  }

  func signInCodePage(_ request: Request, _ form: FormState) async throws -> SignInCodePage {
    let kind = request.query["kind"] ?? request.formValues["kind"]
    return SignInCodePage(
      frame: try await frame(request), form: form, next: request.nextPath, isRecovery: kind == "recovery")
  }

  func finishSignIn(_ request: Request) async throws -> Response {
    guard let token = request.cookie(Cookie.pendingSignInName) else { return signInAgain(request) }
    return try await answer(request) {
      do {
        let issued = try await identity.finishSignIn(
          token, request.form(SecondFactorCodeInput.self), Device(request, kind: .cookie))
        return try await welcome(issued, request).setting(.removing(Cookie.pendingSignInName))
      } catch let problem as Problem where problem.kind == .unauthenticated {
        return signInAgain(request)
      } catch let problem as Problem where problem.kind == .secondFactorWrong {
        throw Problem.invalid("code", "wrong", problem.detail)
      }
    } again: { form in
      try await signInCodePage(request, form).html(nil)
    }
  }

  func signInAgain(_ request: Request) -> Response {
    .redirect(
      to: EntryForm.path("/login", next: request.nextPath),
      flash: .information("That took too long. Log in again, please.")
    )
    .setting(.removing(Cookie.pendingSignInName))
  }
}
