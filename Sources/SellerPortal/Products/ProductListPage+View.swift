import Catalog
import Kernel
import Presentation
import Web

/// In characters.
private let shownReasonLength = 80

extension ProductListPage {
  private var total: Int { counts.active + counts.draft + counts.archived }

  func html(_ request: Request) -> HTML {
    let actions: HTML = """
      \(Button.link("Import", to: frame.paths.imports, icon: .upload))\
      \(Button.link("New product", to: frame.paths.newProduct, kind: .primary, icon: .plus))
      """
    let search = DataTable.search(
      path: frame.paths.products, query: text, label: "Search by title, brand or SKU",
      fields: tab == .all ? [] : [("show", tab.rawValue)])
    let isBare = total == 0 && counts.deleted == 0 && text.isEmpty
    let content: HTML = isBare ? list : "\(tabs)\(DataTable.toolbar(search))\(list)"
    return frame.page(.products, request, title: "Products", actions: actions, content)
  }

  private func path(_ tab: ProductTab) -> String {
    frame.paths.products(showing: tab == .all ? nil : tab.rawValue)
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
    let columns = [
      TableColumn("Product", isMain: true), TableColumn("State"), TableColumn("Stock"),
      TableColumn("Sold", .end),
      TableColumn("Price", .end), TableColumn(tab == .deleted ? "Deleted" : "Changed"),
    ]
    let links = products.links(
      frame.paths.products, [("show", tab == .all ? nil : tab.rawValue), ("q", text)], isFirst: isFirst)
    let table = DataTable.show("Products", columns, products.items.map(row), bulk: bulk)
    return "\(table)\(links)"
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

  private func row(_ goods: ListedGoods) -> TableRow {
    let product = goods.product
    let card = product.card
    var details: [Words] = []
    if product.variantCount > 1 {
      details.append("\(count: product.variantCount, one: "# variant", other: "# variants")")
    }
    if product.variantCount == 1, let sku = product.sku { details.append(Words(verbatim: sku)) }
    if let brand = card.brand { details.append(Words(verbatim: brand)) }
    let price: HTML = card.isFrom ? "\(say: "from \(part: 1)", card.price.html)" : card.price.html
    return TableRow(
      id: card.id.description, label: Words(verbatim: card.title),
      path: frame.paths.product(card.id),
      [
        DataTable.titled(card.title, detail: .beside(details), picture: goods.picture),
        state(product), stock(product),
        "<span class=\"num\">\(card.sold.displayCount)</span>", price,
        (product.deletedAt ?? product.updatedAt).dateHTML,
      ])
  }

  private func state(_ product: ShopProduct) -> HTML {
    let hidden = product.hiding.map { hiding -> HTML in
      "\(hiding.badge(for: .vendor)) <span class=\"muted\" dir=\"auto\">\(shortened(hiding.reason))</span> "
    }
    guard let moment = product.publishAt else { return "\(hidden)\(product.status.badge)" }
    let told: HTML = "\(say: "Scheduled for \(part: 1)", moment.dateTimeHTML)"
    return "\(hidden)\(product.status.badge) <span class=\"muted\">\(told)</span>"
  }

  /// As much of a reason as a line of a list has room for; the rest is on the product's page.
  private func shortened(_ reason: String) -> String {
    reason.count <= shownReasonLength ? reason : reason.prefix(shownReasonLength) + "…"
  }

  private func stock(_ product: ShopProduct) -> HTML {
    if !product.card.inStock { return Badge.show("Sold out", .danger) }
    if product.stock <= 0 { return Badge.show("Sells on", .neutral) }
    if product.isLow {
      return Badge.show("\(count: product.stock, one: "# left", other: "# left")", .warning)
    }
    return "<span class=\"num\">\(product.stock.displayCount)</span>"
  }

  private var empty: HTML {
    if !text.isEmpty {
      return Notice.empty(
        .search, "Nothing found for “\(text)”", "Try another word, or the whole SKU.",
        action: Button.link("Show all products", to: frame.paths.products))
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
