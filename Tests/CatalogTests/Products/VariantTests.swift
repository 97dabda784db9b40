import Catalog
import Kernel
import Persistence
import TestSupport
import Testing

/// Variants inside their product.
@Suite struct VariantTests {
  private static let shirt = """
    {"title": "Shirt", "price": 2000, "options": ["Colour", "Size"], "variants": [
      {"options": {"Size": "M", "Colour": "Red"}, "sku": "R-M", "stock": 5},
      {"options": ["Red", "L"], "sku": "R-L", "stock": 1, "price": 2200},
      {"options": ["Blue", "M"], "stock": 0, "price": 1800, "compareAtPrice": 2500}]}
    """

  @Test(arguments: TestEngine.allCases) func optionsAreReadInBothForms(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let made = try await kit.product(Self.shirt)
      #expect(made.at("options", 0, "name").text == "Colour")
      #expect(made.at("options", 0, "values").list.compactMap(\.text) == ["Red", "Blue"])
      #expect(made.at("options", 1, "values").list.compactMap(\.text) == ["M", "L"])
      #expect(made.at("variants", 0, "title").text == "Red / M")
      #expect(made.at("variants", 0, "options", "Size").text == "M")
      #expect(made.at("variants").list.map { $0.at("price", "amount").number } == [2000, 2200, 1800])
      #expect(made.at("price", "amount").number == 1800)
      #expect(made.at("compareAtPrice", "amount").number == 2500)
      #expect(made.at("highestPrice", "amount").number == 2200)
      #expect(made.at("stock").number == 6)
      let derived = try await kit.product(
        """
        {"title": "Sock", "variants": [{"options": {"Size": 42, "Colour": "Grey"}, "price": 500}]}
        """)
      #expect(derived.at("options").list.map { $0.at("name").text } == ["Colour", "Size"])
      #expect(derived.at("variants", 0, "title").text == "Grey / 42")
      let full = try await kit.product(
        """
        {"title": "Hat", "price": 900, "options": [{"name": "Size", "values": ["S", "M", "L"]}],
         "variants": [{"options": {"size": "L"}}, {"options": {"size": "S"}}]}
        """)
      #expect(full.at("options", 0, "values").list.compactMap(\.text) == ["S", "L"])
    }
  }

  @Test(arguments: TestEngine.allCases) func variantsKeepTheirIdentity(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let made = try await kit.product(Self.shirt)
      let ids = made.at("variants").list.compactMap { $0.at("id").text }
      let first = try #require(VariantID(ids[0]))
      let stock = kit.catalog.stock
      let isReserved = try await kit.database.write { tx in try stock.reserve(first, 2, tx) }
      #expect(isReserved)
      let changed = await kit.vendor.send(
        .patch, "/shops/\(kit.shop.id)/products/shirt",
        """
        {"variants": [
          {"options": ["Blue", "M"], "price": 1700},
          {"sku": "R-M", "options": ["Crimson", "M"]},
          {"id": "\(ids[1])", "stock": 9},
          {"options": ["Green", "S"], "stock": 4, "price": 100}]}
        """)
      try #require(changed.status == 200)
      let variants = changed.json.at("variants").list
      #expect(variants.map { $0.at("id").text }.prefix(3) == [ids[2], ids[0], ids[1]])
      #expect(variants.map { $0.at("title").text } == ["Blue / M", "Crimson / M", "Red / L", "Green / S"])
      #expect(variants.map { $0.at("stock").number } == [0, 3, 9, 4])
      #expect(variants.map { $0.at("price", "amount").number }.prefix(3) == [1700, 2000, 2200])
      #expect(variants[0].at("compareAtPrice", "amount").number == 2500)
      try await kit.database.write { tx in try stock.release(first, 2, tx) }
      let after = await kit.api.send(.get, "/products/shirt")
      #expect(after.json.at("variants", 1, "stock").number == 5)
    }
  }

  @Test(arguments: TestEngine.allCases) func removedVariantKeepsItsReservations(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      let made = try await kit.product(Self.shirt)
      let gone = try #require(made.at("variants", 1, "id").text.flatMap { VariantID($0) })
      let stock = kit.catalog.stock
      let isReserved = try await kit.database.write { tx in try stock.reserve(gone, 1, tx) }
      #expect(isReserved)
      let changed = await kit.vendor.send(
        .patch, "/shops/\(kit.shop.id)/products/shirt", #"{"variants": [{"sku": "R-M"}]}"#)
      #expect(changed.json.at("variants").list.count == 1)
      let isKept = try await kit.database.write { tx in
        #expect(try !stock.reserve(gone, 1, tx))
        return try stock.keep(gone, 1, tx)
      }
      #expect(isKept)
      let left = try await kit.catalog.product("shirt")
      #expect(!left.variants.map(\.id).contains(gone))
    }
  }

  @Test(arguments: TestEngine.allCases) func skusAreUniqueInAShop(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await kit.product(Self.shirt)
      let body = #"{"title": "Copy", "price": 1, "sku": "R-M"}"#
      let taken = await kit.vendor.send(.post, "/shops/\(kit.shop.id)/products", body)
      #expect(taken.status == 409)
      #expect(await kit.otherVendor.send(.post, "/shops/\(kit.otherShop.id)/products", body).status == 201)
      let renamed = await kit.vendor.send(
        .patch, "/shops/\(kit.shop.id)/products/shirt", #"{"price": 2100}"#)
      #expect(renamed.json.at("variants").list.map { $0.at("price", "amount").number } == [2100, 2100, 2100])
      let stock = await kit.vendor.send(.patch, "/shops/\(kit.shop.id)/products/shirt", #"{"stock": 1}"#)
      #expect(stock.wrongFields == ["stock"])
    }
  }
}
