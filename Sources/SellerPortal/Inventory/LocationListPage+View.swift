import Catalog
import Kernel
import Presentation
import Web

extension LocationListPage {
  func html(_ request: Request) -> HTML {
    frame.page(
      .stock, request, title: "Locations",
      lead: "Where your goods lie. Sales take from the first location that has all of an order's line.",
      actions: Button.link("Transfers", to: frame.paths.stockTransfers, icon: .truck),
      breadcrumbs: Navigation.breadcrumbs([("Stock", frame.paths.stock), ("Locations", nil)]),
      "<div class=\"stack stack--loose\">\(list)\(Card.show("Add a location", addForm))\(closedList)</div>")
  }

  private var addForm: HTML {
    """
    <form class="stack" method="post" action="\(frame.paths.stockLocations)">\(form.summary)\
    \(LocationFields.show(form))\
    \(when: active.isEmpty, "<p class=\"muted\">\(say: "The first one takes over everything that you have.")</p>")\
    \(FormLayout.actions(Button.submit("Add it", icon: .plus)))</form>
    """
  }

  private var list: HTML {
    if active.isEmpty {
      return Notice.empty(
        .pin, "All your goods lie in one place",
        "If you keep goods in several places, as a shop and a store, add them here. You count and move goods between them then."
      )
    }
    let columns = [
      TableColumn("Location", isMain: true), TableColumn("Address"), TableColumn("Order", .end),
    ]
    let rows = active.enumerated().map { index, location in
      TableRow(
        id: location.id.description, label: location.title, path: frame.paths.stockLocation(location.id),
        [name(location), location.address.map { written($0) } ?? HTML(), order(location, index)])
    }
    return DataTable.show("Locations, in the order of sales", columns, rows)
  }

  private func name(_ location: StockLocation) -> HTML {
    "\(written(location.name))\(when: location.isMain, " \(Badge.show("Main location", .info))")"
  }

  private func order(_ location: StockLocation, _ index: Int) -> HTML {
    func button(_ symbol: Symbol, _ label: Words, _ direction: String) -> HTML {
      Button.iconPost(
        symbol, label: label, to: frame.paths.placing(location.id),
        fields: [("to", direction), ("seen", String(index))])
    }
    let up: HTML? = index > 0 ? button(.chevronUp, "Take from \(location.name) earlier", "up") : nil
    let down: HTML? =
      index + 1 < active.count ? button(.chevronDown, "Take from \(location.name) later", "down") : nil
    return "\(up)\(down)"
  }

  private var closedList: HTML? {
    guard !closed.isEmpty else { return nil }
    let rows = closed.map { location in
      TableRow(
        id: location.id.description, label: location.title, path: frame.paths.stockLocation(location.id),
        [
          written(location.name), location.deactivatedAt.map(\.dateTimeHTML) ?? HTML(),
          Button.post("Use it again", to: frame.paths.reopening(location.id), size: .small),
        ])
    }
    let columns = [
      TableColumn("Location", isMain: true), TableColumn("Not used since"), TableColumn("Change", .end),
    ]
    return Card.section("Not used any more", DataTable.show("Locations that are not used", columns, rows))
  }
}

/// The fields of a location.
enum LocationFields {
  static func show(_ form: FormState) -> HTML {
    """
    \(Field.text("name", "Name", in: form, maximumLength: 100))\
    \(Field.multiline(
      "address", "Address", in: form, hint: "As it stands on a parcel. Only people of your shop see it.",
      required: false, rows: 3, maximumLength: 300))
    """
  }
}
