import Areas
import Catalog
import Kernel
import Presentation
import Web

extension ProductListPage {
  func html(_ request: Request) -> HTML {
    frame.page(
      .products, request, title: "Products", lead: table.isNarrowed() ? nil : total,
      "\(tabs)\(table.tools)\(list)")
  }

  /// How many there are, which is not how many were found.
  private var total: Words {
    """
    \(count: listedCount, one: "# product for sale in all shops.", other: "# products for sale in all shops.")
    """
  }

  private func path(_ hidden: HiddenFilter?) -> String {
    state.setting("hidden", hidden?.rawValue).address
  }

  private var tabs: HTML {
    let tabs: [(Words, HiddenFilter?, Int?)] = [
      ("All", nil, nil), ("Answered", .answered, frame.productsAnswered), ("Hidden", .yes, nil),
      ("Not hidden", .no, nil),
    ]
    return Navigation.tabs(
      "Products by hiding",
      tabs.map { title, hidden, count in (label: title, path: path(hidden), count: count) },
      current: path(filter.hidden))
  }

  private var table: ListTable<DeskProduct> {
    ListTable(
      "Products", state, usualSort: ListSort("added", isDescending: true), columns: columns, filters: filters,
      errors: errors, searchLabel: "Search by title, SKU or shop", memory: memory,
      files: TableFormat.allCases.map { ($0.title, AdminPaths.products(as: $0)) },
      bulk: filter.state == .deleted ? nil : bulk
    ) { item in
      let card = item.product.card
      return (id: card.id.description, label: Words(verbatim: card.title), path: AdminPaths.product(card.id))
    }
  }

  private var filters: [ListFilter] {
    [
      ListFilter("state", "State", .choice(DeskState.allCases.map { Choice($0.rawValue, $0.title) })),
      ListFilter("shop", "Shop, by its address or id", .text),
      ListFilter("category", "Category", .choice(categories)),
    ]
  }

  private var bulk: BulkActions {
    BulkActions(
      path: AdminPaths.decideProducts,
      [
        (value: "hide", label: "Hide …", kind: .danger),
        (value: "restore", label: "Show again …", kind: .secondary),
      ])
  }

  private var columns: [ListColumn<DeskProduct>] {
    let pictures = self.pictures
    let changed: Words = filter.state == .deleted ? "Deleted" : "Changed"
    return [
      ListColumn("title", "Product", isMain: true) { item in
        let card = item.product.card
        return DataTable.titled(card.title, detail: item.product.detail, picture: pictures[card.id])
      },
      ListColumn("shop", "Shop") { written($0.product.card.shop.name) },
      // With these the rest has no room on a small screen.
      ListColumn("category", "Category", isUsual: false) { item in
        item.category.map { written($0.name) } ?? "<span class=\"muted\">\(say: "None")</span>"
      },
      ListColumn("brand", "Brand", isUsual: false) { $0.product.card.brand.map(written) ?? HTML() },
      ListColumn("state", "State") { $0.badges },
      ListColumn("stock", "Stock", .end, isUsual: false) { $0.stock },
      ListColumn("sold", "Sold", .end, isUsual: false) { item in
        "<span class=\"num\">\(item.product.card.sold.displayCount)</span>"
      },
      ListColumn("price", "Price", .end) { $0.price },
      ListColumn("added", "Added", isUsual: false) { $0.product.card.id.madeAt.dateHTML },
      ListColumn("changed", changed) { ($0.product.deletedAt ?? $0.product.updatedAt).dateHTML },
    ]
  }

  private var list: HTML {
    if !errors.isEmpty {
      return Notice.alert(.danger, "Nothing was searched", "Correct what is marked above.")
    }
    return products.items.isEmpty ? empty : table.page(products, isFirst: isFirst)
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
    if table.isNarrowed() {
      return Notice.empty(
        .tag, "No product fits these filters", "Take one of them away.",
        action: Button.link("Clear filters", to: AdminPaths.products))
    }
    return Notice.empty(.tag, "No products here", "Products appear when shops add them.")
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

  fileprivate var price: HTML {
    let card = product.card
    return card.isFrom ? "<span>\(say: "from \(part: 1)", card.price.html)</span>" : card.price.html
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
