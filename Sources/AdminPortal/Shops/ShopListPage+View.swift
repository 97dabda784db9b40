import Kernel
import Presentation
import Vendors
import Web

private let path = "/admin/shops"

extension ShopListPage {
  func html(_ request: Request) -> HTML {
    let search = DataTable.search(
      path: path, query: filter.text ?? "", label: "Search by shop, vendor or e-mail",
      fields: filter.parameters.compactMap { name, value in
        name == "q" ? nil : value.map { (name: name, value: $0) }
      })
    let export = Button.link(
      "Export as CSV", to: ListAddress.make("\(path).csv", filter.parameters), icon: .download, size: .small)
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
      states.map { (label: $0.0, path: address($0.1), count: $0.2) }, current: address(current))
  }

  private func list(_ request: Request) -> HTML {
    if shops.items.isEmpty {
      return Notice.empty(
        .store, "No shops here", "Shops appear when vendors open them. Try another state or search.")
    }
    let decides = frame.viewer.may(.shopDecisions)
    let bulk = BulkActions(
      path: "\(path)/bulk",
      [
        (value: "approve", label: "Approve …", kind: .primary),
        (value: "suspend", label: "Suspend …", kind: .danger),
      ])
    let table = DataTable.show("Shops", columns, shops.items.map(row), bulk: decides ? bulk : nil)
    return "\(table)\(shops.links(path, filter.parameters, isFirst: isFirst))"
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
        "Shop", isMain: true, sortPath: address(byName), sorted: filter.sort == .name ? .ascending : nil),
      TableColumn("Vendor"), TableColumn("Country"), TableColumn("Currency"), TableColumn("State"),
      TableColumn("Opened", sortPath: address(byAge), sorted: age),
    ]
  }

  private func row(_ reviewed: ReviewedShop) -> TableRow {
    let shop = reviewed.shop
    let question: HTML? =
      shop.status == .pending ? reviewed.question.map { Badge.show($0.title, $0.tone) } : nil
    return TableRow(
      id: shop.id.description, label: Words(verbatim: shop.name), path: "\(path)/\(shop.slug)",
      [
        "<span dir=\"auto\">\(shop.name)</span>",
        """
        <span class="titled__body"><span dir="auto">\(reviewed.ownerName)</span>\
        <span class="titled__detail">\(reviewed.ownerEmail)</span></span>
        """,
        "\(CountryNames.name(shop.country))", "\(shop.currency.code)",
        "<span class=\"cluster\">\(shop.status.badge(for: .marketplace))\(question)</span>",
        shop.createdAt.dateHTML,
      ])
  }

  private func address(_ filter: ShopFilter) -> String { ListAddress.make(path, filter.parameters) }
}

extension QuestionState {
  var title: Words { self == .asked ? "Asked" : "Answered" }
  var tone: Tone { self == .asked ? .neutral : .info }
}
