import Areas
import Identity
import Kernel
import Presentation
import Web

extension ErasurePage {
  func html(_ request: Request) -> HTML {
    frame.page(
      .people, request, title: "What was erased", lead: "The report names nobody.",
      actions: erasure.stateHTML,
      breadcrumbs: Navigation.breadcrumbs([
        ("People", AdminPaths.people), ("Erasures", AdminPaths.erasures), ("Report", nil),
      ]),
      "<div class=\"stack stack--loose\">\(progress)\(Card.show("Account", facts))\(entries)</div>")
  }

  private var progress: HTML? {
    guard erasure.finishedAt == nil else { return nil }
    return Notice.alert(
      .info, "Not complete yet",
      "The account is closed. Queues and files are looked through a last time within the hour.")
  }

  private var facts: HTML {
    var facts: [(name: Words, value: HTML)] = [
      ("Id", "<code class=\"ltr\">\(erasure.account.description)</code>"),
      ("Asked for by", "<span dir=\"auto\">\(administrator ?? "The person themselves")</span>"),
      ("Asked for", erasure.requestedAt.dateTimeHTML),
    ]
    if let finished = erasure.finishedAt { facts.append(("Finished", finished.dateTimeHTML)) }
    return Card.facts(facts)
  }

  private var entries: HTML {
    DataTable.show(
      "What was done",
      [
        TableColumn("What", isMain: true), TableColumn(Words("Done", meaning: "what was done with data")),
        TableColumn("Number", .end),
        TableColumn("Why"),
      ],
      erasure.entries.enumerated().map { index, entry in
        TableRow(
          id: String(index), label: entry.what,
          ["\(entry.what)", entry.action.badge, "\(entry.count.displayCount)", "\(entry.why)"])
      })
  }
}
