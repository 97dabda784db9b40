import Kernel
import Persistence
import Web

extension Catalog {
  /// Makes a location. The first one of a shop takes over everything that lies there. Throws `.invalidInput` for a name that
  /// another one has, `.notAllowedNow` when the shop has as many as it can have.
  package func addLocation(_ input: StockLocationInput, to shop: ShopID) async throws -> StockLocation {
    try await database.write { tx in
      let present = try StockLocationStore.lock(of: shop, tx)
      guard present.count < StockLocation.most else {
        throw Problem(
          .notAllowedNow, "A shop has up to \(StockLocation.most) locations. Use one again that is not used.")
      }
      try requireFree(input.name, among: present)
      let id = StockLocationID(at: tx.now)
      let position = (present.map(\.position).max() ?? 0) + 1
      try StockLocationStore.insert(id, input, at: position, isMain: present.isEmpty, in: shop, tx)
      if present.isEmpty { try StockCountStore.locate(at: id, of: shop, tx) }
      try tx.record("stock.location_added", on: id, shop: shop, after: ["name": .string(input.name)])
      return try found(id, of: shop, tx)
    }
  }

  /// Changes name and address. Throws `.notFound`, `.invalidInput` for a name that another one has, and what `edit` throws.
  package func editLocation(
    _ id: StockLocationID, of shop: ShopID, _ edit: @escaping Edit<StockLocation, EditStockLocationInput>
  ) async throws -> StockLocation {
    try await database.write { tx in
      let present = try StockLocationStore.lock(of: shop, tx)
      guard let before = present.first(where: { $0.id == id }) else { throw Problem(.notFound) }
      let wanted = try edit(before)
      let name = wanted.name ?? before.name
      try requireFree(name, among: present.filter { $0.id != id })
      let address = wanted.hasAddress ? wanted.address : before.address
      try StockLocationStore.set(name: name, address: address, of: id, tx)
      // Where goods lie is nothing that the log tells to all who may read it.
      try tx.record(
        "stock.location_changed", on: id, shop: shop, before: ["name": .string(before.name)],
        after: ["name": .string(name)])
      return try found(id, of: shop, tx)
    }
  }

  /// Changes in which order sales take from the locations. Throws `.invalidInput` unless the order names those that are in use,
  /// each once, which it does not when somebody made another one meanwhile.
  package func orderLocations(_ order: StockLocationOrderInput, of shop: ShopID) async throws
    -> [StockLocation]
  {
    try await database.write { tx in
      let present = try StockLocationStore.lock(of: shop, tx)
      let active = present.filter(\.isActive).map(\.id)
      guard active.sorted() == order.locations.sorted() else {
        throw Problem.invalid("locations", "incomplete", "Name each location that is in use, once.")
      }
      guard active != order.locations else { return present }
      let places = order.locations + present.filter { !$0.isActive }.map(\.id)
      for (index, id) in places.enumerated() {
        try StockLocationStore.set(position: Int64(index + 1), of: id, tx)
      }
      let names = Dictionary(uniqueKeysWithValues: present.map { ($0.id, $0.name) })
      try tx.record(
        "stock.locations_ordered", on: shop, shop: shop,
        after: ["locations": .array(order.locations.compactMap { names[$0].map { .string($0) } })])
      return try StockLocationStore.all(of: shop, tx)
    }
  }

  /// Moves a location one place up in the order, or down. `seen` is where it stood when that was wanted, so that pressing
  /// twice does it once. Throws `.notFound`.
  package func moveLocation(
    _ id: StockLocationID, of shop: ShopID, up: Bool, seen: Int
  ) async throws {
    let order = try await locations(of: shop).filter(\.isActive).map(\.id)
    guard let place = order.firstIndex(of: id) else { throw Problem(.notFound) }
    let other = up ? place - 1 : place + 1
    guard place == seen, order.indices.contains(other) else { return }
    var moved = order
    moved.swapAt(place, other)
    _ = try await orderLocations(StockLocationOrderInput(moved), of: shop)
  }

  private func requireFree(_ name: String, among others: [StockLocation]) throws {
    let wanted = name.lowercased()
    guard !others.contains(where: { $0.name.lowercased() == wanted }) else {
      throw Problem.invalid("name", "taken", "Another location has this name.")
    }
  }

  func found(_ id: StockLocationID, of shop: ShopID, _ tx: Transaction) throws -> StockLocation {
    guard let location = try StockLocationStore.find(id, of: shop, tx) else { throw Problem(.internalError) }
    return location
  }
}

extension Catalog {
  /// All locations of a shop, in the order in which sales take from them; those that are not used any more come last.
  package func locations(of shop: ShopID) async throws -> [StockLocation] {
    try await database.read { try StockLocationStore.all(of: shop, $0) }
  }

  /// One of them. Throws `.notFound` for another shop's.
  package func location(_ id: StockLocationID, of shop: ShopID) async throws -> StockLocation {
    guard let location = try await database.read({ try StockLocationStore.find(id, of: shop, $0) }) else {
      throw Problem(.notFound)
    }
    return location
  }

  /// What lies at a location, the newest variants first. Throws `.notFound` for another shop's.
  package func goods(
    at id: StockLocationID, of shop: ShopID, _ query: LocationStockQuery, _ page: PageRequest
  ) async throws -> Page<LocationLevel> {
    try await database.read { snapshot in
      guard let location = try StockLocationStore.find(id, of: shop, snapshot) else {
        throw Problem(.notFound)
      }
      return try LocationStockStore.page(location, query, page, snapshot)
    }
  }

  /// What of a variant lies where, at the locations in use; nothing in a shop without any. Throws `.notFound` for another
  /// shop's variant.
  package func places(of variant: VariantID, in shop: ShopID) async throws -> [LocationStock] {
    try await database.read { snapshot in
      guard try StockLevelStore.find(variant, of: shop, snapshot) != nil else { throw Problem(.notFound) }
      return try LocationStockStore.shares(of: variant, in: shop, snapshot)
    }
  }

  /// The location that somebody names, or the main one, which stays in use until the end of the transaction; `nil` in a shop
  /// without any. Throws `.invalidInput` for one that the shop does not have or does not use.
  func location(_ id: StockLocationID?, of shop: ShopID, _ tx: Transaction) throws -> StockLocation? {
    guard let id else { return try StockLocationStore.holdMain(of: shop, tx) }
    guard let held = try StockLocationStore.hold([id], of: shop, tx)[id] else {
      throw Problem.invalid(
        "location", "unknown", "The shop has no such location, or does not use it any more.")
    }
    return held
  }
}

extension Optional where Wrapped == StockLocation {
  /// What the log says besides of where it was; nothing in a shop without locations.
  var logged: [String: JSONValue] { map { ["location": .string($0.name)] } ?? [:] }
}
