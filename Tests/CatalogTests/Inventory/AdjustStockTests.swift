import HTTPTypes
import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Catalog

/// Pieces that somebody puts in or takes out, and where low begins.
@Suite struct AdjustStockTests {
  @Test(
    "Pressing twice counts once, even where a sale brought the number back", arguments: TestEngine.allCases)
  func pressingTwiceCountsOnce(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let lamp = try await kit.lamp(4)
      var filter = StockMovementFilter()
      filter.variant = lamp
      let last = try await kit.catalog.stockMovements(of: kit.shop.id, filter, PageRequest()).items[0].number
      let input = StockAdjustmentInput(delta: 3, reason: .received)
      _ = try await kit.catalog.adjustStock(lamp, of: kit.shop.id, input, seen: 4, last: last)
      let stock = kit.catalog.stock
      try await kit.database.write { tx in
        #expect(try stock.allocate(lamp, 3, tx))
        try stock.handOver(lamp, 3, tx)
      }
      let again = try await problem {
        _ = try await kit.catalog.adjustStock(lamp, of: kit.shop.id, input, seen: 4, last: last)
      }
      #expect(again?.kind == .conflict)
      #expect(try await kit.level(lamp).onHand == 4)
    }
  }

  @Test(arguments: TestEngine.allCases) func whatOrdersHoldCantBeTakenOut(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let variant = try await kit.lamp(5)
      let stock = kit.catalog.stock
      try await kit.database.write { tx in
        let (isHeld, isSold) = (try stock.reserve(variant, 1, tx), try stock.allocate(variant, 2, tx))
        #expect(isHeld && isSold)
      }
      let refused = await kit.adjust(variant, -3, .lost)
      #expect(refused.status == 409 && refused.text("type")?.hasSuffix("stock-held") == true)
      #expect(try await kit.movements(variant) == ["opening 5"])
      #expect(await kit.adjust(variant, -2, .lost).status == 201)
      #expect(try await kit.level(variant).left == 0)
      #expect(await kit.api.send(.get, "/products").items.first?.at("inStock") == .boolean(false))
      #expect(await kit.adjust(variant, 1, .found).status == 201)
      #expect(await kit.api.send(.get, "/products").items.first?.at("inStock") == .boolean(true))
    }
  }

  @Test(arguments: TestEngine.allCases) func badInputChangesNothing(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let variant = try await kit.lamp(5)
      let path = "/shops/\(kit.shop.id)/stock/\(variant)/adjustments"
      let wrong = [
        #"{"delta": 0, "reason": "found"}"#, #"{"delta": 2, "reason": "lost"}"#,
        #"{"delta": -2, "reason": "received"}"#, #"{"delta": 2, "reason": "sale"}"#,
        #"{"delta": 2, "reason": "count"}"#, #"{"delta": 1000000000, "reason": "found"}"#,
        #"{"delta": "many", "reason": "found"}"#, #"{"reason": "found"}"#, #"{"delta": 1}"#,
      ]
      for body in wrong { #expect(await kit.vendor.send(.post, path, body).status == 422, "\(body)") }
      #expect(await kit.otherVendor.send(.post, path, #"{"delta": 1, "reason": "found"}"#).status == 404)
      let foreign = "/shops/\(kit.otherShop.id)/stock/\(variant)"
      #expect(
        await kit.otherVendor.send(.post, "\(foreign)/adjustments", #"{"delta": 1, "reason": "found"}"#)
          .status
          == 404)
      #expect(await kit.otherVendor.send(.get, foreign).status == 404)
      #expect(await kit.otherVendor.send(.patch, foreign, #"{"lowStockThreshold": 1}"#).status == 404)
      let free = try await kit.product(#"{"title": "Advice", "price": 100, "tracksStock": false}"#)
      let uncounted = try #require(free.at("variants", 0, "id").text)
      #expect(
        await kit.vendor.send(
          .post, "/shops/\(kit.shop.id)/stock/\(uncounted)/adjustments", #"{"delta": 1, "reason": "found"}"#
        ).status == 409)
      #expect(try await kit.movements(variant) == ["opening 5"])
    }
  }

  @Test(arguments: TestEngine.allCases) func pressingTwiceChangesItOnce(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let variant = try await kit.lamp(5)
      let (catalog, shop) = (kit.catalog, kit.shop.id)
      let done = try await withThrowingTaskGroup(of: Bool.self) { group in
        for _ in 0..<8 {
          group.addTask {
            let refusal = try await problem {
              _ = try await catalog.adjustStock(
                variant, of: shop, StockAdjustmentInput(delta: 3, reason: .received), seen: 5)
            }
            return refusal == nil
          }
        }
        return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(done == 1)
      #expect(try await kit.level(variant).onHand == 8)
    }
  }

  @Test(arguments: TestEngine.allCases) func aVariantHasItsOwnThreshold(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let variant = try await kit.lamp(20)
      let path = "/shops/\(kit.shop.id)/stock/\(variant)"
      let seen = try #require(await kit.vendor.send(.get, path).response.headers[.eTag])
      #expect(await kit.vendor.send(.get, "/shops/\(kit.shop.id)/stock?show=low").items.isEmpty)
      let changed = await kit.vendor.send(
        .patch, path, #"{"lowStockThreshold": 18}"#, headers: [.ifMatch: seen])
      #expect(changed.status == 200 && changed.json["threshold"] == .integer(18))
      #expect(
        await kit.vendor.send(.patch, path, #"{"lowStockThreshold": 1}"#, headers: [.ifMatch: seen]).status
          == 412)
      for body in [#"{"lowStockThreshold": -1}"#, #"{"lowStockThreshold": 10001}"#] {
        #expect(await kit.vendor.send(.patch, path, body).status == 422)
      }
      let stock = kit.catalog.stock
      for _ in 0..<3 { _ = try await kit.database.write { tx in try stock.allocate(variant, 1, tx) } }
      let told: [String] = try await kit.database.read { snapshot in
        try snapshot.values("SELECT name FROM outbox WHERE name LIKE 'stock.%'")
      }
      #expect(told == ["stock.low"])
      #expect(await kit.vendor.send(.get, "/shops/\(kit.shop.id)/stock?show=low").items.count == 1)
      #expect(await kit.vendor.send(.get, "/shops/\(kit.shop.id)/products?lowStock=true").items.count == 1)
      #expect(await kit.vendor.send(.patch, path, #"{"lowStockThreshold": null}"#).status == 200)
      #expect(await kit.vendor.send(.get, "/shops/\(kit.shop.id)/stock?show=low").items.isEmpty)
    }
  }

  @Test(arguments: TestEngine.allCases) func theStockOfAShopIsPagedAndFound(_ engine: TestEngine) async throws
  {
    try await withCatalog(engine) { kit in
      for number in 0..<5 { _ = try await kit.lamp(Int64(number), "Lamp \(number)") }
      _ = try await kit.product(#"{"title": "Bowl", "price": 100, "stock": 50, "sku": "B-1"}"#)
      let path = "/shops/\(kit.shop.id)/stock"
      let first = await kit.vendor.send(.get, "\(path)?limit=4")
      #expect(first.items.count == 4)
      let cursor = try #require(first.text("nextCursor"))
      #expect(await kit.vendor.send(.get, "\(path)?limit=4&cursor=\(cursor)").items.count == 2)
      #expect(await kit.vendor.send(.get, "\(path)?q=B-1").items.first?.at("title") == .string("Bowl"))
      #expect(await kit.vendor.send(.get, "\(path)?q=lamp").items.count == 5)
      #expect(await kit.vendor.send(.get, "\(path)?show=out").items.count == 1)
      #expect(await kit.vendor.send(.get, "/shops/\(kit.otherShop.id)/stock").status == 404)
    }
  }
}
