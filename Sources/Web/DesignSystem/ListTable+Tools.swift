import Kernel

extension ListTable {
  /// What stands above the rows: search, filters, views, columns and files, and what is looked for at present.
  package var tools: HTML {
    let search = searchLabel.map { label in
      DataTable.search(
        path: state.path, query: state["q"] ?? "", label: label,
        fields: state.parameters.pairs.filter { $0.name != "q" }.map { (name: $0.name, value: $0.value) })
    }
    let menus: HTML = """
      <div class="list-tools">\(filterMenu)\(memory.map(viewMenu))\(memory.map(columnMenu))\(fileMenu)</div>
      """
    return "\(DataTable.toolbar(search ?? HTML(), menus))\(Badge.chips(chips))"
  }

  private func menu(
    _ id: String, _ label: Words, _ symbol: Symbol, badge: HTML? = nil,
    isOpen: Bool = false, _ panel: HTML
  ) -> HTML {
    """
    <details class="menu list-menu" id="list-\(id)"\
    \(attribute: "open", if: isOpen)><summary class="button button--secondary button--small">\
    \(Icon.show(symbol))<span>\(label)</span>\(badge)</summary>\
    <div class="menu__panel menu__panel--end list-menu__panel">\(panel)</div></details>
    """
  }

  private var named: [ListFilter] { filters.filter { state[$0.name] != nil } }

  private var chips: [HTML] {
    named.map { filter in
      Badge.chip(
        "\(filter.label): \(filter.title(state[filter.name] ?? ""))",
        removePath: state.setting(filter.name, nil).address)
    }
  }

  /// Filters and the order, which a phone has no heads for.
  private var filterMenu: HTML? {
    let sortable = columns.filter { $0.first != nil }
    guard !filters.isEmpty || !sortable.isEmpty else { return nil }
    let asked = filters.map(\.name) + [ListState.sortName]
    var values = Dictionary(state.parameters.pairs.map { ($0.name, $0.value) }) { first, _ in first }
    values[ListState.sortName] = (state.sort ?? usualSort).text
    let form = FormState(id: "list", values: values, errors: errors)
    let kept = state.parameters.pairs.filter { !asked.contains($0.name) }
    let orders = sortable.flatMap { column -> [Choice] in
      [
        Choice(ListSort(column.key).text, "\(column.title), ascending"),
        Choice(ListSort(column.key, isDescending: true).text, "\(column.title), descending"),
      ]
    }
    let all = named.reduce(state) { $0.setting($1.name, nil) }.address
    return menu(
      "filters", "Filters", .filter,
      badge: Badge.count(
        named.count, "\(count: named.count, one: "# filter is on", other: "# filters are on")"),
      isOpen: !errors.isEmpty,
      """
      <form class="list-form" method="get" action="\(state.path)">\
      \(kept.map { Button.hidden($0.name, $0.value) })\(filters.map { $0.field(form) })\
      \(when: !orders.isEmpty, Field.select(ListState.sortName, "Sort by", orders, in: form))\
      <div class="cluster">\(Button.submit("Show", size: .small))\
      \(when: !named.isEmpty, Button.link("Clear filters", to: all, kind: .quiet, size: .small))</div></form>
      """)
  }

  private func viewMenu(_ memory: ListMemory) -> HTML {
    let present = state.parameters.encoded
    let views = memory.views.map { view -> HTML in
      let marker: String? = view.query == present ? "page" : nil
      let path = view.query.isEmpty ? state.path : "\(state.path)?\(view.query)"
      return """
        <li class="list-view"><a class="menu__item" href="\(path)" dir="auto"\(attribute: "aria-current", marker)>\
        \(view.name)</a>\
        \(Button.iconPost(
          .trash, label: "Delete the view \(view.name)", to: view.removal,
          fields: [("next", state.address)]))</li>
        """
    }
    let none: Words = "Keep filters, order and columns under a name, and come back to them with one press."
    let list: HTML =
      views.isEmpty
      ? "<p class=\"muted\">\(none)</p>"
      : "<ul class=\"menu__list\">\(views)</ul>"
    return menu(
      "views", "Views", .eye,
      """
      \(list)<form class="list-form menu__rule" method="post" action="\(memory.viewsPath)">\
      \(Button.hidden("query", present))\(Button.hidden("next", state.address))\
      \(Field.text("name", "Name of this view", in: FormState(id: "view"), maximumLength: 60))\
      \(Button.submit("Keep this view", kind: .secondary, size: .small))</form>
      """)
  }

  private func columnMenu(_ memory: ListMemory) -> HTML {
    let optional = columns.filter { !$0.isMain }
    var form = FormState(id: "columns")
    form.values["columns"] = shown.map(\.key)
    let boxes = Field.checkboxes("columns", "Columns", optional.map { Choice($0.key, $0.title) }, in: form)
    return menu(
      "columns", "Columns", .grid,
      """
      <form class="list-form" method="post" action="\(memory.columnsPath)">\
      \(Button.hidden("next", state.showing(nil).address))\(boxes)\
      <div class="cluster">\(Button.submit("Keep these columns", kind: .secondary, size: .small))\
      \(Button.submit("Usual columns", kind: .quiet, size: .small, name: "usual", value: "true"))</div></form>
      """)
  }

  private var fileMenu: HTML? {
    if files.isEmpty { return nil }
    let links = files.map { file -> HTML in
      "<li><a class=\"menu__item\" href=\"\(state.file(file.path))\" download>\(file.label)</a></li>"
    }
    return menu(
      "files", "Export", .download,
      """
      <p class="muted">\(say: "All rows that the filters leave, not only this page.")</p>\
      <ul class="menu__list">\(links)</ul>
      """)
  }
}
