import Catalog
import Kernel
import Presentation
import Web

extension CountPage {
  private var isOpen: Bool { count.status == .open }
  private var title: Words { Words(verbatim: count.name) }

  func html(_ request: Request) -> HTML {
    frame.page(
      .stock, request, title: title, lead: lead, actions: actions,
      breadcrumbs: Navigation.breadcrumbs([
        ("Stock", frame.paths.stock), ("Stocktakes", frame.paths.stockCounts), (title, nil),
      ]), "\(form.summary)\(begun)\(tabs)\(list)\(when: isOpen, dialogs)")
  }

  private var lead: Words? {
    let counted: Words =
      "\(count.counted) of \(count: count.lines, one: "# variant", other: "# variants") counted"
    let place = count.locationName.map { [Words(verbatim: $0)] } ?? []
    return .beside(place + [counted])
  }

  /// In the zone of whoever reads, as in the list of stocktakes.
  private var begun: HTML {
    "<p class=\"muted small\">\(say: "Begun \(part: 1)", count.startedAt.dateTimeHTML)</p>"
  }

  private var actions: HTML {
    guard isOpen else { return count.status.badge }
    return """
      \(Button.dialog("Give it up", opens: "discard", icon: .trash))\
      \(Button.dialog("Book the differences", opens: "book", kind: .primary, icon: .check))
      """
  }

  private var dialogs: HTML {
    let left = count.lines - count.counted
    let rest: Words =
      left == 0
      ? "Everything was counted."
      : "\(count: left, one: "# variant without a number stays as it is.", other: "# variants without a number stay as they are.")"
    let text = Words(sentences: [
      "Of each variant there will be what was counted, and what was sold or received since.", rest,
    ])
    return """
      \(Dialog.confirm(
        id: "book", title: "Book the differences?", text: text, label: "Book",
        to: frame.paths.booking(count.id), kind: .primary))\
      \(Dialog.confirm(
        id: "discard", title: "Give this stocktake up?", text: "Its numbers are kept, but change nothing.",
        label: "Give it up", to: frame.paths.discarding(count.id), keepLabel: "Keep counting"))
      """
  }

  private var tabs: HTML {
    let tabs = StockCountFilter.allCases.map { filter -> (label: Words, path: String, count: Int?) in
      let shown = filter == .all ? nil : filter.rawValue
      return (filter.title, frame.paths.stockCount(count.id, showing: shown), nil)
    }
    return Navigation.tabs(
      "Variants of the stocktake", tabs, current: frame.paths.stockCount(count.id, showing: tab))
  }

  private var list: HTML {
    if lines.items.isEmpty {
      return Notice.empty(.checkCircle, "Nothing here", "Look at another tab.")
    }
    let links = Navigation.pages(
      previous: cursor == nil ? nil : frame.paths.stockCount(count.id, showing: tab),
      next: lines.nextCursor.map {
        ListAddress.make(frame.paths.stockCount(count.id), [("show", tab), ("cursor", $0.description)])
      })
    let table = DataTable.show("Variants", columns, lines.items.enumerated().map(row))
    guard isOpen else { return "\(table)\(links)" }
    return """
      <form class="stack" method="post" action="\(frame.paths.countedNumbers(of: count.id))">\
      \(Button.hidden("show", tab ?? ""))\(Button.hidden("cursor", cursor?.description ?? ""))\(table)\
      \(FormLayout.actions(Button.submit("Save the numbers")))</form>\(links)
      """
  }

  private var columns: [TableColumn] {
    var columns = [
      TableColumn("Variant", isMain: true), TableColumn("SKU"), TableColumn("By the records", .end),
    ]
    if isOpen { columns.append(TableColumn("Moved since", .end)) }
    return columns + [TableColumn("Counted", .end), TableColumn("Difference", .end)]
  }

  private func row(_ index: Int, _ line: StockCountLine) -> TableRow {
    let name = Variant.name(of: line.variantTitle, in: line.productTitle)
    var cells: [HTML] = [
      "<bdi>\(name)</bdi>", line.sku.map { coded($0) } ?? HTML(), pieces(line.expected),
    ]
    if isOpen {
      cells.append(change(line.moved))
      cells.append(TypedNumbers.cell(index, "Counted of \(name)", in: form))
    } else {
      cells.append(line.counted.map(pieces) ?? HTML())
    }
    cells.append(line.difference.map(difference) ?? HTML())
    return TableRow(id: line.variant.description, label: name, cells)
  }

  private func difference(_ pieces: Int64) -> HTML {
    pieces == 0 ? Badge.show("As recorded", .success) : change(pieces)
  }
}

extension StockCountFilter {
  fileprivate var title: Words {
    switch self {
    case .all: "All"
    case .open: "To count"
    case .differences: "Differences"
    }
  }
}
