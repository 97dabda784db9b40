import Catalog
import Kernel
import Presentation
import Web

extension SearchRulePage {
  func html(_ request: Request) -> HTML {
    let content: HTML = """
      \(form.summary)\(missedCard)\(synonymCard)\(stopWordCard)\(dialogs)
      """
    return frame.page(
      .search, request, title: "Words of the search",
      lead: "What people look for in other words than vendors write.", content)
  }

  private static func dialog(_ rule: SearchRule) -> String { "delete-\(rule.id)" }

  private var dialogs: [HTML] {
    rules.map { rule in
      Dialog.confirm(
        id: Self.dialog(rule), title: "Delete \(rule.word)?",
        text: "The search forgets at once what it was taught about this word.", label: "Delete",
        to: AdminPaths.deleteSearchRule(rule.id))
    }
  }

  // MARK: Synonyms

  private var synonymCard: HTML {
    Card.show(
      "Words that mean the same",
      """
      \(table(.synonym))\
      <form class="stack" method="post" action="\(AdminPaths.searchRules)">\
      \(Button.hidden("kind", SearchRule.Kind.synonym.rawValue))\
      \(FormLayout.row(
        Field.text("word", "Who looks for", in: state(.synonym), width: .half),
        Field.text("meaning", "also finds", in: state(.synonym), hint: "And the other way round.", width: .half)))\
      \(FormLayout.actions(Button.submit("Add", icon: .plus)))</form>
      """)
  }

  // MARK: Stop words

  private var stopWordCard: HTML {
    Card.show(
      "Words that are left out",
      """
      \(table(.stopWord))\
      <form class="stack" method="post" action="\(AdminPaths.searchRules)">\
      \(Button.hidden("kind", SearchRule.Kind.stopWord.rawValue))\
      \(Field.text(
        "word", "Word", in: state(.stopWord), hint: "It is looked for only where it is all that was typed.",
        width: .half))\
      \(FormLayout.actions(Button.submit("Add", icon: .plus)))</form>
      """)
  }

  private func state(_ kind: SearchRule.Kind) -> FormState {
    form.value("kind") == kind.rawValue ? form : FormState(id: kind.rawValue)
  }

  private func table(_ kind: SearchRule.Kind) -> HTML? {
    let known = rules.filter { $0.kind == kind }
    if known.isEmpty { return nil }
    let rows = known.map { rule -> TableRow in
      let cells: [HTML] =
        kind == .synonym ? [written(rule.word), written(rule.meaning)] : [written(rule.word)]
      let delete = Button.iconDialog(.trash, label: "Delete \(rule.word)", opens: Self.dialog(rule))
      return TableRow(id: rule.id.description, label: Words(verbatim: rule.word), cells + [delete])
    }
    var columns = [TableColumn("Word", isMain: true)]
    if kind == .synonym { columns.append(TableColumn("Means the same")) }
    return DataTable.show(
      kind == .synonym ? "Words that mean the same" : "Words that are left out",
      columns + [TableColumn("", .end)],
      rows)
  }

  // MARK: Searches without a hit

  private var missedCard: HTML {
    if missed.isEmpty {
      return Notice.empty(
        .search, "Everything was found", "What people look for and don't find in 30 days is counted here.")
    }
    let rows = missed.enumerated().map { index, search in
      TableRow(
        id: "missed-\(index)", label: Words(verbatim: search.text),
        [written(search.text), "<span class=\"num\">\(search.searches.displayCount)</span>"])
    }
    return Card.show(
      "Looked for and not found in 30 days",
      DataTable.show(
        "Looked for and not found in 30 days",
        [TableColumn("Search", isMain: true), TableColumn("Times", .end)], rows))
  }
}
