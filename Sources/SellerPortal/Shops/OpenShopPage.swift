import Kernel
import Presentation
import Vendors
import Web

/// The form that opens a shop.
struct OpenShopPage {
  let frame: SellingFrame
  let form: FormState
}

extension SellerPortal {
  func openShopPage(_ request: Request, _ form: FormState) async throws -> OpenShopPage {
    OpenShopPage(frame: try await sellingFrame(request), form: form)
  }

  func openShop(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request) {
      let shop = try await vendors.openShop(
        request.form(OpenShopInput.self), by: request.requireViewer().account)
      return .redirect(
        to: SellerPaths(shop).dashboard,
        flash: .success("\(shop.name) is on its way. Add goods while we look at it."))
    } again: { form, _ in
      try await openShopPage(request, form).html(request)
    }
  }
}
