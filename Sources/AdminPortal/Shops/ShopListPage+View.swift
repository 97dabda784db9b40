import Areas
import Kernel
import Presentation
import Vendors
import Web

extension ShopListPage {
  func html(_ request: Request) -> HTML {
    frame.page(.shops, request, title: "Shops", "\(tabs)\(table.tools)\(list)")
  }

  private func path(_ status: ShopStatus? = nil, question: QuestionFilter? = nil) -> String {
    state.setting("status", status?.rawValue).setting("question", question?.rawValue).address
  }

  private var tabs: HTML {
    let filter = ShopFilter(state)
    let states: [(Words, String, Int?)] = [
      ("All", path(), nil), ("To decide", path(question: .due), questions[.due] ?? 0),
      ("Asked", path(question: .asked), questions[.asked] ?? 0),
      ("Answered", path(question: .answered), questions[.answered] ?? 0),
      (ShopStatus.approved.title(for: .marketplace), path(.approved), counts[.approved] ?? 0),
      ("Rejected", path(.rejected), counts[.rejected] ?? 0),
      ("Suspended", path(.suspended), counts[.suspended] ?? 0), ("Closed", path(.closed), nil),
    ]
    return Navigation.tabs(
      "Shops by state", states.map { (label: $0.0, path: $0.1, count: $0.2) },
      current: path(filter.status, question: filter.question))
  }

  private var list: HTML {
    if !shops.items.isEmpty { return table.page(shops, isFirst: isFirst) }
    return Notice.empty(
      .store, "No shops here", "Shops appear when vendors open them. Try another state or search.")
  }

  private var table: ListTable<ReviewedShop> {
    ListTable(
      "Shops", state, usualSort: ListSort("opened", isDescending: true), columns: columns,
      searchLabel: "Search by shop, vendor or e-mail", memory: memory,
      files: TableFormat.allCases.map { ($0.title, AdminPaths.shops(as: $0)) },
      bulk: frame.viewer.may(.shopDecisions) ? bulk : nil
    ) { reviewed in
      let shop = reviewed.shop
      return (id: shop.id.description, label: Words(verbatim: shop.name), path: AdminPaths.shop(shop.slug))
    }
  }

  private var bulk: BulkActions {
    BulkActions(
      path: AdminPaths.decideShops,
      [
        (value: "approve", label: "Approve …", kind: .primary),
        (value: "suspend", label: "Suspend …", kind: .danger),
      ])
  }

  private var columns: [ListColumn<ReviewedShop>] {
    [
      ListColumn("name", "Shop", isMain: true, sorts: .rising) { written($0.shop.name) },
      ListColumn("vendor", "Vendor") { reviewed in
        """
        <span class="titled__body"><span dir="auto">\(reviewed.ownerName)</span>\
        <span class="titled__detail">\(reviewed.ownerEmail)</span></span>
        """
      },
      ListColumn("country", "Country") { "\(CountryNames.name($0.shop.country))" },
      ListColumn("currency", "Currency") { "\($0.shop.currency.code)" },
      ListColumn("state", "State") { $0.stateHTML },
      ListColumn("opened", "Opened", sorts: .falling) { $0.shop.createdAt.dateHTML },
    ]
  }
}

extension ReviewedShop {
  /// The state, and whose turn it is.
  fileprivate var stateHTML: HTML {
    let asked: HTML? = shop.status == .pending ? question.map { Badge.show($0.title, $0.tone) } : nil
    return "<span class=\"cluster\">\(shop.status.badge(for: .marketplace))\(asked)</span>"
  }
}

extension QuestionState {
  var title: Words { self == .asked ? "Asked" : "Answered" }
  var tone: Tone { self == .asked ? .neutral : .info }
}
