import Identity
import Kernel
import Presentation
import Vendors
import Web

extension AuditPage {
  func html(_ request: Request) -> HTML {
    frame.page(
      .audit, request, title: "Audit log",
      lead: "What vendors and administrators did. Nothing here can be changed.",
      actions: tools, "\(searchPanel)\(list)")
  }

  private var tools: HTML {
    let table = ListAddress.make(AdminPaths.auditTable, search)
    return """
      <div class="cluster">\
      \(Button.link("Export as CSV", to: table, kind: .secondary, icon: .download))\
      \(Button.post("Verify now", to: AdminPaths.auditChecks, icon: .shield))</div>
      """
  }

  private var isSearching: Bool { search.contains { !($0.value ?? "").isEmpty } }

  private var searchPanel: HTML {
    ActivityFrame.panel(
      AdminPaths.audit, form, isSearching: isSearching,
      """
      \(Field.select("action", "Action", actionChoices, in: form, required: false, prompt: "Any"))\
      \(Field.select("role", "Done by", roleChoices, in: form, required: false, prompt: "Anybody"))\
      \(text("account", "Account", "E-mail or id"))\(text("shop", "Shop", "Address or id"))\
      \(text("target", "About", "Id, as ord_…"))\(text("request", "Request", "Request id"))
      """)
  }

  private func text(_ name: String, _ label: Words, _ example: Words) -> HTML {
    Field.text(name, label, in: form, required: false, maximumLength: 300, placeholder: example)
  }

  /// Every action; before those of a noun with several, all of them together.
  private var actionChoices: [Choice] {
    let nouns = Dictionary(grouping: actions) { $0.prefix { $0 != "." } }
    var choices: [Choice] = []
    for action in actions {
      let noun = action.prefix { $0 != "." }
      if let group = nouns[noun], group.count > 1, group.first == action {
        choices.append(Choice("\(noun).", AuditNoun.everything(String(noun))))
      }
      choices.append(Choice(action, AuditEntry.title(of: action)))
    }
    return choices
  }

  private var roleChoices: [Choice] { AuditRole.allCases.map { Choice($0.rawValue, $0.title) } }

  private var list: HTML {
    ActivityFrame.list(
      entries.items.map(activity), links: entries.links(AdminPaths.audit, search, isFirst: isFirst), form,
      isSearching: isSearching,
      empty: Notice.empty(.shield, "Nothing yet", "What vendors and administrators change is listed here."))
  }

  private func activity(_ entry: AuditEntry) -> Activity {
    let shop = entry.shop.flatMap { shops[$0] }
    let role = AuditRole(rawValue: entry.role) ?? .system
    return entry.activity(
      for: .marketplace, detail: detail(entry, shop),
      badge: entry.accountName == nil ? nil : Badge.show(role.title, role.tone), facts: facts(entry, shop))
  }

  /// What it was done to, by its name where it has one.
  private func detail(_ entry: AuditEntry, _ shop: Shop?) -> Words {
    if let name = AccountID(entry.target).flatMap({ people[$0] }) { return Words(verbatim: name) }
    if let name = things.name(of: entry) { return name }
    return Words(verbatim: shop?.name ?? (hasIdentifier(entry) ? entry.target : ""))
  }

  /// False for what there is one of, as the site.
  private func hasIdentifier(_ entry: AuditEntry) -> Bool { entry.target.contains("_") }

  private func facts(_ entry: AuditEntry, _ shop: Shop?) -> [(name: Words, value: HTML)] {
    var facts: [(name: Words, value: HTML)] = []
    if hasIdentifier(entry) { facts.append(("About", link("target", entry.target))) }
    if let order = things.order(of: entry) {
      facts.append(("Order", frame.link(.orders, to: AdminPaths.order(order.id), order.number)))
    }
    if let product = things.product(of: entry) {
      facts.append(("Product", frame.link(.products, to: AdminPaths.product(product.id), product.title)))
    }
    if let payout = things.payout(of: entry) {
      let amount: Words = "\(payout.amount)"
      facts.append(("Payout", frame.link(.payouts, to: AdminPaths.payout(payout.id), amount.text)))
    }
    if let shop {
      facts.append(("Shop", frame.link(.shops, to: AdminPaths.shop(shop.slug), shop.name)))
    }
    if let target = AccountID(entry.target), let name = people[target] {
      facts.append(("Person", frame.link(.people, to: AdminPaths.person(target), name)))
    }
    if let account = entry.account { facts.append(("Done by", link("account", account.description))) }
    if let request = entry.requestID { facts.append(("Request", link("request", request))) }
    facts.append(("Row", "\(entry.sequence)"))
    return facts
  }

  /// The value, which leads to everything else with it.
  private func link(_ name: String, _ value: String) -> HTML {
    let path = ListAddress.make(AdminPaths.audit, [(name, value)])
    return "<a href=\"\(path)\">\(value)</a>"
  }
}
