import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Catalog

/// Where a shop keeps its goods.
@Suite struct LocationTests {
  @Test(arguments: TestEngine.allCases) func theFirstOneTakesEverythingOver(_ engine: TestEngine) async throws
  {
    try await withCatalog(engine) { kit in
      let lamp = try await kit.lamp(7)
      #expect(try await kit.places(lamp) == [])
      try await kit.location("Shop")
      try await kit.location("Cellar")
      #expect(try await kit.places(lamp) == ["Shop 7", "Cellar 0"])
      let bowl = try await kit.lamp(3, "Bowl")
      #expect(try await kit.places(bowl) == ["Shop 3", "Cellar 0"])
      #expect(try await kit.movements(lamp) == ["opening 7"])
      #expect(try await kit.misplaced() == [])
    }
  }

  @Test(arguments: TestEngine.allCases) func salesTakeInOrderAndReturnsGoBack(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      let lamp = try await kit.lamp(10)
      let (shop, cellar) = (try await kit.location("Shop"), try await kit.location("Cellar"))
      try await kit.bring(lamp, 6, shop, cellar)
      #expect(try await kit.places(lamp) == ["Shop 4", "Cellar 6"])
      // The first one has not enough, the second has all of it.
      let whole = try await kit.sell([(lamp, 5)])
      #expect(try await kit.places(lamp) == ["Shop 4", "Cellar 1"])
      // None has all of it.
      let parted = try await kit.sell([(lamp, 5)])
      #expect(try await kit.places(lamp) == ["Shop 0", "Cellar 0"])
      try await kit.takeBack(parted, [(lamp, 5)])
      #expect(try await kit.places(lamp) == ["Shop 4", "Cellar 1"])
      try await kit.takeBack(whole, [(lamp, 2)])
      try await kit.takeBack(whole, [(lamp, 3)])
      #expect(try await kit.places(lamp) == ["Shop 4", "Cellar 6"])
      #expect(try await kit.unexplained() == [])
      #expect(try await kit.misplaced() == [])
      _ = try await kit.catalog.orderLocations(
        StockLocationOrderInput([cellar.id, shop.id]), of: kit.shop.id)
      _ = try await kit.sell([(lamp, 2)])
      #expect(try await kit.places(lamp) == ["Cellar 4", "Shop 4"])
    }
  }

  @Test(arguments: TestEngine.allCases) func formsAndFilesChangeTheMainOne(_ engine: TestEngine) async throws
  {
    try await withCatalog(engine) { kit in
      _ = try await kit.bring(Sheet.file(Sheet.first("lamp", quantity: "10")))
      let lamp = try #require(try await kit.goods("lamp").variants.first).id
      let (shop, cellar) = (try await kit.location("Shop"), try await kit.location("Cellar"))
      try await kit.bring(lamp, 6, shop, cellar)
      _ = try await kit.bring(Sheet.file(Sheet.first("lamp", quantity: "12")))
      #expect(try await kit.places(lamp) == ["Shop 6", "Cellar 6"])
      let product = try await kit.goods("lamp").id
      let path = "/shops/\(kit.shop.id)/products/\(product)"
      #expect(await kit.vendor.send(.patch, path, #"{"stock": 3}"#).status == 200)
      #expect(try await kit.places(lamp) == ["Shop 0", "Cellar 3"])
      #expect(
        try await kit.movements(lamp).suffix(3) == ["import 2", "correction -6", "correction -3"])
      #expect(try await kit.unexplained() == [])
      #expect(try await kit.misplaced() == [])
    }
  }

  @Test(arguments: TestEngine.allCases) func adjustmentsAndStocktakesNameAPlace(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      let lamp = try await kit.lamp(4)
      let (_, cellar) = (try await kit.location("Shop"), try await kit.location("Cellar"))
      func adjust(_ delta: Int64, _ reason: StockReason, _ place: StockLocationID?) async -> TestAnswer {
        let named = place.map { #", "location": "\#($0)""# } ?? ""
        return await kit.vendor.send(
          .post, "/shops/\(kit.shop.id)/stock/\(lamp)/adjustments",
          #"{"delta": \#(delta), "reason": "\#(reason.rawValue)"\#(named)}"#)
      }
      #expect(await adjust(5, .received, cellar.id).status == 201)
      #expect(await adjust(1, .found, nil).status == 201)
      #expect(try await kit.places(lamp) == ["Shop 5", "Cellar 5"])
      // Ten are there, but not in one place.
      for place in [nil, cellar.id] { #expect(await adjust(-6, .lost, place).wrongFields == ["delta"]) }
      #expect(await adjust(1, .found, StockLocationID()).wrongFields == ["location"])
      let input = StockCountInput(name: "Cellar", location: cellar.id)
      let count = try await kit.catalog.startCount(input, in: kit.shop.id)
      _ = try await kit.sell([(lamp, 5)])
      _ = try await kit.catalog.keepCounted(
        [TypedCount(lamp, 4, seen: nil)], in: count.id, of: kit.shop.id)
      #expect(await adjust(2, .received, cellar.id).status == 201)
      _ = try await kit.catalog.bookCount(count.id, of: kit.shop.id)
      // The sale came from the shop; four were in the cellar, and two came since.
      #expect(try await kit.places(lamp) == ["Shop 0", "Cellar 6"])
      #expect(try await kit.unexplained() == [])
      #expect(try await kit.misplaced() == [])
    }
  }

  @Test(arguments: TestEngine.allCases) func closingMovesWhatLiesThere(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let lamp = try await kit.lamp(9)
      let shop = try await kit.location("Shop")
      let base = "/shops/\(kit.shop.id)/locations"
      #expect(await kit.vendor.send(.delete, "\(base)/\(shop.id)").status == 409)
      let (cellar, attic) = (try await kit.location("Cellar"), try await kit.location("Attic"))
      try await kit.bring(lamp, 3, shop, cellar)
      try await kit.bring(lamp, 2, shop, attic)
      #expect(await kit.vendor.send(.delete, "\(base)/\(cellar.id)").wrongFields == ["moveTo"])
      let itself = await kit.vendor.send(.delete, "\(base)/\(cellar.id)?moveTo=\(cellar.id)")
      #expect(itself.wrongFields == ["moveTo"])
      let open = try await kit.transfer(lamp, 1, shop, cellar)
      #expect(await kit.vendor.send(.delete, "\(base)/\(cellar.id)?moveTo=\(attic.id)").status == 409)
      try await kit.catalog.cancelTransfer(open, of: kit.shop.id)
      #expect(await kit.vendor.send(.delete, "\(base)/\(cellar.id)?moveTo=\(attic.id)").status == 204)
      #expect(try await kit.places(lamp) == ["Shop 4", "Attic 5"])
      #expect(await kit.vendor.send(.delete, "\(base)/\(cellar.id)").status == 409)
      // The main one ends, and the other one is that from now on.
      #expect(await kit.vendor.send(.delete, "\(base)/\(shop.id)?moveTo=\(attic.id)").status == 204)
      #expect(try await kit.places(lamp) == ["Attic 9"])
      #expect(await kit.vendor.send(.put, "\(base)/\(shop.id)/use").status == 200)
      #expect(try await kit.places(lamp) == ["Shop 0", "Attic 9"])
      #expect(try await kit.level(lamp).onHand == 9)
      #expect(try await kit.misplaced() == [])
      let bowl = try await kit.lamp(2, "Bowl")
      #expect(try await kit.places(bowl) == ["Shop 0", "Attic 2"])
    }
  }

  @Test(arguments: TestEngine.allCases) func badInputAndOtherShopsChangeNothing(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      let lamp = try await kit.lamp(9)
      let base = "/shops/\(kit.shop.id)/locations"
      for body in [#"{}"#, #"{"name": ""}"#, #"{"name": 7}"#] {
        #expect(await kit.vendor.send(.post, base, body).status == 422, "\(body)")
      }
      let made = await kit.vendor.send(.post, base, #"{"name": "Shop", "address": "Lane 1\nTown"}"#)
      #expect(made.status == 201 && made.json["isMain"] == .boolean(true))
      #expect(await kit.vendor.send(.post, base, #"{"name": "sHOP"}"#).wrongFields == ["name"])
      let id = try #require(made.text("id"))
      let other = "/shops/\(kit.otherShop.id)"
      for path in [
        "\(other)/locations/\(id)", "\(other)/locations/\(id)/stock", "\(other)/stock/\(lamp)/locations",
      ] {
        #expect(await kit.otherVendor.send(.get, path).status == 404)
      }
      #expect(
        await kit.otherVendor.send(.patch, "\(other)/locations/\(id)", #"{"name": "Mine"}"#).status == 404)
      #expect(await kit.otherVendor.send(.delete, "\(other)/locations/\(id)").status == 404)
      #expect(await kit.otherVendor.send(.put, "\(other)/locations/\(id)/use").status == 404)
      #expect(await kit.otherVendor.send(.get, base).status == 404)
      #expect(await kit.otherVendor.send(.get, "\(other)/locations").items.isEmpty)
      for order in ["[]", #"["\#(id)", "\#(id)"]"#, #"["\#(StockLocationID())"]"#] {
        let body = #"{"locations": \#(order)}"#
        let answer = await kit.vendor.send(.put, "/shops/\(kit.shop.id)/location-order", body)
        #expect(answer.wrongFields == ["locations"], "\(order)")
      }
      let edited = await kit.vendor.send(.patch, "\(base)/\(id)", #"{"name": "Store", "address": ""}"#)
      #expect(edited.json["name"] == .string("Store") && edited.json["address"] == .null)
      #expect(await kit.vendor.send(.get, "\(base)/\(id)/stock").items.count == 1)
      let file = await kit.vendor.send(.get, "\(base)/\(id)/stock.csv")
      #expect(file.status == 200)
    }
  }

  @Test(arguments: TestEngine.allCases) func twoWhoMakeTheFirstOneMakeOneMainOne(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      let lamp = try await kit.lamp(5)
      let (catalog, shop) = (kit.catalog, kit.shop.id)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<6 {
          group.addTask {
            _ = try await catalog.addLocation(StockLocationInput(name: "Place \(number)"), to: shop)
          }
        }
        try await group.waitForAll()
      }
      let made = try await catalog.locations(of: shop)
      #expect(made.count == 6 && made.count(where: \.isMain) == 1)
      #expect(Set(made.map(\.position)).count == 6)
      #expect(try await catalog.places(of: lamp, in: shop).reduce(0) { $0 + $1.quantity } == 5)
    }
  }
}
