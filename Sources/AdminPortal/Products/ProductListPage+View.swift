import Catalog
import Kernel
import Presentation
import Web

extension ProductListPage {
  func html(_ request: Request) -> HTML {
    let search = DataTable.search(
      path: AdminPaths.products, query: filter.text ?? "", label: "Search by title, SKU or shop",
      fields: filter.parameters.compactMap { name, value in
        name == "q" ? nil : value.map { (name: name, value: $0) }
      })
    return frame.page(
      .products, request, title: "Products", lead: filter.isNarrow ? nil : total,
      "\(tabs)\(DataTable.toolbar("\(search)\(states)"))\(panel)\(list)")
  }

  /// How many there are, which is not how many were found.
  private var total: Words {
    """
    \(count: listedCount, one: "# product for sale in all shops.", other: "# products for sale in all shops.")
    """
  }

  private func path(_ change: (inout DeskFilter) -> Void) -> String {
    var changed = filter
    change(&changed)
    return AdminPaths.products(changed)
  }

  private var tabs: HTML {
    let tabs: [(Words, HiddenFilter?, Int?)] = [
      ("All", nil, nil), ("Answered", .answered, frame.productsAnswered), ("Hidden", .yes, nil),
      ("Not hidden", .no, nil),
    ]
    return Navigation.tabs(
      "Products by hiding",
      tabs.map { title, hidden, count in
        (label: title, path: path { $0.hidden = hidden }, count: count)
      }, current: AdminPaths.products(filter))
  }

  private var states: HTML {
    let all = Badge.chipLink("Any state", to: path { $0.state = nil }, isCurrent: filter.state == nil)
    return Badge.chips(
      [all]
        + DeskState.allCases.map { state in
          Badge.chipLink(state.title, to: path { $0.state = state }, isCurrent: filter.state == state)
        })
  }

  /// What is chosen from more than a few.
  private var panel: HTML {
    let form = FormState(
      values: ["shop": filter.shop ?? "", "category": filter.category ?? ""], errors: errors)
    let kept: [(name: String, value: String?)] = [
      ("q", filter.text), ("state", filter.state?.rawValue), ("hidden", filter.hidden?.rawValue),
    ]
    return SearchPanel.show(
      AdminPaths.products, title: "Shop and category",
      isSearching: filter.shop != nil || filter.category != nil,
      """
      \(kept.compactMap { name, value in value.map { Button.hidden(name, $0) } })\
      \(Field.text(
        "shop", "Shop", in: form, required: false, maximumLength: 100, placeholder: "Address or id"))\
      \(Field.select("category", "Category", categories, in: form, required: false, prompt: "Any"))
      """)
  }

  private var list: HTML {
    if !errors.isEmpty {
      return Notice.alert(.danger, "Nothing was searched", "Correct what is marked above.")
    }
    if products.items.isEmpty { return empty }
    let bulk = BulkActions(
      path: AdminPaths.decideProducts,
      [
        (value: "hide", label: "Hide …", kind: .danger),
        (value: "restore", label: "Show again …", kind: .secondary),
      ])
    let columns = [
      TableColumn("Product", isMain: true), TableColumn("Shop"), TableColumn("Category"),
      TableColumn("State"), TableColumn("Stock", .end), TableColumn("Price", .end), TableColumn("Changed"),
    ]
    let table = DataTable.show(
      "Products", columns, products.items.map(row), bulk: filter.state == .deleted ? nil : bulk)
    return "\(table)\(products.links(AdminPaths.products, filter.parameters, isFirst: isFirst))"
  }

  private var empty: HTML {
    let all = Button.link("All products", to: AdminPaths.products)
    if let text = filter.text {
      return Notice.empty(
        .search, "Nothing for “\(text)”", "Try another word, or fewer letters.", action: all)
    }
    if filter == DeskFilter(hidden: .answered) {
      return Notice.empty(
        .checkCircle, "Nobody waits for you", "Hidden products appear here when their vendors have answered.",
        action: all)
    }
    if filter.isNarrow {
      return Notice.empty(.tag, "No products here", "Nothing is in this state. Try another one.", action: all)
    }
    return Notice.empty(.tag, "No products here", "Products appear when shops add them.")
  }

  private func row(_ item: DeskProduct) -> TableRow {
    let card = item.product.card
    let price: HTML =
      card.isFrom ? "<span>\(say: "from \(part: 1)", card.price.html)</span>" : card.price.html
    return TableRow(
      id: card.id.description, label: Words(verbatim: card.title), path: AdminPaths.product(card.id),
      [
        DataTable.titled(card.title, detail: item.product.detail, picture: pictures[card.id]),
        written(card.shop.name),
        item.category.map { written($0.name) } ?? "<span class=\"muted\">\(say: "None")</span>",
        item.badges, item.stock, price,
        (item.product.deletedAt ?? item.product.updatedAt).dateHTML,
      ])
  }
}

extension ShopProduct {
  /// What tells a product from others below its title.
  fileprivate var detail: Words? {
    if variantCount > 1 { return "\(count: variantCount, one: "# variant", other: "# variants")" }
    return sku.map { Words(verbatim: $0) }
  }
}

extension DeskProduct {
  /// Where the product stands, for its vendor and for the marketplace.
  var badges: HTML {
    let hiding = product.hiding?.badge(for: .marketplace)
    let waits: HTML? = product.publishAt == nil ? nil : Badge.show("Scheduled")
    let shop: HTML? = shopStatus == .approved ? nil : Badge.show("Shop not open", .warning)
    let deleted: HTML? = product.deletedAt == nil ? nil : Badge.show("Deleted", .danger)
    return "<span class=\"cluster\">\(hiding)\(deleted)\(product.status.badge)\(waits)\(shop)</span>"
  }

  fileprivate var stock: HTML {
    if !product.card.inStock { return Badge.show("Sold out") }
    if product.stock <= 0 { return Badge.show("Sells on") }
    return "<span class=\"num\">\(product.stock.displayCount)</span>"
  }
}

extension DeskState {
  var title: Words {
    switch self {
    case .draft: ProductStatus.draft.title
    case .active: ProductStatus.active.title
    case .archived: ProductStatus.archived.title
    case .scheduled: "Scheduled"
    case .deleted: "Deleted"
    }
  }
}
