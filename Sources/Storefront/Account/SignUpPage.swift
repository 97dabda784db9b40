import Identity
import Kernel
import Web

/// Where an account begins.
struct SignUpPage {
  let frame: StorefrontFrame
  let form: FormState
  let next: String?
  /// Other sites whose accounts log in here.
  let providers: [OpenIDProvider]

  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, "/signup", .anyone) { request in
        if request.viewer != nil { return .redirect(to: request.nextPath ?? "/") }
        var form = FormState(values: request.nextPath == "/sell" ? ["sells": "true"] : [:])
        form.values["email"] = request.typedEmail.map { [$0] }
        return .html(try await storefront.signUpPage(request, form).html(request.flash))
      },
      .page(
        .post, "/signup", .anyone, limit: .signUp, maximumBodyBytes: ProfilePage.maximumUploadBytes
      ) { request in try await storefront.signUp(request) },
    ]
  }
}

extension Storefront {
  func signUpPage(_ request: Request, _ form: FormState) async throws -> SignUpPage {
    SignUpPage(
      frame: try await frame(request), form: form, next: request.nextPath,
      providers: identity.openIDProviders)
  }

  func signUp(_ request: Request) async throws -> Response {
    try await answer(request) {
      let account = try await picturing {
        try await identity.signUp(request.form(SignUpInput.self), picture: request.uploadedPicture())
      }
      let wantsShop = request.formValues["sells"] == "true"
      let path = EntryForm.path(
        "/activate", email: account.email.text, next: wantsShop ? "/sell" : request.nextPath,
        sentAt: identity.clock.now())
      return .redirect(to: path, flash: .success("Almost done: look into your mailbox."))
    } again: { form in
      try await signUpPage(request, form).html(nil)
    }
  }
}
