import Catalog
import Kernel
import Presentation
import Vendors
import Web

/// Where the shop keeps goods, in the order in which sales take from there, and the form that makes another location.
struct LocationListPage {
  let frame: SellerFrame
  /// Those in use.
  let active: [StockLocation]
  /// Those that are not used any more.
  let closed: [StockLocation]
  let form: FormState
}

extension SellerPortal {
  func locationList(_ request: Request, _ form: FormState) async throws -> LocationListPage {
    let locations = try await catalog.locations(of: request.requireShop())
    return LocationListPage(
      frame: try await frame(request), active: locations.filter(\.isActive),
      closed: locations.filter { !$0.isActive }, form: form)
  }

  func addLocation(_ request: Request) async throws -> Response {
    let shop = try request.requireShop()
    return try await RefusedForm.answer(request, missing: ["name": "Give it a name, as “Cellar”."]) {
      let location = try await catalog.addLocation(request.form(StockLocationInput.self), to: shop)
      let done: Words =
        location.isMain
        ? "\(location.name) is there, and everything that you have lies there." : "\(location.name) is there."
      return .redirect(to: try await paths(request).stockLocations, flash: .success(done))
    } again: { form, _ in
      try await locationList(request, form).html(request)
    }
  }

  func placeLocation(_ request: Request) async throws -> Response {
    let paths = try await paths(request)
    let id = try request.id("location", as: StockLocationID.self)
    return try await RefusedForm.redirect(to: paths.stockLocations) {
      guard let seen = request.formValues["seen"].flatMap({ Int($0) }) else {
        throw Problem(.malformedRequest)
      }
      try await catalog.moveLocation(
        id, of: request.requireShop(), up: request.formValues["to"] == "up", seen: seen)
      return .redirect(to: paths.stockLocations, flash: .success("The order is saved."))
    }
  }

  func reopenLocation(_ request: Request) async throws -> Response {
    let paths = try await paths(request)
    let id = try request.id("location", as: StockLocationID.self)
    return try await RefusedForm.redirect(to: paths.stockLocations) {
      let location = try await catalog.reopenLocation(id, of: request.requireShop())
      return .redirect(to: paths.stockLocations, flash: .success("\(location.name) is used again."))
    }
  }

  /// What forms and files say of a number that belongs to no location by itself; `nil` where a shop has nothing to choose.
  func stockHint(_ shop: ShopID) async throws -> Words? {
    let active = try await catalog.locations(of: shop).filter(\.isActive)
    guard active.count > 1, let main = active.first(where: \.isMain) else { return nil }
    return """
      This is what lies at all locations together. Another number changes what lies at \(main.name); what is missing there \
      goes from the other locations in their order.
      """
  }
}
