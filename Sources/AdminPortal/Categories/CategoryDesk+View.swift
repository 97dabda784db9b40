import Catalog
import Kernel
import Web

extension CategoryListPage {
  func html(_ request: Request) -> HTML {
    let content: HTML = """
      \(form.summary)\(table)\
      \(Card.show("New category", """
        <form class="stack" method="post" action="/admin/categories">\(CategoryFields.html(tree, nil, form))\
        \(FormLayout.actions(Button.submit("Add", icon: .plus)))</form>
        """))
      """
    return frame.page(
      .categories, request, title: "Categories", lead: "What the storefront's menu shows, in this order.",
      content)
  }

  private var table: HTML {
    let categories = tree.inOrder
    if categories.isEmpty {
      return Notice.empty(
        .category, "No categories yet", "Categories are how visitors find goods. Add the first one.")
    }
    let rows = categories.map { category -> TableRow in
      let path = tree.path(to: category.id).map(\.name)
      let delete = Button.iconPost(
        .trash, label: "Delete \(category.name)", to: "/admin/categories/\(category.slug)/delete")
      return TableRow(
        id: category.id.description, label: Words(verbatim: category.name),
        path: "/admin/categories/\(category.slug)",
        [
          "<span dir=\"auto\">\(path.joined(separator: " › "))</span>", "\(category.slug)",
          "\(category.position)",
          delete,
        ])
    }
    let columns = [
      TableColumn("Category", isMain: true), TableColumn("Address"),
      TableColumn(Words("Place", meaning: "position in a list"), .end),
      TableColumn("", .end),
    ]
    return DataTable.show("Categories", columns, rows)
  }
}

extension CategoryFormPage {
  func html(_ request: Request) -> HTML {
    frame.page(
      .categories, request, title: Words(verbatim: category.name),
      breadcrumbs: Navigation.breadcrumbs([
        ("Categories", "/admin/categories"), (Words(verbatim: category.name), nil),
      ]),
      FormLayout.form(
        action: "/admin/categories/\(category.slug)", state: form, cancelPath: "/admin/categories",
        FormLayout.section(
          "Category", "The address is what stands in links; change it rarely.",
          CategoryFields.html(tree, category, form))))
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
      \(Field.text("slug", "Address", in: form, hint: "Made from the name when empty.", required: false, width: .half))\
      \(FormLayout.row(
        Field.select("parent", "Belongs to", [Choice("", "Nothing: it stands at the top")] + parents, in: form,
          required: false),
        Field.number("position", Words("Place", meaning: "position in a list"), in: form, hint: "Lower comes first.", required: false)))
      """
  }
}
