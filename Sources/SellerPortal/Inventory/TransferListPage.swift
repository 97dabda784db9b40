import Catalog
import Kernel
import Presentation
import Web

/// The shop's transfers, and the form that writes one down.
struct TransferListPage {
  let frame: SellerFrame
  let transfers: Page<StockTransfer>
  /// Those in use.
  let locations: [StockLocation]
  let form: FormState
  let isFirst: Bool
}

extension SellerPortal {
  func transferList(_ request: Request, _ form: FormState) async throws -> TransferListPage {
    let shop = try request.requireShop()
    let page = try request.page()
    return TransferListPage(
      frame: try await frame(request), transfers: try await catalog.transfers(of: shop, page),
      locations: try await catalog.locations(of: shop).filter(\.isActive), form: form,
      isFirst: page.cursor == nil)
  }

  func writeTransfer(_ request: Request) async throws -> Response {
    let shop = try request.requireShop()
    let missing: [String: Words] = [
      "source": "Say where the goods lie.", "target": "Say where the goods go.",
    ]
    return try await RefusedForm.answer(request, missing: missing) {
      let written = try await catalog.writeTransfer(request.form(StockTransferInput.self), in: shop)
      return .redirect(
        to: try await paths(request).stockTransfer(written.transfer.id),
        flash: .success("The transfer is written down. Say now what is to go."))
    } again: { form, _ in
      try await transferList(request, form).html(request)
    }
  }
}
