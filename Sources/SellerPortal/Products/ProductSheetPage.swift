import Catalog
import Kernel
import Presentation
import Web

/// The rows of the list as one form: state, price and stock of many products.
struct ProductSheetPage {
  let frame: SellerFrame
  let search: ProductSearch
  let products: Page<ListedGoods>
  let cursor: Cursor?
  /// What was typed and is wrong; empty for a fresh form.
  let refused: FormState
  /// What is said of numbers of pieces in a shop with several locations.
  let stockHint: Words?
  /// The form's own, by which it is carried out once however often it is sent.
  let key: BulkEditID
}

extension SellerPortal {
  /// The form over the rows that the address names, with what somebody typed into it before.
  func productSheetPage(_ request: Request, _ refused: FormState?) async throws -> ProductSheetPage {
    let frame = try await frame(request)
    let search = ProductSearch(frame.paths.productSheet, request.query, frame.shop.currency)
    let page = try request.page()
    let found = try await catalog.products(of: frame.shop.id, search.query(page))
    return ProductSheetPage(
      frame: frame, search: search,
      products: found.map { ListedGoods(product: $0, picture: catalog.thumbnail($0.card.image?.key)) },
      cursor: page.cursor, refused: refused ?? .empty,
      stockHint: try await stockHint(request.requireShop()), key: BulkEditID())
  }

  /// Changes what was changed in the form, all of it or nothing.
  func saveProductSheet(_ request: Request) async throws -> Response {
    let shop = try await vendors.shop(request.requireShop())
    let path = request.query.behind(SellerPaths(shop).productSheet)
    let sheet = ProductSheet(request.formValues, shop.currency)
    return try await RefusedForm.answer(request) {
      guard sheet.errors.isEmpty else { throw Problem(.invalidInput, fields: sheet.errors) }
      let key = request.formValues[ProductSheet.key].flatMap { BulkEditID($0) }
      guard let edit = try await catalog.editRows(sheet.rows, of: shop.id, key: key) else {
        return .redirect(to: path, flash: .information("Nothing was changed."))
      }
      let count = edit.changes.count
      return .redirect(
        to: path,
        flash: .success(
          "\(count: count, one: "# product", other: "# products") changed.",
          undoPath: SellerPaths(shop).undoing(edit.id)))
    } again: { form, _ in
      // What nobody touched is shown as it is by now.
      var again = FormState(values: sheet.touched, errors: form.errors, message: form.message)
      again.id = form.id
      return try await productSheetPage(request, again).html(request)
    }
  }

  /// Takes the changes of a form back.
  func undoProductSheet(_ request: Request) async throws -> Response {
    let shop = try await vendors.shop(request.requireShop())
    let list = SellerPaths(shop).products
    return try await RefusedForm.redirect(to: list) {
      let (undone, kept) = try await catalog.undoEdit(request.id("edit", as: BulkEditID.self), of: shop.id)
      let done: Words = "\(count: undone, one: "# product is", other: "# products are") as before."
      if kept == 0 { return .redirect(to: list, flash: .success(done)) }
      let rest: Words = """
        \(count: kept, one: "# was changed again and stays as it is.",
          other: "# were changed again and stay as they are.")
        """
      return .redirect(to: list, flash: .information(Words(sentences: [done, rest])))
    }
  }
}
