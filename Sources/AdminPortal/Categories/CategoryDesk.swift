import Catalog
import Kernel
import Presentation
import Web

enum CategoryDeskRoutes {
  static func routes(_ portal: AdminPortal) -> [Route] {
    [
      .page(.get, "/admin/categories", .admin(.catalogue)) { request in
        .html(try await portal.categoryPage(request, .empty).html(request))
      },
      .page(.post, "/admin/categories", .admin(.catalogue)) { request in
        try await portal.changeCategories(request) {
          let made = try await portal.catalog.addCategory(request.form(NewCategory.self))
          return "\(made.name) is in the menu."
        }
      },
      .page(.post, "/admin/categories/wishes", .admin(.catalogue)) { request in
        try await portal.changeCategories(request) {
          let count = try await portal.catalog.grantWish(request.form(CategoryWishAnswer.self))
          return "\(count: count, one: "# product has", other: "# products have") a category now."
        }
      },
      .page(.post, "/admin/categories/{category}", .admin(.catalogue)) { request in
        try await portal.changeCategories(request) {
          let changed = try await portal.catalog.editCategory(
            request.parameter("category"), request.form(CategoryChanges.self))
          return "\(changed.name) is changed."
        }
      },
      .page(.post, "/admin/categories/{category}/delete", .admin(.catalogue)) { request in
        try await portal.changeCategories(request) {
          try await portal.catalog.deleteCategory(request.parameter("category"))
          return "The category is gone."
        }
      },
      .page(.get, "/admin/categories/{category}", .admin(.catalogue)) { request in
        .html(try await portal.categoryForm(request, nil).html(request))
      },
    ]
  }
}

/// The tree of categories.
struct CategoryListPage {
  let frame: AdminFrame
  let tree: CategoryTree
  let wishes: [CategoryWish]
  let form: FormState
}

/// One category to be changed.
struct CategoryFormPage {
  let frame: AdminFrame
  let tree: CategoryTree
  let category: Category
  let form: FormState
}

extension AdminPortal {
  func categoryPage(_ request: Request, _ form: FormState) async throws -> CategoryListPage {
    CategoryListPage(
      frame: try await frame(request), tree: try await catalog.categories(),
      wishes: try await catalog.categoryWishes(), form: form)
  }

  func categoryForm(_ request: Request, _ problem: Problem?) async throws -> CategoryFormPage {
    let tree = try await catalog.categories()
    guard let category = tree.find(try request.parameter("category")) else { throw Problem(.notFound) }
    let stored = FormState(values: [
      "name": category.name, "slug": category.slug, "position": String(category.position),
      "parent": category.parent.flatMap { tree[$0]?.slug } ?? "",
    ])
    return CategoryFormPage(
      frame: try await frame(request), tree: tree, category: category,
      form: problem.map { FormState(request.formValues, problem: $0) } ?? stored)
  }

  func changeCategories(_ request: Request, _ change: () async throws -> Words) async throws -> Response {
    do {
      let message = try await change()
      return .redirect(to: "/admin/categories", flash: .success(message))
    } catch let problem as Problem where problem.kind != .notFound {
      let isOne = (try? request.parameter("category")) != nil && problem.kind == .invalidInput
      let html =
        isOne
        ? try await categoryForm(request, problem).html(request)
        : try await categoryPage(request, FormState(request.formValues, problem: problem)).html(request)
      return .html(html, status: problem.pageStatus)
    }
  }
}
