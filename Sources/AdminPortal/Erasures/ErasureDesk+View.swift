import Areas
import Identity
import Kernel
import Presentation
import Web

extension ErasureListPage {
  func html(_ request: Request) -> HTML {
    frame.page(
      .people, request, title: "Erasures",
      lead: "Accounts that were closed for good, and what became of their data.",
      breadcrumbs: Navigation.breadcrumbs([("People", "/admin/people"), ("Erasures", nil)]), list)
  }

  private var list: HTML {
    if erasures.items.isEmpty {
      return Notice.empty(
        .file, "Nobody was erased yet",
        "When somebody closes their account, or you do it for them, the report appears here.")
    }
    let columns = [
      TableColumn("Account", isMain: true), TableColumn("Asked for by"), TableColumn("Asked for"),
      TableColumn("State"),
    ]
    let rows = erasures.items.map { erasure in
      TableRow(
        id: erasure.id.description, label: Words(verbatim: erasure.account.description),
        path: "\(Self.path)/\(erasure.id)",
        [
          "<code class=\"ltr\">\(erasure.account.description)</code>", who(erasure),
          erasure.requestedAt.dateTimeHTML, erasure.stateHTML,
        ])
    }
    return """
      \(DataTable.show("Erasures, the newest first", columns, rows))\
      \(erasures.links(Self.path, [], isFirst: isFirst))
      """
  }

  private func who(_ erasure: Erasure) -> HTML {
    guard let by = erasure.requestedBy else { return "<span class=\"muted\">\(say: "Themselves")</span>" }
    return "<span dir=\"auto\">\(administrators[by].map { Words(verbatim: $0) } ?? "An administrator")</span>"
  }
}

extension ErasurePage {
  func html(_ request: Request) -> HTML {
    frame.page(
      .people, request, title: "What was erased", lead: "The report names nobody.",
      actions: erasure.stateHTML,
      breadcrumbs: Navigation.breadcrumbs([
        ("People", "/admin/people"), ("Erasures", ErasureListPage.path), ("Report", nil),
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

extension Erasure {
  var stateHTML: HTML {
    finishedAt == nil ? Badge.show("Going on", .info) : Badge.show("Complete", .success)
  }
}
