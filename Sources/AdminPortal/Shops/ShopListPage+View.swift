import Kernel
import Presentation
import Vendors
import Web

extension ShopListPage {
  func html(_ request: Request) -> HTML {
    let search = DataTable.search(
      path: AdminPaths.shops, query: filter.text ?? "", label: "Search by shop, vendor or e-mail",
      fields: filter.parameters.compactMap { name, value in
        name == "q" ? nil : value.map { (name: name, value: $0) }
      })
    let export = Button.link(
      "Export as CSV", to: AdminPaths.shopTable(filter), icon: .download, size: .small)
    return frame.page(
      .shops, request, title: "Shops",
      "\(tabs)\(DataTable.toolbar(search, export))\(list(request))")
  }

  private var tabs: HTML {
    let states: [(Words, ShopFilter, Int?)] = [
      ("All", ShopFilter(), nil), ("To decide", ShopFilter(question: .due), questions[.due] ?? 0),
      ("Asked", ShopFilter(question: .asked), questions[.asked] ?? 0),
      ("Answered", ShopFilter(question: .answered), questions[.answered] ?? 0),
      (ShopStatus.approved.title(for: .marketplace), ShopFilter(status: .approved), counts[.approved] ?? 0),
      ("Rejected", ShopFilter(status: .rejected), counts[.rejected] ?? 0),
      ("Suspended", ShopFilter(status: .suspended), counts[.suspended] ?? 0),
      ("Closed", ShopFilter(status: .closed), nil),
    ]
    let current = ShopFilter(status: filter.status, question: filter.question)
    return Navigation.tabs(
      "Shops by state",
      states.map { (label: $0.0, path: AdminPaths.shops($0.1), count: $0.2) },
      current: AdminPaths.shops(current))
  }

  private func list(_ request: Request) -> HTML {
    if shops.items.isEmpty {
      return Notice.empty(
        .store, "No shops here", "Shops appear when vendors open them. Try another state or search.")
    }
    let decides = frame.viewer.may(.shopDecisions)
    let bulk = BulkActions(
      path: AdminPaths.decideShops,
      [
        (value: "approve", label: "Approve …", kind: .primary),
        (value: "suspend", label: "Suspend …", kind: .danger),
      ])
    let table = DataTable.show("Shops", columns, shops.items.map(row), bulk: decides ? bulk : nil)
    return "\(table)\(shops.links(AdminPaths.shops, filter.parameters, isFirst: isFirst))"
  }

  private var columns: [TableColumn] {
    let byName = ShopFilter(status: filter.status, question: filter.question, text: filter.text, sort: .name)
    let byAge = ShopFilter(
      status: filter.status, question: filter.question, text: filter.text,
      sort: filter.sort == .newest ? .oldest : .newest)
    let age: TableColumn.Order? =
      switch filter.sort {
      case .newest: .descending
      case .oldest: .ascending
      case .name: nil
      }
    return [
      TableColumn(
        "Shop", isMain: true, sortPath: AdminPaths.shops(byName),
        sorted: filter.sort == .name ? .ascending : nil),
      TableColumn("Vendor"), TableColumn("Country"), TableColumn("Currency"), TableColumn("State"),
      TableColumn("Opened", sortPath: AdminPaths.shops(byAge), sorted: age),
    ]
  }

  private func row(_ reviewed: ReviewedShop) -> TableRow {
    let shop = reviewed.shop
    let question: HTML? =
      shop.status == .pending ? reviewed.question.map { Badge.show($0.title, $0.tone) } : nil
    return TableRow(
      id: shop.id.description, label: Words(verbatim: shop.name), path: AdminPaths.shop(shop.slug),
      [
        written(shop.name),
        """
        <span class="titled__body"><span dir="auto">\(reviewed.ownerName)</span>\
        <span class="titled__detail">\(reviewed.ownerEmail)</span></span>
        """,
        "\(CountryNames.name(shop.country))", "\(shop.currency.code)",
        "<span class=\"cluster\">\(shop.status.badge(for: .marketplace))\(question)</span>",
        shop.createdAt.dateHTML,
      ])
  }
}

extension QuestionState {
  var title: Words { self == .asked ? "Asked" : "Answered" }
  var tone: Tone { self == .asked ? .neutral : .info }
}
