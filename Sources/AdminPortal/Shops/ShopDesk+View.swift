import Kernel
import Vendors
import Web

extension ShopListPage {
  func html(_ request: Request) -> HTML {
    let content: HTML = """
      \(tabs)\
      \(DataTable.toolbar(DataTable.search(
        path: "/admin/shops", query: text, label: "Search shops",
        fields: status.map { [("status", $0.rawValue)] } ?? [])))\
      \(list)
      """
    return frame.page(.shops, request, title: "Shops", content)
  }

  private var tabs: HTML {
    let all: (label: String, path: String, count: Int?) = ("All", "/admin/shops", nil)
    let states = [ShopStatus.pending, .approved, .rejected, .suspended].map { state in
      (label: state.title, path: "/admin/shops?status=\(state.rawValue)", count: Optional(counts[state] ?? 0))
    }
    let current = status.map { "/admin/shops?status=\($0.rawValue)" } ?? "/admin/shops"
    return Navigation.tabs("Shops by state", [all] + states, current: current)
  }

  private var list: HTML {
    if shops.items.isEmpty {
      return Notice.empty(
        .store, "No shops here", "Shops appear when vendors open them. Try another state or search.")
    }
    let rows = shops.items.map { reviewed in
      TableRow(
        id: reviewed.shop.id.description, label: reviewed.shop.name,
        path: "/admin/shops/\(reviewed.shop.slug)",
        [
          "<span dir=\"auto\">\(reviewed.shop.name)</span>",
          "<span dir=\"auto\">\(reviewed.ownerName)</span>",
          "\(reviewed.shop.country)", "\(reviewed.shop.currency.code)",
          Badge.show(reviewed.shop.status.title, reviewed.shop.status.tone), reviewed.shop.createdAt.dateHTML,
        ])
    }
    let columns = [
      TableColumn("Shop", isMain: true), TableColumn("Vendor"), TableColumn("Country"),
      TableColumn("Currency"),
      TableColumn("State"), TableColumn("Opened"),
    ]
    let links = shops.links(
      "/admin/shops", [("status", status?.rawValue), ("q", text)], isFirst: isFirst)
    return "\(DataTable.show("Shops", columns, rows))\(links)"
  }
}

extension ShopDetailPage {
  private var shop: Shop { reviewed.shop }

  func html(_ request: Request) -> HTML {
    let content: HTML = """
      \(form.summary)\(notes)\
      \(Card.show("About", facts))\
      \(decisions)
      """
    return frame.page(
      .shops, request, title: shop.name, actions: Badge.show(shop.status.title, shop.status.tone),
      breadcrumbs: Navigation.breadcrumbs([("Shops", "/admin/shops"), (shop.name, nil)]), content)
  }

  private var notes: HTML {
    var notes = HTML()
    if let reason = shop.statusReason {
      notes += Notice.alert(.warning, "Reason given to the vendor", reason)
    }
    if let answer = shop.vendorAnswer { notes += Notice.alert(.info, "The vendor answers", answer) }
    return notes
  }

  private var facts: HTML {
    Card.facts([
      ("Vendor", "<span dir=\"auto\">\(reviewed.ownerName)</span>"),
      ("E-mail", "<a href=\"mailto:\(reviewed.ownerEmail)\">\(reviewed.ownerEmail)</a>"),
      ("Description", "<span dir=\"auto\">\(shop.description)</span>"),
      ("Country", "\(CountryNames.name(shop.country))"), ("Currency", "\(shop.currency.code)"),
      ("Opened", shop.createdAt.dateTimeHTML),
      ("Page", "<a href=\"\(shop.path)\">\(shop.path)</a>"),
    ])
  }

  private var decisions: HTML {
    let path = "/admin/shops/\(shop.slug)"
    var actions: [HTML] = []
    if shop.status.next.contains(.approved) {
      actions.append(Button.post("Approve", to: "\(path)/approve", kind: .primary, icon: .check))
    }
    if shop.status.next.contains(.rejected) { actions.append(reasonForm("Reject", "\(path)/reject")) }
    if shop.status.next.contains(.suspended) { actions.append(reasonForm("Suspend", "\(path)/suspend")) }
    return Card.show("Decide", "<div class=\"stack\">\(actions)</div>")
  }

  private func reasonForm(_ label: String, _ path: String) -> HTML {
    """
    <form class="stack" method="post" action="\(path)">\
    \(Field.multiline(
      "reason", "Reason to \(label.lowercased())", in: form, hint: "The vendor reads this and can answer.", rows: 3,
      maximumLength: 1000))\
    \(Button.submit(label, kind: .danger))</form>
    """
  }
}

extension ShopStatus {
  var title: String {
    switch self {
    case .pending: "To approve"
    case .approved: "Open"
    case .rejected: "Rejected"
    case .suspended: "Suspended"
    case .closed: "Closed"
    }
  }

  var tone: Tone {
    switch self {
    case .pending: .warning
    case .approved: .success
    case .rejected, .suspended: .danger
    case .closed: .neutral
    }
  }
}
