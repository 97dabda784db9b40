import Catalog
import Kernel
import Presentation
import Web

extension TransferListPage {
  func html(_ request: Request) -> HTML {
    let content: HTML =
      locations.count < 2 && transfers.items.isEmpty
      ? Notice.empty(
        .truck, "Transfers go between locations",
        "Add a second location, and bring goods from one to the other.",
        action: Button.link("Locations", to: frame.paths.stockLocations, kind: .primary, icon: .pin))
      : "<div class=\"stack stack--loose\">\(writing)\(list)</div>"
    return frame.page(
      .stock, request, title: "Transfers",
      lead: "Goods that go from one location to another. While they are on the way nobody can buy them.",
      actions: Button.link("Locations", to: frame.paths.stockLocations, icon: .pin),
      breadcrumbs: Navigation.breadcrumbs([("Stock", frame.paths.stock), ("Transfers", nil)]), content)
  }

  private var writing: HTML? { locations.count < 2 ? nil : Card.show("Write one down", writeForm) }

  private var writeForm: HTML {
    let choices = locations.map { Choice($0.id.description, $0.title) }
    return """
      <form class="stack" method="post" action="\(frame.paths.stockTransfers)">\(form.summary)\
      \(FormLayout.row(
        Field.select("source", "From", choices, in: form, prompt: "Choose a location"),
        Field.select("target", "To", choices, in: form, prompt: "Choose a location")))\
      \(Field.text("note", "Note", in: form, required: false, maximumLength: 300))\
      \(FormLayout.actions(Button.submit("Write it down", icon: .plus)))</form>
      """
  }

  private var list: HTML {
    if transfers.items.isEmpty {
      return Notice.empty(.truck, "No transfers yet", "Write one down above.")
    }
    let columns = [
      TableColumn("Transfer", isMain: true), TableColumn("State"), TableColumn("Written"), TableColumn("By"),
      TableColumn("Note"), TableColumn("Arrived", .end),
    ]
    let rows = transfers.items.map { transfer in
      TableRow(
        id: transfer.id.description, label: transfer.title, path: frame.paths.stockTransfer(transfer.id),
        [
          "<bdi>\(transfer.title)</bdi>", transfer.status.badge, transfer.createdAt.dateTimeHTML,
          transfer.accountName.map { written($0) } ?? HTML(), transfer.note.map { written($0) } ?? HTML(),
          "<span class=\"num\">\(say: "\(transfer.received) of \(transfer.pieces)")</span>",
        ])
    }
    let links = transfers.links(frame.paths.stockTransfers, [], isFirst: isFirst)
    return "\(DataTable.show("Transfers", columns, rows))\(links)"
  }
}
