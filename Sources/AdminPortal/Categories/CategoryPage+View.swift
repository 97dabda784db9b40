import Catalog
import Kernel
import Presentation
import Web

extension CategoryPage {
  func html(_ request: Request) -> HTML {
    frame.page(
      .categories, request, title: Words(verbatim: category.name),
      breadcrumbs: Navigation.breadcrumbs([
        ("Categories", AdminPaths.categories), (Words(verbatim: category.name), nil),
      ]),
      """
      \(CategoryPage.tabs(category, current: AdminPaths.category(category.slug)))\
      \(FormLayout.form(
        action: AdminPaths.category(category.slug), state: form, cancelPath: AdminPaths.categories,
        FormLayout.section(
          "Category", "The address is what stands in links; change it rarely.",
          CategoryFields.html(tree, category, form))))\
      \(attributeCard)\(newAttributeCard)\(attributeDialogs)
      """)
  }
}

/// The fields of a category.
enum CategoryFields {
  static func html(_ tree: CategoryTree, _ category: Category?, _ form: FormState) -> HTML {
    let own = Set(category.map { tree.branch($0.id) } ?? [])
    let parents = tree.inOrder.filter { !own.contains($0.id) }.map { parent in
      Choice(
        parent.slug, Words(verbatim: tree.path(to: parent.id).map(\.name).joined(separator: " › ")))
    }
    return """
      \(Field.text("name", "Name", in: form, maximumLength: 80))\
      \(Field.multiline(
        "description", "Description", in: form, hint: "Stands above the goods.", required: false, rows: 3,
        maximumLength: CategoryTexts.longestDescription))\
      \(Field.text("slug", "Address", in: form, hint: "Made from the name when empty.", required: false, width: .half))\
      \(FormLayout.row(
        Field.select("parent", "Belongs to", [Choice("", "Nothing: it stands at the top")] + parents, in: form,
          required: false),
        Field.number("position", Words("Place", meaning: "position in a list"), in: form, hint: "Lower comes first.", required: false)))
      """
  }
}
