import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Catalog

/// Every change of what lies in a shop leaves a movement, and nothing else does.
@Suite struct StockMovementTests {
  @Test(arguments: TestEngine.allCases) func ordersMoveGoodsAtTheDoorAlone(_ engine: TestEngine) async throws
  {
    try await withCatalog(engine) { kit in
      let variant = try await kit.lamp(5)
      let stock = kit.catalog.stock
      try await kit.database.write { tx in
        #expect(try stock.reserve(variant, 3, tx))
        #expect(try stock.keep(variant, 2, tx))
        try stock.release(variant, 1, tx)
        #expect(try stock.allocate(variant, 1, tx))
        try stock.deallocate(variant, 1, tx)
      }
      #expect(try await kit.movements(variant) == ["opening 5"])
      let order = OrderID()
      try await kit.database.write { tx in
        let cause = StockCause(.sale, of: order, number: "S-1")
        try stock.handOver([StockLine(variant, 2)], because: cause, tx)
        try stock.takeBack(
          [StockLine(variant, 1)], because: StockCause(.returned, of: order, number: "S-1"), tx)
      }
      #expect(try await kit.movements(variant) == ["opening 5", "sale -2", "return 1"])
      let page = try await kit.catalog.stockMovements(of: kit.shop.id, StockMovementFilter(), PageRequest())
      let returned = try #require(page.items.first)
      #expect(returned.order == order && returned.note == "S-1" && returned.balance == 4)
      #expect(returned.account == nil)
      #expect(try await kit.unexplained() == [])
    }
  }

