import Catalog
import Kernel
import Presentation
import Web

extension TransferPage {
  func html(_ request: Request) -> HTML {
    let crumbs: [(label: Words, path: String?)] = [
      ("Stock", frame.paths.stock), ("Transfers", frame.paths.stockTransfers), (transfer.title, nil),
    ]
    return frame.page(
      .stock, request, title: transfer.title, lead: lead, actions: actions,
      breadcrumbs: Navigation.breadcrumbs(crumbs),
      "<div class=\"stack stack--loose\">\(form.summary)\(shortfall.summary)\(content)\(dialogs)</div>")
  }

  private var lead: Words? {
    var told: [Words] = ["Written \(moment: transfer.createdAt)"]
    if let name = transfer.accountName { told.append("by \(name)") }
    if let sent = transfer.sentAt { told.append("sent \(moment: sent)") }
    if let note = transfer.note { told.append(Words(verbatim: note)) }
    return .beside(told)
  }

  private var actions: HTML {
    switch transfer.status {
    case .draft:
      let send: HTML? =
        full.lines.isEmpty
        ? nil : Button.dialog("Send the goods", opens: "send", kind: .primary, icon: .truck)
      return "\(Button.dialog("Give it up", opens: "cancel", icon: .trash))\(send)"
    case .sent:
      return """
        \(Button.dialog("Give it up", opens: "cancel", icon: .trash))\
        \(Button.dialog("The rest does not come", opens: "shortfall-dialog", icon: .flag))
        """
    case .received, .cancelled: return transfer.status.badge
    }
  }

  private var content: HTML {
    switch transfer.status {
    case .draft: draft
    case .sent: "\(receiptForm)\(Card.section("What was sent", sentTable))"
    case .received, .cancelled: sentTable
    }
  }

  private var draft: HTML {
    let lines = full.lines.enumerated().map { index, line in
      TableRow(
        id: line.variant.description, label: line.name,
        [
          "<bdi>\(line.name)</bdi>", line.sku.map { written($0) } ?? HTML(),
          TypedNumbers.cell(index, "Pieces of \(line.name) that go", in: form),
        ])
    }
    let others = offered.enumerated().map { index, level in
      TableRow(
        id: level.variant.description, label: level.name,
        [
          "<bdi>\(level.name)</bdi>", level.sku.map { written($0) } ?? HTML(), pieces(level.quantity),
          TypedNumbers.cell(full.lines.count + index, "Pieces of \(level.name) that go", in: form),
        ])
    }
    let columns = [TableColumn("Variant", isMain: true), TableColumn("SKU"), TableColumn("Pieces", .end)]
    let offer = [
      TableColumn("Variant", isMain: true), TableColumn("SKU"), TableColumn("Lies there", .end),
      TableColumn("Pieces", .end),
    ]
    let list: HTML =
      lines.isEmpty
      ? "<p class=\"muted\">\(say: "Nothing is on the list yet. Type how many pieces go beside the goods below.")</p>"
      : DataTable.show("What goes", columns, lines)
    let found: HTML =
      others.isEmpty
      ? "<p class=\"muted\">\(say: "Nothing else is found there.")</p>"
      : DataTable.show("What lies at \(transfer.sourceName)", offer, others)
    let search = DataTable.search(
      path: frame.paths.stockTransfer(transfer.id), query: text, label: "Search by title, brand or SKU")
    return """
      \(DataTable.toolbar(search))\
      <form class="stack" method="post" action="\(frame.paths.transferredNumbers(of: transfer.id))">\
      \(Button.hidden("q", text))\(Card.section("What goes", list))\
      \(Card.section("What lies at \(transfer.sourceName)", found))\
      \(FormLayout.actions(Button.submit("Save the list")))</form>
      """
  }

  private var receiptForm: HTML {
    let rows = open.enumerated().map { index, line in
      TableRow(
        id: line.variant.description, label: line.name,
        [
          "<bdi>\(line.name)</bdi>", line.sku.map { written($0) } ?? HTML(), pieces(line.open),
          TypedNumbers.cell(index, "Pieces of \(line.name) that came", in: form),
        ])
    }
    let columns = [
      TableColumn("Variant", isMain: true), TableColumn("SKU"), TableColumn("On the way", .end),
      TableColumn("Came now", .end),
    ]
    return Card.section(
      "What comes to \(transfer.targetName)",
      """
      <form class="stack" method="post" action="\(frame.paths.receipts(of: transfer.id))">\
      \(DataTable.show("On the way", columns, rows))\
      \(FormLayout.actions(
        Button.submit("Put it to the stock", icon: .check),
        Button.submit("All of it came", kind: .secondary, name: "all", value: "true")))</form>
      """)
  }

  private var sentTable: HTML {
    if full.lines.isEmpty {
      return Notice.empty(.truck, "Nothing was on the list", "This transfer was given up before it left.")
    }
    let columns = [
      TableColumn("Variant", isMain: true), TableColumn("SKU"), TableColumn("Sent", .end),
      TableColumn("Came", .end), TableColumn("Did not come", .end),
    ]
    let rows = full.lines.map { line in
      TableRow(
        id: line.variant.description, label: line.name,
        path: line.isCounted ? frame.paths.stock(of: line.variant) : nil,
        [
          "<bdi>\(line.name)</bdi>", line.sku.map { written($0) } ?? HTML(), pieces(line.quantity),
          pieces(line.received), pieces(line.missing),
        ])
    }
    return DataTable.show("What was sent", columns, rows)
  }

  private var dialogs: HTML {
    switch transfer.status {
    case .draft: "\(sendDialog)\(cancelDialog("Nothing has moved, and nothing will."))"
    case .sent:
      """
      \(shortfallDialog)\
      \(cancelDialog("What is on the way goes back to \(transfer.sourceName). What came stays where it came."))
      """
    case .received, .cancelled: HTML()
    }
  }

  private var sendDialog: HTML {
    Dialog.confirm(
      id: "send", title: "Send the goods?",
      text: """
        \(count: transfer.pieces, one: "# piece leaves", other: "# pieces leave") \(transfer.sourceName). Nobody can buy \
        what is on the way.
        """,
      label: "Send", to: frame.paths.dispatch(of: transfer.id), kind: .primary)
  }

  private func cancelDialog(_ text: Words) -> HTML {
    Dialog.confirm(
      id: "cancel", title: "Give this transfer up?", text: text, label: "Give it up",
      to: frame.paths.cancelling(transfer.id), keepLabel: "Keep it")
  }

  private var shortfallDialog: HTML {
    let reasons = StockShortfallInput.reasons.map { Choice($0.rawValue, $0.title) }
    let fields: HTML = """
      \(Field.select("reason", "Why", reasons, in: shortfall, prompt: "Choose a reason"))\
      \(Field.text("note", "Note", in: shortfall, required: false, maximumLength: 300))
      """
    return Dialog.confirm(
      id: "shortfall-dialog", title: "The rest does not come?",
      text: """
        \(count: full.open, one: "# piece is", other: "# pieces are") written off at \(transfer.targetName), and the \
        transfer ends.
        """,
      label: "Write it off", to: frame.paths.shortfall(of: transfer.id), more: fields)
  }
}
