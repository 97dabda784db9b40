import Catalog
import Kernel
import Presentation
import Web

/// The shop's stocktakes, and the form that begins one.
struct CountListPage {
  let frame: SellerFrame
  let counts: Page<StockCount>
  let categories: [Choice]
  /// Where goods lie that can be counted.
  let locations: [StockLocation]
  let form: FormState
  let isFirst: Bool
}

extension SellerPortal {
  func countList(_ request: Request, _ form: FormState) async throws -> CountListPage {
    let page = try request.page()
    let tree = try await catalog.categories()
    return CountListPage(
      frame: try await frame(request), counts: try await catalog.counts(of: request.requireShop(), page),
      categories: tree.inOrder.map { category -> Choice in
        let path = tree.path(to: category.id).map(\.name).joined(separator: " › ")
        return Choice(category.slug, Words(verbatim: path))
      }, locations: try await catalog.locations(of: request.requireShop()).filter(\.isActive), form: form,
      isFirst: page.cursor == nil)
  }

  func startCount(_ request: Request) async throws -> Response {
    let shop = try request.requireShop()
    return try await RefusedForm.answer(request, missing: ["name": "Give it a name, as “December”."]) {
      let count = try await catalog.startCount(request.form(StockCountInput.self), in: shop)
      return .redirect(
        to: try await paths(request).stockCount(count.id),
        flash: .success("The stocktake has begun. What is sold meanwhile is taken into account."))
    } again: { form, _ in
      try await countList(request, form).html(request)
    }
  }
}
