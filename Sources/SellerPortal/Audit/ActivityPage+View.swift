import Identity
import Kernel
import Presentation
import Web

extension ActivityPage {
  private var path: String { frame.path(.activity) }
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
    return """
      <details class="search-panel"\(attribute: "open", if: isSearching)><summary class="search-panel__head">\
      \(Icon.show(.filter))\(say: "Search")\(Icon.show(.chevronDown))</summary>\
      <form class="search-panel__fields" method="get" action="\(path)">\
      \(Field.select("action", "What", done, in: form, required: false, prompt: "Everything"))\
      \(Field.select("person", "Done by", doers, in: form, required: false, prompt: "Anybody"))\
      \(Field.input("date", "from", "From", in: form, required: false))\
      \(Field.input("date", "until", "Until", in: form, required: false))\
      <div class="search-panel__foot">\(Button.submit("Search", icon: .search))\
      \(when: isSearching, Button.link("Show everything", to: path, kind: .quiet))</div></form></details>
      """
  }

  private var list: HTML {
    if !form.errors.isEmpty {
      return Notice.alert(.danger, "Nothing was searched", "Correct what is marked above.")
    }
    if entries.items.isEmpty {
      return isSearching
        ? Notice.empty(.search, "Nothing found", "Search for less, or for another time.")
        : Notice.empty(
          .clock, "Nothing yet", "Changes to your products, orders and settings are listed here.")
    }
    let links = entries.links(path, search, isFirst: isFirst)
    return "\(ActivityList.show("What was done, newest first", entries.items.map(activity)))\(links)"
  }

  private func activity(_ entry: AuditEntry) -> Activity {
    let name = people.first { $0.account.description == entry.target }?.name
    var facts: [(name: Words, value: HTML)] = [("About", "\(entry.target)")]
    if let client = entry.client { facts.append(("Address", "\(client)")) }
    if entry.isErased { facts.append(("Details", "\(say: "Erased for privacy")")) }
    // Identifiers say nothing at a glance; they stand inside.
    return Activity(
      entry.title, detail: name.map { Words(verbatim: $0) },
      person: entry.accountName ?? Words("Automatic").text, at: entry.at, facts: facts,
      changes: entry.changes.map(ActivityChange.init))
  }
}
