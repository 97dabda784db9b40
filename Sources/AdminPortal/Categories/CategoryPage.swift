import Catalog
import Kernel
import Presentation
import Web

/// One category to be changed.
struct CategoryPage {
  let frame: AdminFrame
  let tree: CategoryTree
  let category: Category
  let form: FormState
}

extension AdminPortal {
  /// The category with what is stored of it, or with what was typed and `refused`.
  func categoryPage(_ request: Request, _ refused: FormState?) async throws -> CategoryPage {
    let tree = try await catalog.categories()
    guard let category = tree.find(try request.parameter("category")) else { throw Problem(.notFound) }
    let stored = FormState(values: [
      "name": category.name, "slug": category.slug, "position": String(category.position),
      "parent": category.parent.flatMap { tree[$0]?.slug } ?? "",
    ])
    return CategoryPage(
      frame: try await frame(request), tree: tree, category: category, form: refused ?? stored)
  }

  func editCategory(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request) {
      let changed = try await catalog.editCategory(
        request.parameter("category"), request.form(CategoryChangesInput.self))
      return .redirect(to: AdminPaths.categories, flash: .success("\(changed.name) is changed."))
    } again: { form, _ in
      try await categoryPage(request, form).html(request)
    }
  }
}
