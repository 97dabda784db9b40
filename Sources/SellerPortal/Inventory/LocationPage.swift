import Areas
import Catalog
import Kernel
import Presentation
import Web

/// One location: what lies there, its name and address, and the end of its use.
struct LocationPage {
  let frame: SellerFrame
  let location: StockLocation
  /// Other locations that are in use.
  let others: [StockLocation]
  let levels: Page<LocationLevel>
  let state: ListState
  let isFirst: Bool
  let form: FormState
  /// The form that ends its use.
  let closing: FormState

  static let formID = "place"
  static let closingID = "closing"

  /// What the list asks for.
  static func query(_ query: Parameters) -> LocationStockQuery {
    let text = String((query["q"] ?? "").trimmed.prefix(200))
    return LocationStockQuery(text: text.isEmpty ? nil : text)
  }
}

extension SellerPortal {
  /// `refused` is a form that was sent and not taken; its id tells which one.
  func locationPage(_ request: Request, _ refused: FormState?) async throws -> LocationPage {
    let shop = try request.requireShop()
    let id = try request.id("location", as: StockLocationID.self)
    let location = try await catalog.location(id, of: shop)
    let frame = try await frame(request)
    let page = try request.page()
    func form(_ id: String) -> FormState? { refused.flatMap { $0.id == id ? $0 : nil } }
    return LocationPage(
      frame: frame, location: location,
      others: try await catalog.locations(of: shop).filter { $0.isActive && $0.id != id },
      levels: try await catalog.goods(at: id, of: shop, LocationPage.query(request.query), page),
      state: ListState(frame.paths.stockLocation(id), request.query, filters: ["q"], sorts: []),
      isFirst: page.cursor == nil, form: form(LocationPage.formID) ?? FormState(location),
      closing: form(LocationPage.closingID) ?? FormState(id: LocationPage.closingID))
  }

  func editLocation(_ request: Request) async throws -> Response {
    let id = try request.id("location", as: StockLocationID.self)
    let missing: [String: Words] = ["name": "Give it a name, as “Cellar”."]
    return try await RefusedForm.answer(request, form: LocationPage.formID) {
      let edit = request.edit(over: { (present: StockLocation) in FormState(present) }) {
        try $0.read(
          EditStockLocationInput.self, needing: missing.map { (name: $0.key, message: $0.value) })
      }
      let location = try await catalog.editLocation(id, of: request.requireShop(), edit)
      return .redirect(
        to: try await paths(request).stockLocation(id), flash: .success("\(location.name) is saved."))
    } again: { form, _ in
      try await locationPage(request, form).html(request)
    }
  }

  func closeLocation(_ request: Request) async throws -> Response {
    let id = try request.id("location", as: StockLocationID.self)
    let shop = try request.requireShop()
    return try await RefusedForm.answer(request, form: LocationPage.closingID) {
      let location = try await catalog.location(id, of: shop)
      try await catalog.closeLocation(id, of: shop, heir: StockLocationHeirQuery.read(request.formValues))
      return .redirect(
        to: try await paths(request).stockLocations,
        flash: .success("\(location.name) is not used any more."))
    } again: { form, _ in
      try await locationPage(request, form).html(request)
    }
  }

  func locationFile(_ request: Request, as format: TableFormat) async throws -> Response {
    try await catalog.stockTable(
      at: request.id("location", as: StockLocationID.self), of: request.requireShop(),
      LocationPage.query(request.query), as: format)
  }
}

extension FormState {
  /// A stored location's name and address.
  fileprivate init(_ location: StockLocation) {
    self.init(
      id: LocationPage.formID, values: ["name": location.name, "address": location.address ?? ""])
    self = ofStored
  }
}
