import Catalog
import Kernel
import Presentation
import Web

extension CategoryListPage {
  func html(_ request: Request) -> HTML {
    let content: HTML = """
      \(form.summary)\(table)\
      \(Card.show("New category", """
        <form class="stack" method="post" action="\(AdminPaths.categories)">\(CategoryFields.html(tree, nil, form))\
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
        .trash, label: "Delete \(category.name)", to: AdminPaths.deleteCategory(category.slug))
      return TableRow(
        id: category.id.description, label: Words(verbatim: category.name),
        path: AdminPaths.category(category.slug),
        [
          written(path.joined(separator: " › ")), "\(category.slug)",
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
