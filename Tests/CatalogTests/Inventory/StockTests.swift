import Catalog
import Kernel
import Persistence
import TestSupport
import Testing

/// Stock under pressure.
@Suite struct StockTests {
  @Test(arguments: TestEngine.allCases) func nothingIsSoldTwice(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let made = try await kit.product(#"{"title": "Lamp", "price": 100, "stock": 10}"#)
      let variant = try #require(made.at("variants", 0, "id").text.flatMap { VariantID($0) })
      let stock = kit.catalog.stock
      let won = try await withThrowingTaskGroup(of: Bool.self) { group in
        for _ in 0..<64 {
          group.addTask { try await kit.database.write { tx in try stock.reserve(variant, 1, tx) } }
        }
        return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(won == 10)
      #expect(try await kit.catalog.product("lamp").stock == 0)
      #expect(await kit.api.send(.get, "/products?inStock=true").items.isEmpty)
      #expect(await kit.api.send(.get, "/products").items.first?.at("inStock") == .boolean(false))
      try await kit.database.write { tx in
        for _ in 0..<4 { _ = try stock.keep(variant, 1, tx) }
        try stock.release(variant, 6, tx)
        try stock.handOver(variant, 3, tx)
        try stock.deallocate(variant, 1, tx)
        try stock.takeBack(variant, 1, tx)
      }
      let product = try await kit.catalog.product("lamp")
      #expect(product.variants.map(\.onHand) == [8])
      #expect(product.variants.map(\.reserved) == [0])
      #expect(product.variants.map(\.allocated) == [0])
      #expect(product.stock == 8)
      #expect(product.sold == 2)
      #expect(await kit.api.send(.get, "/products?inStock=true").items.count == 1)
    }
  }

  @Test(arguments: TestEngine.allCases) func lastVariantsThatGoTogetherSellTheProductOut(
    _ engine: TestEngine
  ) async throws {
    try await withCatalog(engine) { kit in
      let variants = (0..<8).map { #"{"options": ["\#($0)"], "stock": 1}"# }.joined(separator: ",")
      let made = try await kit.product(#"{"title": "Ring", "price": 100, "variants": [\#(variants)]}"#)
      let ids = made.at("variants").list.compactMap { $0.at("id").text.flatMap { VariantID($0) } }
      let stock = kit.catalog.stock
      try await withThrowingTaskGroup(of: Void.self) { group in
        for id in ids {
          group.addTask { _ = try await kit.database.write { tx in try stock.allocate(id, 1, tx) } }
        }
        try await group.waitForAll()
      }
      #expect(await kit.api.send(.get, "/products").items.first?.at("inStock") == .boolean(false))
      let before = kit.catalog.changes.target
      try await kit.database.write { tx in try stock.deallocate(ids[3], 1, tx) }
      #expect(kit.catalog.changes.target > before)
      #expect(await kit.api.send(.get, "/products").items.first?.at("inStock") == .boolean(true))
    }
  }

  @Test(arguments: TestEngine.allCases) func shopIsWarnedOnceAtItsThreshold(_ engine: TestEngine) async throws
  {
    try await withCatalog(engine) { kit in
      let made = try await kit.product(#"{"title": "Lamp", "price": 100, "stock": 6}"#)
      let variant = try #require(made.at("variants", 0, "id").text.flatMap { VariantID($0) })
      let stock = kit.catalog.stock
      for _ in 0..<6 { try await kit.database.write { tx in _ = try stock.allocate(variant, 1, tx) } }
      let names: [String] = try await kit.database.read { snapshot in
        try snapshot.values("SELECT name FROM outbox WHERE name LIKE 'stock.%' ORDER BY name")
      }
      #expect(names == ["stock.low", "stock.out"])
    }
  }

  @Test(arguments: TestEngine.allCases) func impossibleMovesChangeNothing(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let made = try await kit.product(#"{"title": "Lamp", "price": 100, "stock": 2}"#)
      let variant = try #require(made.at("variants", 0, "id").text.flatMap { VariantID($0) })
      let stock = kit.catalog.stock
      try await kit.database.write { tx in
        #expect(try !stock.reserve(variant, 3, tx))
        #expect(try !stock.keep(variant, 1, tx))
        #expect(try !stock.allocate(VariantID(), 1, tx))
        try stock.release(variant, 1, tx)
        try stock.deallocate(variant, 1, tx)
        try stock.handOver(variant, 1, tx)
      }
      let found = try #require(try await kit.catalog.product("lamp").variants.first)
      #expect([found.onHand, found.reserved, found.allocated, found.sold] == [2, 0, 0, 0])
    }
  }
}
