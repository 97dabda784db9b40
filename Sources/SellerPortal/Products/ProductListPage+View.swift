import Areas
import Catalog
import Kernel
import Presentation
import Web

extension ProductListPage {
  private var total: Int { counts.active + counts.draft + counts.archived }

  func html(_ request: Request) -> HTML {
    let actions: HTML = """
      \(Button.link("Import", to: frame.paths.imports, icon: .upload))\
      \(Button.link("New product", to: frame.paths.newProduct, kind: .primary, icon: .plus))
      """
    let isBare = total == 0 && counts.deleted == 0 && !table.isNarrowed()
    let content: HTML = isBare ? list : "\(tabs)\(table.tools)\(list)"
    return frame.page(.products, request, title: "Products", actions: actions, content)
  }

  private func path(_ tab: ProductTab) -> String {
    search.state.setting("show", tab == .all ? nil : tab.rawValue).address
  }

  private func count(_ tab: ProductTab) -> Int {
    switch tab {
    case .all: total
    case .active: counts.active
    case .draft: counts.draft
    case .archived: counts.archived
    case .scarce: counts.lowStock + counts.soldOut
    case .hidden: counts.hidden
    case .deleted: counts.deleted
    }
  }

  private var tabs: HTML {
    let shown = ProductTab.allCases.filter { tab in
      tab == .all || tab == .active || tab == self.tab || count(tab) > 0
    }
    return Navigation.tabs(
      "Products by state", shown.map { (label: $0.title, path: path($0), count: Optional(count($0))) },
      current: path(tab))
  }

  private var list: HTML {
    if products.items.isEmpty { return empty }
    return "\(sheetLink)\(table.page(products, isFirst: cursor == nil))"
  }

  /// Leads to the same rows as a form.
  private var sheetLink: HTML? {
    if tab == .deleted { return nil }
    let place = search.state.search.setting("cursor", cursor?.description)
    return """
      <p class="list-lead">\(Button.link(
        "Edit states, prices and stock", to: place.behind(frame.paths.productSheet), icon: .edit, size: .small))</p>
      """
  }

  private var table: ListTable<ListedGoods> {
    let paths = frame.paths
    return ListTable(
      "Products", search.state, usualSort: ListSort("added", isDescending: true), columns: columns,
      filters: search.filters(categories), errors: search.errors,
      searchLabel: "Search by title, brand or SKU", memory: memory,
      files: TableFormat.allCases.map { ($0.title, paths.products(as: $0)) }, bulk: bulk
    ) { goods in
      let card = goods.product.card
      return (id: card.id.description, label: Words(verbatim: card.title), path: paths.product(card.id))
    }
  }

  private var columns: [ListColumn<ListedGoods>] {
    let changed: Words = tab == .deleted ? "Deleted" : "Changed"
    return [
      ListColumn("title", "Product", isMain: true, sorts: .rising) { $0.titled },
      ListColumn("brand", "Brand", isUsual: false) { $0.product.card.brand.map(written) ?? HTML() },
      ListColumn("sku", "SKU", isUsual: false) { goods in
        goods.product.variantCount == 1 ? goods.product.sku.map(coded) ?? HTML() : HTML()
      },
      ListColumn("state", "State") { $0.product.stateHTML },
      ListColumn("stock", "Stock") { $0.product.stockHTML },
      ListColumn("sold", "Sold", .end) { "<span class=\"num\">\($0.product.card.sold.displayCount)</span>" },
      ListColumn("price", "Price", .end, sorts: .rising) { $0.product.priceHTML },
      ListColumn("added", "Added", sorts: .falling, isUsual: false) { $0.product.card.id.madeAt.dateHTML },
      ListColumn("changed", changed, sorts: .falling) { goods in
        (goods.product.deletedAt ?? goods.product.updatedAt).dateHTML
      },
    ]
  }

  private var bulk: BulkActions {
    let actions: [(value: String, label: Words, kind: Button.Kind)] =
      tab == .deleted
      ? [(value: "restore", label: "Restore", kind: .secondary)]
      : [
        (value: "active", label: "Put up for sale", kind: .secondary),
        (value: "draft", label: "Make drafts", kind: .secondary),
        (value: "archived", label: "Archive", kind: .secondary),
        (value: "delete", label: "Delete", kind: .danger),
      ]
    return BulkActions(path: frame.paths.products, actions)
  }

  private var empty: HTML {
    if let text = search.state["q"] {
      return Notice.empty(
        .search, "Nothing found for “\(text)”", "Try another word, or the whole SKU.",
        action: Button.link("Show all products", to: frame.paths.products))
    }
    if table.isNarrowed(besides: "show") {
      return Notice.empty(
        .search, "No product fits these filters", "Take one of them away.",
        action: Button.link("Clear filters", to: table.widened(besides: "show")))
    }
    switch tab {
    case .scarce:
      return Notice.empty(.checkCircle, "Everything is well stocked", "Goods that run low appear here.")
    case .deleted:
      return Notice.empty(
        .trash, "Nothing deleted", "Deleted products stay here for a day and can be restored.")
    case .hidden:
      return Notice.empty(
        .checkCircle, "Nothing is hidden", "What the marketplace hides from customers appears here.")
    case .active, .draft, .archived:
      return Notice.empty(.tag, "No products here", "None of your products is in this state.")
    case .all:
      return Notice.empty(
        .tag, "No products yet",
        "Add your first product by hand, or bring a whole catalogue in from a CSV file.",
        action: """
          <div class="cluster">\
          \(Button.link("Add a product", to: frame.paths.newProduct, kind: .primary, icon: .plus))\
          \(Button.link("Import a file", to: frame.paths.imports, icon: .upload))</div>
          """)
    }
  }
}
