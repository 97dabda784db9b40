import Catalog
import Kernel
import Presentation
import Web

extension CountListPage {
  func html(_ request: Request) -> HTML {
    frame.page(
      .stock, request, title: "Stocktakes",
      lead: "Count what lies in the shop, look at the differences, and book them at once.",
      breadcrumbs: Navigation.breadcrumbs([("Stock", frame.paths.stock), ("Stocktakes", nil)]),
      "<div class=\"stack stack--loose\">\(Card.show("Begin one", startForm))\(list)</div>")
  }

  private var startForm: HTML {
    """
    <form class="stack" method="post" action="\(frame.paths.stockCounts)">\(form.summary)\
    \(FormLayout.row(
      Field.text("name", "Name", in: form, maximumLength: 100),
      Field.select(
        "category", "Only goods of", categories, in: form, required: false, prompt: "The whole shop")))\(placeField)\
    \(FormLayout.actions(Button.submit("Begin", icon: .plus)))</form>
    """
  }

  private var placeField: HTML? {
    guard locations.count > 1 else { return nil }
    var form = form
    if form.value("location") == nil, let main = locations.first(where: \.isMain) {
      form.values["location"] = [main.id.description]
    }
    return Field.select(
      "location", "Where", locations.map { Choice($0.id.description, $0.title) }, in: form,
      hint: "What lies at this location is counted; the others stay as they are.")
  }

  private var list: HTML {
    if counts.items.isEmpty {
      return Notice.empty(
        .check, "No stocktakes yet", "Selling goes on while you count: begin one above.")
    }
    let columns = [
      TableColumn("Name", isMain: true), TableColumn("State"), TableColumn("Begun"), TableColumn("By"),
      TableColumn("Counted", .end),
    ]
    let rows = counts.items.map { count in
      TableRow(
        id: count.id.description, label: Words(verbatim: count.name), path: frame.paths.stockCount(count.id),
        [
          written(count.name), count.status.badge, count.startedAt.dateTimeHTML,
          count.accountName.map { written($0) } ?? HTML(),
          "<span class=\"num\">\(say: "\(count.counted) of \(count.lines)")</span>",
        ])
    }
    let links = counts.links(frame.paths.stockCounts, [], isFirst: isFirst)
    return "\(DataTable.show("Stocktakes", columns, rows))\(links)"
  }
}
