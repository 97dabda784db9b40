import Identity
import Kernel
import Presentation
import Web

/// Where an account begins.
struct SignUpPage {
  let frame: StorefrontFrame
  let form: FormState
  let next: String?
  /// Other sites whose accounts log in here.
  let providers: [OpenIDProvider]
}

extension Storefront {
  func showSignUp(_ request: Request) async throws -> Response {
    if request.viewer != nil { return .redirect(to: request.nextPath ?? Paths.home) }
    var form = FormState(values: request.nextPath == SellerPaths.shops ? ["sells": "true"] : [:])
    form.values["email"] = request.typedEmail.map { [$0] }
    return .html(try await signUpPage(request, form).html(request.flash))
  }

  private func signUpPage(_ request: Request, _ form: FormState) async throws -> SignUpPage {
    SignUpPage(
      frame: try await frame(request), form: form, next: request.nextPath,
      providers: identity.openIDProviders)
  }

  func signUp(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request, missing: EntryForm.missing, beside: EntryForm.besidePicture) {
      let account = try await identity.signUp(
        request.form(SignUpInput.self), picture: request.uploadedPicture())
      let wantsShop = request.formValues["sells"] == "true"
      let path = EntryForm.path(
        Paths.activation, email: account.email.text,
        next: wantsShop ? SellerPaths.shops : request.nextPath, sentAt: identity.clock.now())
      return .redirect(to: path, flash: .success("Almost done: look into your mailbox."))
        .setting(.signUp(account.id))
    } again: { form, _ in
      try await signUpPage(request, form).html(nil)
    }
  }
}
