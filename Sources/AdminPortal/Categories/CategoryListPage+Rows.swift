import Catalog
import Kernel
import Presentation
import Web

/// More categories than this are shown a level at a time.
private let mostAtOnce = 150

extension CategoryListPage {
  /// Whether all levels are shown together.
  private var isWhole: Bool { open == nil && tree.inOrder.count <= mostAtOnce }

  private var shown: [Category] { isWhole ? tree.inOrder : tree.children(of: open?.id) }

  private static func dialog(_ category: Category) -> String { "delete-\(category.id)" }

  /// The categories of a level, or all of them. They are moved by buttons; with script by dragging, too.
  var table: HTML {
    if shown.isEmpty {
      return Notice.empty(
        .category, "No categories yet", "Categories are how visitors find goods. Add the first one.")
    }
    let columns = [
      TableColumn("Category", isMain: true), TableColumn("Address"), TableColumn("Products", .end),
      TableColumn("With those below", .end), TableColumn("Place"), TableColumn("", .end),
    ]
    return """
      <div id="categories" data-module="category-tree" data-version="\(tree.version)" data-in="\(open?.slug ?? "")">\
      \(way)\(DataTable.show("Categories", columns, shown.map(row)))\
      <form method="post" action="\(AdminPaths.categories)" data-module="partial" data-replace="#categories" \
      data-move hidden>\(moveFields)\
      \(Button.hidden("parent", ""))\(Button.hidden("before", ""))</form></div>
      """
  }

  /// The way from the top to the level that is shown.
  private var way: HTML? {
    guard let open else { return nil }
    let crumbs = tree.path(to: open.id).map { step -> (label: Words, path: String?) in
      (Words(verbatim: step.name), step.id == open.id ? nil : AdminPaths.categories(below: step.slug))
    }
    return Navigation.breadcrumbs([("All categories", AdminPaths.categories)] + crumbs)
  }

  private var moveFields: HTML {
    "\(Button.hidden("version", tree.version))\(Button.hidden("in", open?.slug ?? ""))"
  }

  private func row(_ category: Category) -> TableRow {
    let path = tree.path(to: category.id).map(\.name)
    let count = counts[category.id] ?? CategoryCount()
    let below = tree.children(of: category.id).count
    let name = isWhole ? path.joined(separator: " › ") : category.name
    let level = Button.link(
      "\(count: below, one: "# below", other: "# below")", to: AdminPaths.categories(below: category.slug),
      kind: .quiet, size: .small)
    let parent = category.parent.flatMap { tree[$0]?.slug } ?? ""
    // The handle says what the row is to the script that lets it be dragged.
    let handle: HTML = """
      <span class="table__handle needs-script" data-category="\(category.slug)" data-parent="\(parent)" \
      data-path="\(AdminPaths.moveCategory(category.slug))" title="\(say: "Drag it to its place")">\
      \(Icon.show(.drag))</span>
      """
    return TableRow(
      id: category.id.description, label: Words(verbatim: category.name),
      path: AdminPaths.category(category.slug),
      [
        "<span class=\"table__handled\">\(handle)\(written(name))</span>", "\(category.slug)",
        HTML(text: count.own.displayCount),
        HTML(text: count.total.displayCount), "\(steps(category))\(when: below > 0 && !isWhole, level)",
        removal(category, count),
      ])
  }

  private func steps(_ category: Category) -> HTML {
    let buttons = CategoryStep.allCases.filter { $0.place(of: category, in: tree) != nil }.map { step in
      Button.iconSubmit(step.symbol, label: step.label(category), name: "step", value: step.rawValue)
    }
    guard !buttons.isEmpty else { return HTML() }
    return """
      <form class="inline-form" method="post" action="\(AdminPaths.moveCategory(category.slug))" \
      data-module="partial" data-replace="#categories">\(moveFields)\
      \(buttons)</form>
      """
  }

  private func isUsed(_ category: Category, _ count: CategoryCount) -> Bool {
    count.own > 0 || !tree.children(of: category.id).isEmpty
  }

  /// A dialog for what nothing belongs to; a page that asks where its products go for the rest.
  private func removal(_ category: Category, _ count: CategoryCount) -> HTML {
    let label: Words = "Delete \(category.name)"
    guard isUsed(category, count) else {
      return Button.iconDialog(.trash, label: label, opens: Self.dialog(category))
    }
    return """
      <a class="icon-button" href="\(AdminPaths.deleteCategory(category.slug))" aria-label="\(label)" \
      title="\(label)">\(Icon.show(.trash))</a>
      """
  }

  /// A category that is gone takes its address with it.
  var dialogs: [HTML] {
    shown.filter { !isUsed($0, counts[$0.id] ?? CategoryCount()) }.map { category in
      Dialog.confirm(
        id: Self.dialog(category), title: "Delete \(category.name)?",
        text: "Links to it lead nowhere afterwards.", label: "Delete",
        to: AdminPaths.deleteCategory(category.slug))
    }
  }
}
