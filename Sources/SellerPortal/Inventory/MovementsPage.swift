import Catalog
import Kernel
import Presentation
import Vendors
import Web

/// What moved in the shop, or of one variant.
struct MovementsPage {
  let frame: SellerFrame
  let level: StockLevel?
  let form: FormState
  /// What is searched for, as the links to other pages carry it on.
  let search: [(name: String, value: String?)]
  /// Those of the shop, to search at one.
  let locations: [StockLocation]
  let movements: Page<StockMovement>
  let isFirst: Bool
}

/// What the search form asks for, and what of it makes no sense.
struct MovementSearch {
  static let names = ["variant", "reason", "location", "from", "until"]

  var filter = StockMovementFilter()
  let errors: [FieldError]

  /// Reads the form; days stand for moments of the shop's time zone, the last one included.
  init(_ query: Parameters, of shop: Shop) {
    let period = ActivityPeriod(query, in: shop.timeZone)
    errors = period.errors
    filter.variant = query.typed("variant").flatMap { VariantID($0) }
    filter.reason = query.typed("reason").flatMap { StockReason(rawValue: $0) }
    filter.location = query.typed("location").flatMap { StockLocationID($0) }
    filter.from = period.from
    filter.until = period.until
  }
}

extension SellerPortal {
  func movementsPage(_ request: Request) async throws -> MovementsPage {
    let frame = try await frame(request)
    let search = MovementSearch(request.query, of: frame.shop)
    let page = try request.page()
    let shop = try request.requireShop()
    var level: StockLevel?
    if let variant = search.filter.variant { level = try await catalog.stockLevel(variant, of: shop) }
    var movements = Page<StockMovement>(items: [])
    if search.errors.isEmpty {
      movements = try await catalog.stockMovements(of: shop, search.filter, page)
    }
    let values = MovementSearch.names.map { (name: $0, value: request.query[$0]) }
    let typed = values.compactMap { pair in pair.value.map { (pair.name, $0) } }
    return MovementsPage(
      frame: frame, level: level, form: FormState(values: Dictionary(typed) { $1 }, errors: search.errors),
      search: values, locations: try await catalog.locations(of: shop), movements: movements,
      isFirst: page.cursor == nil)
  }

  func exportMovements(_ request: Request) async throws -> Response {
    let shop = try request.requireShop()
    let search = MovementSearch(request.query, of: try await vendors.shop(shop))
    guard search.errors.isEmpty else { throw Problem(.invalidInput, fields: search.errors) }
    return catalog.exportMovements(of: shop, search.filter)
  }
}
