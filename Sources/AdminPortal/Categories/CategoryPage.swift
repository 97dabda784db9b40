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
  /// The form of a new attribute.
  let attributeForm: FormState
}

extension AdminPortal {
  /// The category with what is stored of it, or with what was typed and `refused`.
  func categoryPage(
    _ request: Request, _ refused: FormState?, attribute: FormState = CategoryPage.newAttribute
  ) async throws -> CategoryPage {
    let tree = try await catalog.categories()
    guard let category = tree.find(try request.parameter("category")) else { throw Problem(.notFound) }
    let stored = FormState(CategoryInTree(category: category, tree: tree))
    return CategoryPage(
      frame: try await frame(request), tree: tree, category: category, form: refused ?? stored,
      attributeForm: attribute)
  }

  func editCategory(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request) {
      let changed = try await catalog.editCategory(
        request.parameter("category"),
        request.edit(over: { (present: CategoryInTree) in FormState(present) }) {
          try $0.read(CategoryChangesInput.self, needing: [("name", "Give the category a name.")])
        })
      return .redirect(to: AdminPaths.categories, flash: .success("\(changed.name) is changed."))
    } again: { form, _ in
      try await categoryPage(request, form).html(request)
    }
  }
}

extension FormState {
  /// The fields of a category.
  fileprivate init(_ place: CategoryInTree) {
    let form = FormState(values: [
      "name": place.category.name, "slug": place.category.slug, "position": String(place.category.position),
      "description": place.category.description,
      "parent": place.category.parent.flatMap { place.tree[$0]?.slug } ?? "",
    ])
    self = form.ofStored
  }
}
