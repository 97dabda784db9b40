import Kernel
import Presentation
import Vendors
import Web

/// Where an application stands, what it lacks, and what was written about it.
struct ApplicationPage {
  let frame: SellerFrame
  let application: ShopApplication
  /// The answer to a question or a rejection.
  let form: FormState
}

extension SellerPortal {
  func applicationPage(_ request: Request, _ form: FormState) async throws -> ApplicationPage {
    ApplicationPage(
      frame: try await frame(request), application: try await vendors.application(of: request.requireShop()),
      form: form)
  }

  func answerQuestion(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request) {
      _ = try await vendors.answerRejection(request.requireShop(), request.form(AnswerRejectionInput.self))
      return .redirect(
        to: try await paths(request).application,
        flash: .success("Your answer is sent. We look at the shop again."))
    } again: { form, _ in
      try await applicationPage(request, form).html(request)
    }
  }
}
