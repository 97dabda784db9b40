import Kernel
import MarketSupport
import Persistence
import TestSupport
import Testing
import Vendors

@testable import Catalog

/// Which changes are noted, and who is told.
@Suite struct ChangeTests {
  @Test(arguments: TestEngine.allCases) func whatIsShownIsNotedWithItsChange(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      let told = try await Told(kit.catalog.changes)
      let made = try await kit.product(#"{"title": "Lamp", "price": 100, "stock": 3}"#)
      let product = try #require(made.at("id").text.flatMap { ProductID($0) })
      #expect(await told.next() == [.product(product)])
      let path = "/shops/\(kit.shop.id)/products/lamp"
      for change in [
        #"{"title": "Brass lamp"}"#, #"{"description": "Old."}"#, #"{"price": 90}"#, #"{"tags": ["brass"]}"#,
        #"{"options": ["Size"], "variants": [{"options": ["S"], "stock": 3}, {"options": ["L"], "stock": 1}]}"#,
        #"{"status": "draft"}"#, #"{"status": "active"}"#,
      ] {
        #expect(await kit.vendor.send(.patch, path, change).status == 200, "\(change)")
        #expect(await told.next() == [.product(product)], "\(change)")
      }
      let picture = try await kit.picture()
      #expect(await kit.upload(kit.vendor, path + "/images", picture).status == 201)
      #expect(await told.next() == [.product(product)])
      #expect(await kit.admin.send(.post, "/admin/categories", #"{"name": "Light"}"#).status == 201)
      #expect(await told.next() == [.categories])
      #expect(await kit.admin.send(.patch, "/admin/site", #"{"name": "Hall"}"#).status == 200)
      #expect(await told.next() == [.site])
      try await kit.database.write { tx in
        try ShopSwitch(changes: kit.catalog.changes).shopLookChanged(kit.shop.id, tx)
      }
      #expect(await told.next() == [.shop(kit.shop.id)])
      #expect(await kit.vendor.send(.delete, path).status == 204)
      #expect(await told.next() == [.product(product)])
    }
  }

  @Test(arguments: TestEngine.allCases) func movingStockIsNotedWhenItRunsOutOrComesBack(
    _ engine: TestEngine
  ) async throws {
    try await withCatalog(engine) { kit in
      let variants = #"[{"options": ["S"], "stock": 3}, {"options": ["L"], "stock": 9}]"#
      let made = try await kit.product(
        #"{"title": "Lamp", "price": 100, "options": ["Size"], "variants": \#(variants)}"#)
      let product = try #require(made.at("id").text.flatMap { ProductID($0) })
      let small = try #require(made.at("variants", 0, "id").text.flatMap { VariantID($0) })
      let stock = kit.catalog.stock
      let told = try await Told(kit.catalog.changes)
      try await kit.database.write { tx in
        #expect(try stock.reserve(small, 1, tx))
        #expect(try stock.reserve(small, 1, tx))
        try stock.release(small, 1, tx)
      }
      #expect(await told.next() == [])
      // The other size is left, so the product's own row stays as it is.
      #expect(try await kit.database.write { tx in try stock.reserve(small, 2, tx) })
      #expect(await told.next() == [.stock(product)])
      #expect(try await kit.database.write { tx in try stock.keep(small, 3, tx) })
      #expect(await told.next() == [])
      try await kit.database.write { tx in try stock.deallocate(small, 1, tx) }
      #expect(await told.next() == [.product(product)])
      try await kit.database.write { tx in try stock.handOver(small, 2, tx) }
      #expect(await told.next() == [.stock(product)])
    }
  }

  @Test(arguments: TestEngine.allCases) func whatIsUndoneIsNotTold(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let told = try await Told(kit.catalog.changes)
      await #expect(throws: Undone.self) {
        try await kit.database.write { tx in
          try kit.catalog.changes.note(.shop(kit.shop.id), tx)
          throw Undone()
        }
      }
      #expect(kit.catalog.changes.target == told.begun)
      #expect(await told.next() == [])
    }
  }

  @Test(arguments: TestEngine.allCases) func anotherNodeIsToldWithoutBeingAsked(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      let other = CatalogChanges(kit.database, longestWait: patience)
      let told = try await Told(other)
      let following = Task { await other.run() }
      let made = try await kit.product(#"{"title": "Lamp", "price": 100, "stock": 3}"#)
      let product = try #require(made.at("id").text.flatMap { ProductID($0) })
      for _ in 0..<100 where !told.all.contains(.product(product)) {
        try await Task.sleep(for: .milliseconds(50))
      }
      #expect(told.all == [.product(product)])
      following.cancel()
      await following.value
    }
  }

  @Test(arguments: TestEngine.allCases) func readersOfManyWritersSeeTheirOwnChanges(
    _ engine: TestEngine
  ) async throws {
    try await withCatalog(engine) { kit in
      let changes = kit.catalog.changes
      let told = try await Told(changes)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<60 {
          group.addTask {
            let shop = ShopID()
            try await kit.database.write { tx in try changes.note(.shop(shop), tx) }
            await changes.reached()
            #expect(told.all.contains(.shop(shop)))
          }
        }
        try await group.waitForAll()
      }
      #expect(told.all.count == 60)
    }
  }

  private struct Undone: Error {}
}
