import Identity
import Kernel
import Presentation
import Web

extension ErasureListPage {
  func html(_ request: Request) -> HTML {
    frame.page(
      .people, request, title: "Erasures",
      lead: "Accounts that were closed for good, and what became of their data.",
      breadcrumbs: Navigation.breadcrumbs([("People", AdminPaths.people), ("Erasures", nil)]), list)
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
        path: AdminPaths.erasure(erasure.id),
        [
          "<code class=\"ltr\">\(erasure.account.description)</code>", who(erasure),
          erasure.requestedAt.dateTimeHTML, erasure.stateHTML,
        ])
    }
    return """
      \(DataTable.show("Erasures, the newest first", columns, rows))\
      \(erasures.links(AdminPaths.erasures, [], isFirst: isFirst))
      """
  }

  private func who(_ erasure: Erasure) -> HTML {
    guard let by = erasure.requestedBy else { return "<span class=\"muted\">\(say: "Themselves")</span>" }
    return "<span dir=\"auto\">\(administrators[by].map { Words(verbatim: $0) } ?? "An administrator")</span>"
  }
}

extension Erasure {
  var stateHTML: HTML {
    finishedAt == nil ? Badge.show("Going on", .info) : Badge.show("Complete", .success)
  }
}
