import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Catalog

/// Stocktakes while selling goes on.
@Suite struct StockCountTests {
  private func start(_ kit: CatalogKit) async throws -> StockCount {
    try await kit.catalog.startCount(StockCountInput(name: "December"), in: kit.shop.id)
  }

  private func type(_ kit: CatalogKit, _ count: StockCount, _ counted: [(VariantID, Int64)]) async throws {
    _ = try await kit.catalog.keepCounted(
      counted.map { TypedCount($0.0, $0.1, seen: nil) }, in: count.id, of: kit.shop.id)
  }

  private func sell(_ kit: CatalogKit, _ variant: VariantID, _ pieces: Int64) async throws {
    let stock = kit.catalog.stock
    try await kit.database.write { tx in
      #expect(try stock.allocate(variant, pieces, tx))
      try stock.handOver(variant, pieces, tx)
    }
  }

  @Test(
    "Who counts right finds no difference, whatever is sold before, between and after",
    arguments: TestEngine.allCases)
  func countingRightGivesNoDifference(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let (lamp, bowl) = (try await kit.lamp(20), try await kit.lamp(9, "Bowl"))
      try await sell(kit, lamp, 1)
      let count = try await start(kit)
      try await sell(kit, lamp, 2)
      #expect(await kit.adjust(lamp, 5, .received).status == 201)
      try await type(kit, count, [(lamp, 22)])
      try await sell(kit, lamp, 3)
      try await sell(kit, bowl, 4)
      try await type(kit, count, [(bowl, 5)])
      try await sell(kit, bowl, 1)
      #expect(await kit.adjust(bowl, -1, .damaged).status == 201)
      let differences = try await kit.catalog.countLines(
        of: count.id, in: kit.shop.id, .differences, PageRequest())
      #expect(differences.items.isEmpty)
      let all = try await kit.catalog.countLines(of: count.id, in: kit.shop.id, .all, PageRequest())
      #expect(all.items.map(\.difference) == [0, 0])
      _ = try await kit.catalog.bookCount(count.id, of: kit.shop.id)
      #expect(try await kit.level(lamp).onHand == 19)
      #expect(try await kit.level(bowl).onHand == 3)
      #expect(try await kit.unexplained() == [])
    }
  }

  @Test(
    "Counted again after the number was taken back, it is compared with the stock of then",
    arguments: TestEngine.allCases)
  func countedAgain(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let lamp = try await kit.lamp(10)
      let count = try await start(kit)
      try await type(kit, count, [(lamp, 10)])
      try await sell(kit, lamp, 4)
      for (pieces, seen) in [(nil, 10), (6, nil)] as [(Int64?, Int64?)] {
        _ = try await kit.catalog.keepCounted(
          [TypedCount(lamp, pieces, seen: seen)], in: count.id, of: kit.shop.id)
      }
      let line = try await kit.catalog.countLine(lamp, in: count.id, of: kit.shop.id)
      #expect(line.difference == 0 && line.expected == 6 && line.moved == 0)
    }
  }

  @Test(arguments: TestEngine.allCases) func whatIsSoldMeanwhileStaysSold(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let (lamp, bowl, cup) = (
        try await kit.lamp(10), try await kit.lamp(4, "Bowl"), try await kit.lamp(3, "Cup")
      )
      let count = try await start(kit)
      #expect(count.lines == 3)
      // Two were gone when it was counted, and one lay behind the shelf.
      try await sell(kit, lamp, 2)
      try await type(kit, count, [(lamp, 7), (bowl, 5)])
      try await sell(kit, lamp, 3)
      // A form that comes twice was counted when it came first.
      _ = try await kit.catalog.keepCounted(
        [TypedCount(lamp, 7, seen: nil)], in: count.id, of: kit.shop.id)
      let lines = try await kit.catalog.countLines(of: count.id, in: kit.shop.id, .differences, PageRequest())
      let told = Dictionary(
        uniqueKeysWithValues: lines.items.map { ($0.variant, [$0.difference, $0.moved]) })
      #expect(told == [lamp: [-1, -3], bowl: [1, 0]])
      let booked = try await kit.catalog.bookCount(count.id, of: kit.shop.id)
      #expect(booked.status == .booked)
      #expect(try await kit.level(lamp).onHand == 4)
      #expect(try await kit.movements(lamp) == ["opening 10", "sale -2", "sale -3", "count -1"])
      #expect(try await kit.movements(bowl) == ["opening 4", "count 1"])
      #expect(try await kit.movements(cup) == ["opening 3"])
      #expect(try await kit.unexplained() == [])
    }
  }

  @Test(arguments: TestEngine.allCases) func aCountTakesTheWordOverOtherCorrections(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      let lamp = try await kit.lamp(10)
      try await kit.age(lamp)
      let (first, second) = (try await start(kit), try await start(kit))
      for count in [first, second] { try await type(kit, count, [(lamp, 8)]) }
      #expect(await kit.adjust(lamp, -2, .lost).status == 201)
      #expect(await kit.adjust(lamp, 3, .received).status == 201)
      for count in [first, second] { _ = try await kit.catalog.bookCount(count.id, of: kit.shop.id) }
      // Eight were there, and three came since; that two were lost is the same news twice.
      #expect(try await kit.level(lamp).onHand == 11)
      #expect(try await kit.unexplained() == [])
    }
  }

  @Test(arguments: TestEngine.allCases) func nothingIsHalfBooked(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let (lamp, bowl) = (try await kit.lamp(10), try await kit.lamp(4, "Bowl"))
      let stock = kit.catalog.stock
      let isHeld = try await kit.database.write { tx in try stock.allocate(bowl, 3, tx) }
      #expect(isHeld)
      let count = try await start(kit)
      try await type(kit, count, [(lamp, 7), (bowl, 2)])
      let path = "/shops/\(kit.shop.id)/stock-counts/\(count.id)"
      let refused = await kit.vendor.send(.post, "\(path)/booking")
      #expect(refused.status == 409 && refused.wrongFields == ["lines.\(bowl)"])
      #expect(try await kit.level(lamp).onHand == 10)
      #expect(await kit.vendor.send(.put, "\(path)/lines/\(bowl)", #"{"counted": 3}"#).status == 200)
      #expect(await kit.vendor.send(.post, "\(path)/booking").status == 200)
      #expect(try await kit.level(lamp).onHand == 7)
      #expect(try await kit.level(bowl).left == 0)
      for (method, address) in [
        (HTTPMethod.post, "\(path)/booking"), (.put, "\(path)/lines/\(bowl)"), (.delete, path),
      ] {
        let body = method == .put ? #"{"counted": 1}"# : nil
        #expect(await kit.vendor.send(method, address, body).status == 409)
      }
    }
  }

  @Test(arguments: TestEngine.allCases) func bookingTwiceAtOnceBooksOnce(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let lamp = try await kit.lamp(10)
      let count = try await start(kit)
      try await type(kit, count, [(lamp, 7)])
      let (catalog, shop) = (kit.catalog, kit.shop.id)
      let done = try await withThrowingTaskGroup(of: Bool.self) { group in
        for _ in 0..<6 {
          group.addTask { try await problem { _ = try await catalog.bookCount(count.id, of: shop) } == nil }
        }
        return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(done == 1)
      #expect(try await kit.movements(lamp) == ["opening 10", "count -3"])
    }
  }

  @Test(arguments: TestEngine.allCases) func twoWhoCountTheSameHearOfEachOther(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      let lamp = try await kit.lamp(10)
      let count = try await start(kit)
      try await type(kit, count, [(lamp, 7)])
      let again = try await problem { try await type(kit, count, [(lamp, 7)]) }
      #expect(again == nil)
      let refused = try await problem { try await type(kit, count, [(lamp, 6)]) }
      #expect(refused?.kind == .conflict && refused?.fields.map(\.field) == ["lines.\(lamp)"])
      _ = try await kit.catalog.keepCounted(
        [TypedCount(lamp, nil, seen: 7)], in: count.id, of: kit.shop.id)
      let booking = try await problem { _ = try await kit.catalog.bookCount(count.id, of: kit.shop.id) }
      #expect(booking?.kind == .notAllowedNow)
    }
  }

  @Test(arguments: TestEngine.allCases) func badInputAndOtherShopsChangeNothing(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      let path = "/shops/\(kit.shop.id)/stock-counts"
      #expect(await kit.vendor.send(.post, path, #"{"name": "Empty"}"#).wrongFields == ["category"])
      let lamp = try await kit.lamp(10)
      for body in [#"{}"#, #"{"name": ""}"#, #"{"name": "A", "category": "nowhere"}"#] {
        #expect(await kit.vendor.send(.post, path, body).status == 422, "\(body)")
      }
      let made = await kit.vendor.send(.post, path, #"{"name": "December"}"#)
      #expect(made.status == 201 && made.json["variants"] == .integer(1))
      let id = try #require(made.text("id"))
      let foreign = "/shops/\(kit.otherShop.id)/stock-counts/\(id)"
      for address in [foreign, "\(foreign)/lines", "\(foreign)/lines/\(lamp)"] {
        #expect(await kit.otherVendor.send(.get, address).status == 404)
      }
      #expect(await kit.otherVendor.send(.post, "\(foreign)/booking").status == 404)
      #expect(await kit.otherVendor.send(.delete, foreign).status == 404)
      for body in [#"{"counted": -1}"#, #"{"counted": "few"}"#] {
        #expect(await kit.vendor.send(.put, "\(path)/\(id)/lines/\(lamp)", body).status == 422)
      }
      #expect(
        await kit.vendor.send(.put, "\(path)/\(id)/lines/\(VariantID())", #"{"counted": 1}"#).status == 404)
      #expect(await kit.vendor.send(.delete, "\(path)/\(id)").status == 204)
      #expect(await kit.vendor.send(.get, "\(path)/\(id)").json["status"] == .string("discarded"))
      #expect(await kit.vendor.send(.get, path).items.count == 1)
    }
  }
}
