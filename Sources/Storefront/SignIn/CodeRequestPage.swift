import Identity
import Kernel
import Presentation
import Web

/// Where a code is asked for: another one for activating, or one for a new password.
struct CodeRequestPage {
  let purpose: CodePurpose
  let frame: StorefrontFrame
  let form: FormState
  let next: String?
}

extension Storefront {
  func codeRequestPage(
    _ purpose: CodePurpose, _ request: Request, _ form: FormState
  ) async throws -> CodeRequestPage {
    CodeRequestPage(purpose: purpose, frame: try await frame(request), form: form, next: request.nextPath)
  }

  /// Mails a code and goes on to where it is typed. Nothing tells whether the address has an account.
  func sendCode(_ purpose: CodePurpose, _ request: Request) async throws -> Response {
    func path(sentAt moment: Timestamp) -> String {
      EntryForm.path(
        purpose.codePath, email: request.typedEmail, next: request.nextPath, sentAt: moment)
    }
    return try await RefusedForm.answer(request, missing: EntryForm.missing) {
      let email = try request.form(RequestCodeInput.self).email
      switch purpose {
      case .activation: try await identity.requestActivationCode(email)
      case .password: try await identity.requestPasswordCode(email)
      }
      return .redirect(
        to: path(sentAt: identity.clock.now()),
        flash: .success("If \(email.description) has use for a code, it is on its way."))
    } again: { form, _ in
      try await codeRequestPage(purpose, request, form).html(nil)
    } elsewhere: { problem in
      guard problem.kind == .tooManyRequests else { return nil }
      // The code from a moment ago is still good, so this leads to where it is typed.
      let last = CodeSent.last(identity.clock.now(), retryAfterSeconds: problem.retryAfterSeconds)
      return .redirect(to: path(sentAt: last), flash: .error(problem.detail))
    }
  }
}

extension CodePurpose {
  /// Where the code is typed.
  var codePath: String {
    switch self {
    case .activation: Paths.activation
    case .password: Paths.passwordReset
    }
  }

  /// Where the code is asked for.
  var requestPath: String {
    switch self {
    case .activation: Paths.activationCode
    case .password: Paths.password
    }
  }
}