  @Test(arguments: TestEngine.allCases) func whatIsOlderThanMovementsOpensWithItsFirst(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      let (old, other) = (try await kit.lamp(5), try await kit.lamp(0, "Empty"))
      for variant in [old, other] { try await kit.age(variant) }
      let stock = kit.catalog.stock
      try await kit.database.write { tx in
        #expect(try stock.allocate(old, 2, tx))
        try stock.handOver([StockLine(old, 1), StockLine(old, 1)], because: StockCause(.sale), tx)
      }
      #expect(try await kit.movements(old) == ["opening 5", "sale -1", "sale -1"])
      #expect(await kit.adjust(other, 4, .received).status == 201)
      #expect(try await kit.movements(other) == ["received 4"])
      #expect(try await kit.unexplained() == [])
    }
  }

  @Test(arguments: TestEngine.allCases) func formsAndFilesSayWhereTheirNumbersComeFrom(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      let brought = try await kit.bring(Sheet.file(Sheet.first("lamp", quantity: "5")))
      let variant = try #require(try await kit.goods("lamp").variants.first)
      try await kit.sell(variant, 2)
      _ = try await kit.bring(Sheet.file(Sheet.first("lamp", quantity: "8")))
      let product = try await kit.goods("lamp")
      let edited = await kit.vendor.send(
        .patch, "/shops/\(kit.shop.id)/products/\(product.id)", #"{"stock": 4}"#)
      #expect(edited.status == 200)
      #expect(
        try await kit.movements(variant.id) == ["import 5", "sale -2", "import 3", "correction -2"])
      var filter = StockMovementFilter()
      filter.reason = .imported
      let files = try await kit.catalog.stockMovements(of: kit.shop.id, filter, PageRequest()).items
      #expect(files.count == 2 && files.last?.file == brought.file.id)
      #expect(try await kit.unexplained() == [])
    }
  }

  @Test(arguments: TestEngine.allCases) func uncountedGoodsGoBelowNothing(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let made = try await kit.product(#"{"title": "Print", "price": 100, "stock": 1, "sellsOn": true}"#)
      let variant = try #require(made.at("variants", 0, "id").text.flatMap { VariantID($0) })
      let stock = kit.catalog.stock
      try await kit.database.write { tx in
        #expect(try stock.allocate(variant, 3, tx))
        try stock.handOver(variant, 3, tx)
      }
      #expect(try await kit.level(variant).onHand == -2)
      #expect(await kit.adjust(variant, -1, .damaged).status == 201)
      #expect(await kit.adjust(variant, 7, .received).status == 201)
      #expect(try await kit.movements(variant) == ["opening 1", "sale -3", "damaged -1", "received 7"])
      #expect(try await kit.level(variant).left == 4)
      #expect(try await kit.unexplained() == [])
      #expect(try await kit.broken() == 0)
    }
  }

  @Test(arguments: TestEngine.allCases) func listsArePagedFilteredAndOfOneShop(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      let (lamp, bowl) = (try await kit.lamp(1), try await kit.lamp(2, "Bowl"))
      for number in 1...5 {
        kit.clock.advance(seconds: 60)
        #expect(
          await kit.adjust(number.isMultiple(of: 2) ? bowl : lamp, Int64(number), .received).status == 201)
      }
      let path = "/shops/\(kit.shop.id)/stock-movements"
      var (seen, cursor): ([JSONValue], String?) = ([], nil)
      repeat {
        let answer = await kit.vendor.send(.get, "\(path)?limit=2" + (cursor.map { "&cursor=\($0)" } ?? ""))
        #expect(answer.status == 200)
        seen += answer.items.map { $0.at("delta") }
        cursor = answer.text("nextCursor")
      } while cursor != nil
      #expect(seen == [5, 4, 3, 2, 1, 2, 1].map { .integer($0) })
      #expect(await kit.vendor.send(.get, "\(path)?variant=\(bowl)&reason=received").items.count == 2)
      #expect(await kit.vendor.send(.get, "\(path)?reason=opening").items.count == 2)
      #expect(await kit.vendor.send(.get, "\(path)?from=\(kit.clock.now.rfc3339)").items.count == 1)
      #expect(await kit.vendor.send(.get, "\(path)?until=\(kit.clock.now.rfc3339)").items.count == 6)
      #expect(await kit.vendor.send(.get, "\(path)?reason=theft").status == 422)
      #expect(await kit.vendor.send(.get, "\(path)?cursor=\(Cursor(["x"]))").status == 422)
      #expect(await kit.otherVendor.send(.get, path).status == 404)
      let own = "/shops/\(kit.otherShop.id)/stock-movements"
      #expect(await kit.otherVendor.send(.get, own).items.isEmpty)
      let file = await kit.vendor.send(
        .get, "/shops/\(kit.shop.id)/exports/stock-movements.csv?reason=received")
      #expect(file.status == 200)
    }
  }

  @Test(arguments: TestEngine.allCases) func whatMovedAtOneMomentIsPagedWithoutAGap(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      let lamp = try await kit.lamp(0)
      for delta in Int64(1)...7 {
        if delta == 5 { kit.clock.advance(seconds: 1) }
        #expect(await kit.adjust(lamp, delta, .received).status == 201)
      }
      var (seen, page): ([Int64], PageRequest?) = ([], PageRequest(limit: 2))
      while let request = page {
        let found = try await kit.catalog.stockMovements(of: kit.shop.id, StockMovementFilter(), request)
        seen += found.items.map(\.delta)
        page = found.nextCursor.map { PageRequest(limit: 2, cursor: $0) }
      }
      #expect(seen == [7, 6, 5, 4, 3, 2, 1])
    }
  }

  @Test(arguments: TestEngine.allCases) func whatIsGoneIsToldToBeGone(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let lamp = try await kit.lamp(3)
      func isThere() async throws -> [Bool] {
        try await kit.catalog.stockMovements(of: kit.shop.id, StockMovementFilter(), PageRequest()).items
          .map(\.isThere)
      }
      #expect(try await isThere() == [true])
      try await kit.catalog.deleteProduct(kit.level(lamp).product.description, of: kit.shop.id)
      #expect(try await isThere() == [false])
    }
  }
}
