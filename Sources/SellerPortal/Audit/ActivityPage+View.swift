import Identity
import Kernel
import Presentation
import Web

extension ActivityPage {
  private var path: String { frame.paths.activity }
  private var isSearching: Bool { search.contains { !($0.value ?? "").isEmpty } }

  func html(_ request: Request) -> HTML {
    frame.page(
      .activity, request, title: "Activity",
      lead: "What you, your staff and the marketplace did in this shop.", "\(searchPanel)\(list)")
  }

  private var searchPanel: HTML {
    let done = actions.map { Choice($0, AuditEntry.title(of: $0)) }
    let doers =
      people.map { Choice($0.account.description, Words(verbatim: $0.name)) } + [
        Choice(Self.marketplace, "The marketplace")
      ]
    return ActivityFrame.panel(
      path, form, isSearching: isSearching,
      """
      \(Field.select("action", "What", done, in: form, required: false, prompt: "Everything"))\
      \(Field.select("person", "Done by", doers, in: form, required: false, prompt: "Anybody"))
      """)
  }

  private var list: HTML {
    ActivityFrame.list(
      entries.items.map(activity), links: entries.links(path, search, isFirst: isFirst), form,
      isSearching: isSearching,
      empty: Notice.empty(
        .clock, "Nothing yet", "Changes to your products, orders and settings are listed here."))
  }

  private func activity(_ entry: AuditEntry) -> Activity {
    let person = people.first { $0.account.description == entry.target }.map { Words(verbatim: $0.name) }
    // Identifiers say nothing at a glance; they stand inside.
    return entry.activity(
      for: .vendor, detail: things.name(of: entry) ?? person, facts: [("About", thing(of: entry))])
  }

  /// Leads to the thing, for those who may open it.
  private func thing(of entry: AuditEntry) -> HTML {
    if let order = things.order(of: entry), frame.may(.orders) {
      return "<a href=\"\(frame.paths.order(order.id))\">\(order.number)</a>"
    }
    if let product = things.product(of: entry), frame.may(.products) {
      return "<a href=\"\(frame.paths.product(product.id))\" dir=\"auto\">\(product.title)</a>"
    }
    if let file = things.file(of: entry), frame.may(.imports) {
      return "<a href=\"\(frame.paths.imported(file.id))\" dir=\"auto\">\(file.name)</a>"
    }
    if let payout = things.payout(of: entry), frame.may(.balance) {
      return "<a href=\"\(frame.paths.payouts)\">\(payout.amount.html)</a>"
    }
    if let kind = things.document(of: entry), frame.may(.application) {
      return "<a href=\"\(frame.paths.documents)\">\(kind.title)</a>"
    }
    return "\(entry.target)"
  }
}
