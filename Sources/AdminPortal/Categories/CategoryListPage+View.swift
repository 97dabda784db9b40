import Catalog
import Kernel
import Presentation
import Web

extension CategoryListPage {
  func html(_ request: Request) -> HTML {
    let content: HTML = """
      <div class="stack stack--loose">\(form.summary)\(table)\
      \(Card.show("New category", """
        <form class="stack" method="post" action="\(AdminPaths.categories)">\(CategoryFields.html(tree, nil, form))\
        \(FormLayout.actions(Button.submit("Add", icon: .plus)))</form>
        """))\
      \(wishCard)</div>\(dialogs)
      """
    return frame.page(
      .categories, request, title: "Categories", lead: "What the storefront's menu shows, in this order.",
      actions: Button.link("Import", to: AdminPaths.categoryImports, icon: .upload),
      content)
  }
}

extension CategoryListPage {
  /// What vendors' files name and nothing here is called.
  private var wishCard: HTML? {
    guard !wishes.isEmpty else { return nil }
    let choices = tree.inOrder.map { category in
      Choice(
        category.slug, Words(verbatim: tree.path(to: category.id).map(\.name).joined(separator: " › ")))
    }
    let columns = [TableColumn("Wish", isMain: true), TableColumn("Products", .end), TableColumn("Category")]
    let rows = wishes.enumerated().map { index, wish in
      let answer: HTML = """
        <form class="cluster" method="post" action="\(AdminPaths.categoryWishes)">\
        \(Button.hidden("wish", wish.wish))\
        \(Field.select("category", "Category of \(wish.wish)", choices, in: FormState(id: "wish-\(index)"),
          prompt: "Choose a category"))\(Button.submit("Put them there", kind: .secondary))</form>
        """
      return TableRow(
        id: "wish-\(index)", label: Words(verbatim: wish.wish),
        [written(wish.wish), "<span class=\"num\">\(wish.products.displayCount)</span>", answer])
    }
    return Card.show(
      "Wishes of vendors",
      """
      <p class="muted">\(say: "Imported files name these; their products stand in no category yet.")</p>\
      \(DataTable.show("Wishes of vendors", columns, rows))
      """)
  }
}
