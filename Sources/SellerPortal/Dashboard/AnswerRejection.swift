import Kernel
import Presentation
import Vendors
import Web

extension SellerPortal {
  /// Sends the answer to a rejection, which is written on the first page.
  func answerRejection(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request) {
      let shop = try await vendors.answerRejection(
        request.requireShop(), request.form(AnswerRejectionInput.self))
      return .redirect(
        to: SellerPaths(shop).dashboard, flash: .success("Your answer is sent. We look at the shop again."))
    } again: { form, _ in
      try await firstPage(frame(request), request, form)
    }
  }
}
