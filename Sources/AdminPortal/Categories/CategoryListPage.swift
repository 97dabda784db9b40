import Catalog
import Kernel
import Presentation
import Web

/// The tree of categories.
struct CategoryListPage {
  let frame: AdminFrame
  let tree: CategoryTree
  let wishes: [CategoryWish]
  let form: FormState
  /// How many products are listed in each.
  let counts: [CategoryID: CategoryCount]
  /// The category whose level is shown; `nil` for the top.
  let open: Category?
}

extension AdminPortal {
  func categoryList(_ request: Request, _ form: FormState) async throws -> CategoryListPage {
    let tree = try await catalog.categories()
    return CategoryListPage(
      frame: try await frame(request), tree: tree,
      wishes: try await catalog.categoryWishes(), form: form, counts: try await catalog.categoryCounts(),
      open: request.query["in"].flatMap { tree.find($0) })
  }

  func addCategory(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request) {
      let made = try await catalog.addCategory(request.form(NewCategoryInput.self))
      return .redirect(to: AdminPaths.categories, flash: .success("\(made.name) is in the menu."))
    } again: { form, _ in
      try await categoryList(request, form).html(request)
    }
  }

  func grantWish(_ request: Request) async throws -> Response {
    try await RefusedForm.redirect(to: AdminPaths.categories) {
      let count = try await catalog.grantWish(request.form(CategoryWishAnswerInput.self))
      return .redirect(
        to: AdminPaths.categories,
        flash: .success("\(count: count, one: "# product has", other: "# products have") a category now."))
    }
  }

}
