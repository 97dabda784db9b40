import Catalog
import Kernel
import Presentation
import Web

extension StockPage {
  private var tab: String? { filter == .all ? nil : filter.rawValue }

  func html(_ request: Request) -> HTML {
    let actions: HTML = """
      \(Button.link("Locations", to: frame.paths.stockLocations, icon: .pin))\
      \(Button.link("Transfers", to: frame.paths.stockTransfers, icon: .truck))\
      \(Button.link("What moved", to: frame.paths.stockMovements, icon: .list))\
      \(Button.link("Stocktakes", to: frame.paths.stockCounts, icon: .check))
      """
    let search = DataTable.search(
      path: frame.paths.stock, query: text, label: "Search by title, brand or SKU",
      fields: tab.map { [("show", $0)] } ?? [])
    return frame.page(
      .stock, request, title: "Stock", lead: "What lies in the shop, and what of it belongs to orders.",
      actions: actions, "\(tabs)\(DataTable.toolbar(search))\(list)")
  }

  private var tabs: HTML {
    let tabs = StockFilter.allCases.map { filter -> (label: Words, path: String, count: Int?) in
      let shown = filter == .all ? nil : filter.rawValue
      return (filter.title, frame.paths.stock(showing: shown), nil)
    }
    return Navigation.tabs("Stock by state", tabs, current: frame.paths.stock(showing: tab))
  }

  private var list: HTML {
    if levels.items.isEmpty { return empty }
    let columns = [
      TableColumn("Variant", isMain: true), TableColumn("SKU"), TableColumn("On hand", .end),
      TableColumn("In orders", .end), TableColumn("Held unpaid", .end), TableColumn("Left", .end),
      TableColumn("Warn at", .end),
    ]
    let links = levels.links(frame.paths.stock, [("show", tab), ("q", text)], isFirst: isFirst)
    return "\(DataTable.show("Stock", columns, levels.items.map(row)))\(links)"
  }

  private func row(_ level: StockLevel) -> TableRow {
    TableRow(
      id: level.variant.description, label: level.name, path: frame.paths.stock(of: level.variant),
      [
        "<bdi>\(level.name)</bdi>", level.sku.map { coded($0) } ?? HTML(), pieces(level.onHand),
        pieces(level.allocated), pieces(level.reserved), level.leftHTML,
        level.tracksStock ? pieces(Int64(level.threshold)) : HTML(),
      ])
  }

  private var empty: HTML {
    if !text.isEmpty {
      return Notice.empty(
        .search, "Nothing found for “\(text)”", "Try another word, or the whole SKU.",
        action: Button.link("Show everything", to: frame.paths.stock))
    }
    switch filter {
    case .all:
      return Notice.empty(
        .box, "Nothing here yet", "What there is of your products is shown here.",
        action: Button.link("Add a product", to: frame.paths.newProduct, kind: .primary, icon: .plus))
    case .low, .out:
      return Notice.empty(.checkCircle, "Everything is well stocked", "Goods that run low appear here.")
    }
  }
}

extension StockFilter {
  fileprivate var title: Words {
    switch self {
    case .all: "All"
    case .low: "Running low"
    case .out: "Sold out"
    }
  }
}

extension StockLevel {
  /// How many are left, with what that means.
  var leftHTML: HTML {
    if !tracksStock { return Badge.show("Not counted") }
    if left <= 0 { return sellsOn ? Badge.show("Sells on") : Badge.show("Sold out", .danger) }
    if isLow { return Badge.show("\(count: left, one: "# left", other: "# left")", .warning) }
    return pieces(left)
  }
}
