import Areas
import Catalog
import Kernel
import Presentation
import Web

extension LocationPage {
  func html(_ request: Request) -> HTML {
    let crumbs: [(label: Words, path: String?)] = [
      ("Stock", frame.paths.stock), ("Locations", frame.paths.stockLocations), (location.title, nil),
    ]
    return frame.page(
      .stock, request, title: location.title, lead: lead, actions: actions,
      breadcrumbs: Navigation.breadcrumbs(crumbs),
      """
      <div class="stack stack--loose">\(closing.summary)\(goods)\(Card.show("Name and address", editForm))\
      \(closingCard)</div>
      """)
  }

  private var lead: Words {
    if !location.isActive { return "This location is not used any more." }
    return location.isMain
      ? "The main location: new products, product files and other numbers in forms change what lies here."
      : "What lies here, orders included."
  }

  private var actions: HTML {
    """
    \(Button.link("What moved", to: frame.paths.stockMovements(at: location.id), icon: .list))\
    \(when: location.isActive, Button.link("Transfers", to: frame.paths.stockTransfers, icon: .truck))
    """
  }

  private var table: ListTable<LocationLevel> {
    let paths = frame.paths
    return ListTable(
      "What lies here", state, usualSort: ListSort("added", isDescending: true),
      columns: [
        ListColumn("variant", "Variant", isMain: true) { "<bdi>\($0.name)</bdi>" },
        ListColumn("sku", "SKU") { $0.sku.map { written($0) } ?? HTML() },
        ListColumn("pieces", "Pieces", .end) { pieces($0.quantity) },
        ListColumn("shop", "In the whole shop", .end) { pieces($0.onHand) },
      ], searchLabel: "Search by title, brand or SKU",
      files: TableFormat.allCases.map { ($0.title, paths.stock(at: location.id, as: $0)) }
    ) { level in
      (id: level.variant.description, label: level.name, path: paths.stock(of: level.variant))
    }
  }

  private var goods: HTML {
    if levels.items.isEmpty, state["q"] == nil, isFirst {
      return Notice.empty(
        .box, "Nothing lies here",
        "Bring goods here by a transfer, or put pieces in on the page of a variant.")
    }
    guard !levels.items.isEmpty else {
      return "\(table.tools)\(Notice.empty(.search, "Nothing found", "Try another word, or the whole SKU."))"
    }
    return "\(table.tools)\(table.page(levels, isFirst: isFirst))"
  }

  private var editForm: HTML {
    """
    <form class="stack" method="post" action="\(frame.paths.stockLocation(location.id))">\(form.summary)\
    \(form.basisField)\(LocationFields.show(form))\
    \(FormLayout.actions(Button.submit("Save", kind: .secondary)))</form>
    """
  }

  private var closingCard: HTML? {
    guard location.isActive else {
      return Button.post("Use it again", to: frame.paths.reopening(location.id))
    }
    guard !others.isEmpty else { return nil }
    let text: Words =
      location.isMain
      ? "Goods that lie here go to the location that you choose, which becomes the main one."
      : "Goods that lie here go to the location that you choose."
    let field = Field.select(
      "moveTo", "Bring the goods to", others.map { Choice($0.id.description, $0.title) }, in: closing,
      required: false, prompt: "Nothing lies here")
    return """
      <div>\(Button.dialog("End its use", opens: "close", icon: .archive))</div>\
      \(Dialog.confirm(
        id: "close", title: "End the use of this location?", text: text, label: "End its use",
        to: frame.paths.closing(location.id), more: field))
      """
  }
}
