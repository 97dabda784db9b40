import Catalog
import Kernel
import Presentation
import Web

extension MovementsPage {
  private var isSearching: Bool {
    search.contains { $0.name != "variant" && !($0.value ?? "").isEmpty }
  }
  private var path: String {
    level.map { frame.paths.stockMovements(of: $0.variant) } ?? frame.paths.stockMovements
  }

  func html(_ request: Request) -> HTML {
    let file = ListAddress.make(frame.paths.stockMovementFile, search)
    var crumbs: [(label: Words, path: String?)] = [("Stock", frame.paths.stock)]
    if let level { crumbs.append((level.name, frame.paths.stock(of: level.variant))) }
    return frame.page(
      .stock, request, title: "What moved",
      lead: level?.name ?? "Every change of what lies in the shop, newest first.",
      actions: Button.link("As a table", to: file, icon: .download),
      breadcrumbs: Navigation.breadcrumbs(crumbs + [("What moved", nil)]), "\(panel)\(list)")
  }

  private var panel: HTML {
    let reasons = StockReason.allCases.map { Choice($0.rawValue, $0.title) }
    return ActivityFrame.panel(
      path, form, isSearching: isSearching,
      """
      \(level.map { Button.hidden("variant", $0.variant.description) })\
      \(Field.select("reason", "Why", reasons, in: form, required: false, prompt: "Every reason"))\
      \(placeField)
      """)
  }

  private var placeField: HTML? {
    guard locations.count > 1 else { return nil }
    return Field.select(
      "location", "Where", locations.map { Choice($0.id.description, $0.title) }, in: form, required: false,
      prompt: "Every location")
  }

  private var list: HTML {
    if !form.errors.isEmpty {
      return Notice.alert(.danger, "Nothing was searched", "Correct what is marked above.")
    }
    if movements.items.isEmpty {
      return isSearching
        ? Notice.empty(.search, "Nothing found", "Search for less, or for another time.")
        : Notice.empty(.list, "Nothing moved yet", "What is sold, received or counted is listed here.")
    }
    let links = movements.links(frame.paths.stockMovements, search, isFirst: isFirst)
    return "\(MovementTable(frame: frame, showsVariant: level == nil).html(movements.items))\(links)"
  }
}

/// A list of movements.
struct MovementTable {
  let frame: SellerFrame
  /// Whether each row names its variant.
  let showsVariant: Bool

  func html(_ movements: [StockMovement]) -> HTML {
    var columns = [
      TableColumn("When", isMain: !showsVariant), TableColumn("Change", .end), TableColumn("On hand", .end),
      TableColumn("Why"), TableColumn("From"), TableColumn("By"),
    ]
    if showsVariant { columns.insert(TableColumn("Variant", isMain: true), at: 1) }
    // A shop without locations has nothing to say there.
    let isLocated = movements.contains { $0.location != nil }
    if isLocated { columns.append(TableColumn("Where")) }
    return DataTable.show("What moved, newest first", columns, movements.map { row($0, isLocated) })
  }

  private func row(_ movement: StockMovement, _ isLocated: Bool) -> TableRow {
    let name = Variant.name(of: movement.variantTitle, in: movement.productTitle)
    var cells: [HTML] = [
      movement.at.dateTimeHTML, change(movement.delta), pieces(movement.balance), "\(movement.reason.title)",
      source(movement), movement.accountName.map { written($0) } ?? HTML(),
    ]
    if showsVariant {
      let title: HTML = "<bdi>\(name)</bdi>"
      // What is gone has no page.
      let path = frame.paths.stock(of: movement.variant)
      cells.insert(movement.isThere ? "<a href=\"\(path)\">\(title)</a>" : title, at: 1)
    }
    if isLocated { cells.append(movement.locationName.map { written($0) } ?? HTML()) }
    return TableRow(id: String(movement.number), label: name, cells)
  }

  /// The order, file or stocktake that it comes from, or what somebody wrote about it.
  private func source(_ movement: StockMovement) -> HTML {
    if let order = movement.order {
      let number = movement.note ?? order.description
      return frame.may(.orders) ? "<a href=\"\(frame.paths.order(order))\">\(number)</a>" : "\(number)"
    }
    if let file = movement.file {
      return "<a href=\"\(frame.paths.imported(file))\">\(say: "Product file")</a>"
    }
    if let count = movement.count {
      return "<a href=\"\(frame.paths.stockCount(count))\">\(say: "Stocktake")</a>"
    }
    if let transfer = movement.transfer {
      let link: HTML = "<a href=\"\(frame.paths.stockTransfer(transfer))\">\(say: "Transfer")</a>"
      return movement.note.map { "\(link) \(written($0))" } ?? link
    }
    return movement.note.map { written($0) } ?? HTML()
  }
}
