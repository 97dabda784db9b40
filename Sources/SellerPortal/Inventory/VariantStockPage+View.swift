import Catalog
import Kernel
import Presentation
import Web

extension VariantStockPage {
  func html(_ request: Request) -> HTML {
    let product = frame.paths.product(level.product)
    return frame.page(
      .stock, request, title: level.name, lead: level.sku.map { "SKU \($0)" },
      actions: Button.link("The product", to: product, icon: .tag),
      breadcrumbs: Navigation.breadcrumbs([("Stock", frame.paths.stock), (level.name, nil)]),
      "<div class=\"stack stack--loose\">\(numbers)\(whereItLies)\(forms)\(list)</div>")
  }

  private var numbers: HTML {
    var stats = [
      Card.stat("On hand", level.onHand.displayCount), Card.stat("In orders", level.allocated.displayCount),
      Card.stat("Held unpaid", level.reserved.displayCount), Card.stat("Left", level.left.displayCount),
    ]
    if onTheWay > 0 { stats.append(Card.stat("On the way", onTheWay.displayCount)) }
    return Card.stats(stats)
  }

  private var whereItLies: HTML? {
    guard places.count > 1 else { return nil }
    let rows = places.map { place in
      TableRow(
        id: place.location.id.description, label: place.location.title,
        path: frame.paths.stockLocation(place.location.id),
        [written(place.location.name), pieces(place.quantity)])
    }
    let table = DataTable.show(
      "Where it lies", [TableColumn("Location", isMain: true), TableColumn("Pieces", .end)], rows)
    return Card.section("Where it lies", table)
  }

  /// Where the stock changes; nothing where there is nothing to choose.
  private var placeField: HTML? {
    guard places.count > 1 else { return nil }
    let main = places.first(where: \.location.isMain)?.location
    var form = adjustment
    if form.value("location") == nil, let main { form.values["location"] = [main.id.description] }
    return Field.select(
      "location", "Where", places.map { Choice($0.location.id.description, $0.location.title) }, in: form)
  }

  private var forms: HTML {
    let adjusting =
      level.tracksStock
      ? Card.show("Change the stock", adjustmentForm)
      : Notice.alert(.info, nil, "Nobody counts this, so there is no number to change.")
    return "\(adjusting)\(Card.show("Warning", thresholdForm))"
  }

  private var adjustmentForm: HTML {
    let reasons = StockReason.ofAdjustments.map { Choice($0.rawValue, $0.title) }
    return """
      <form class="stack" method="post" action="\(frame.paths.adjusting(level.variant))">\
      \(adjustment.summary)\(Button.hidden("seen", String(level.onHand)))\
      \(isFirst ? Button.hidden("last", String(movements.items.first?.number ?? 0)) : HTML())\
      \(FormLayout.row(
        Field.select("reason", "Why", reasons, in: adjustment, prompt: "Choose a reason"),
        Field.number(
          "delta", "Pieces", in: adjustment, hint: "For a correction, -2 takes two off.", minimum: nil,
          width: .full)))\
      \(placeField)\(Field.text("note", "Note", in: adjustment, required: false, maximumLength: 300))\
      \(FormLayout.actions(Button.submit("Change the stock")))</form>
      """
  }

  private var thresholdForm: HTML {
    """
    <form class="stack" method="post" action="\(frame.paths.stockThreshold(of: level.variant))">\
    \(threshold.summary)\(threshold.basisField)\
    \(Field.number(
      "lowStockThreshold", "Warn me at", in: threshold,
      hint: "Pieces that are left, or fewer. Empty stands for what your shop has: \(frame.shop.lowStockThreshold).",
      required: false, maximum: ProductRules.mostLowStock))\
    \(FormLayout.actions(Button.submit("Save", kind: .secondary)))</form>
    """
  }

  private var list: HTML {
    if movements.items.isEmpty {
      return Notice.empty(
        .list, "Nothing moved yet", "What is sold, received or counted of it is listed here.")
    }
    let links = movements.links(frame.paths.stock(of: level.variant), [], isFirst: isFirst)
    let all = frame.paths.stockMovements(of: level.variant)
    return Card.section(
      "What moved", aside: Button.link("Search", to: all, icon: .filter, size: .small),
      "\(MovementTable(frame: frame, showsVariant: false).html(movements.items))\(links)")
  }
}
