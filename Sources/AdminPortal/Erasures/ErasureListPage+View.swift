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
      TableColumn("Account", isMain: true), TableColumn("Asked for"), TableColumn("State"),
    ]
    let rows = erasures.items.map { erasure in
      TableRow(
        id: erasure.id.description, label: name(erasure),
        path: AdminPaths.erasure(erasure.id),
        [
          """
          <span class="titled__body"><span class="titled__title" dir="auto">\(name(erasure))</span>\
          <span class="titled__detail ltr">\(erasure.account.description)</span></span>
          """,
          erasure.requestedAt.dateTimeHTML, erasure.stateHTML,
        ])
    }
    return """
      \(DataTable.show("Erasures, the newest first", columns, rows))\
      \(erasures.links(AdminPaths.erasures, [], isFirst: isFirst))
      """
  }

  /// Whose account it was nobody knows any more; what is left to tell is who closed it.
  private func name(_ erasure: Erasure) -> Words {
    guard let by = erasure.requestedBy else { return "Closed by its owner" }
    return administrators[by].map { "Closed by \($0)" } ?? "Closed by an administrator"
  }
}

extension Erasure {
  var stateHTML: HTML {
    finishedAt == nil ? Badge.show("Going on", .info) : Badge.show("Complete", .success)
  }
}
