import Catalog
import Kernel
import Presentation
import Web

/// Asks where the products of a category go that is to be deleted.
struct CategoryRemovalPage {
  let frame: AdminFrame
  let tree: CategoryTree
  let category: Category
  let count: CategoryCount
  let form: FormState
}

extension AdminPortal {
  func categoryRemoval(_ request: Request, _ form: FormState) async throws -> CategoryRemovalPage {
    let tree = try await catalog.categories()
    guard let category = tree.find(try request.parameter("category")) else { throw Problem(.notFound) }
    var form = form
    if form.values["moveTo"] == nil {
      form.values["moveTo"] = [category.parent.flatMap { tree[$0]?.slug } ?? "none"]
    }
    return CategoryRemovalPage(
      frame: try await frame(request), tree: tree, category: category,
      count: try await catalog.categoryCounts()[category.id] ?? CategoryCount(), form: form)
  }

  func deleteCategory(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request) {
      let isGone = try await catalog.deleteCategory(
        request.parameter("category"), heir: CategoryHeir(request.formValues["moveTo"]))
      let done: Words =
        isGone ? "The category is gone." : "The category goes as soon as all of its products are moved."
      return .redirect(to: AdminPaths.categories, flash: .success(done))
    } again: { form, _ in
      try await categoryRemoval(request, form).html(request)
    }
  }
}

extension CategoryRemovalPage {
  func html(_ request: Request) -> HTML {
    let name = Words(verbatim: category.name)
    let others = tree.inOrder.filter { $0.id != category.id }.map { other in
      Choice(other.slug, Words(verbatim: tree.path(to: other.id).map(\.name).joined(separator: " › ")))
    }
    let below = tree.children(of: category.id).count
    let facts: [Words?] = [
      count.own == 0
        ? nil
        : "\(count: count.own, one: "# product is for sale in it", other: "# products are for sale in it"), besides drafts.",
      below == 0
        ? nil
        : "\(count: below, one: "# category", other: "# categories") directly below it: what lies there moves up.",
    ]
    let told = facts.compactMap { $0 }
    return frame.page(
      .categories, request, title: "Delete \(category.name)?",
      lead: told.isEmpty ? nil : Words(sentences: told),
      breadcrumbs: Navigation.breadcrumbs([
        ("Categories", AdminPaths.categories), (name, AdminPaths.category(category.slug)), ("Delete", nil),
      ]),
      Card.show(
        "Where its products go",
        """
        <form class="stack" method="post" action="\(AdminPaths.deleteCategory(category.slug))">\(form.summary)\
        \(Field.select(
          "moveTo", "Products go to", [Choice("none", "No category")] + others, in: form,
          hint: "What they say of this category's own attributes becomes a free specification."))\
        \(FormLayout.actions(
          Button.submit("Delete the category", kind: .danger, icon: .trash),
          Button.link("Cancel", to: AdminPaths.categories, kind: .quiet)))</form>
        """))
  }
}
