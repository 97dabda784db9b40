import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Catalog

/// Goods that go from one location to another.
@Suite struct TransferTests {
  @Test(arguments: TestEngine.allCases) func whatIsOnTheWayLiesNowhere(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let lamp = try await kit.lamp(10)
      let (shop, cellar) = (try await kit.location("Shop"), try await kit.location("Cellar"))
      let id = try await kit.transfer(lamp, 6, shop, cellar)
      #expect(try await kit.places(lamp) == ["Shop 10", "Cellar 0"])
      _ = try await kit.catalog.sendTransfer(id, of: kit.shop.id)
      #expect(try await kit.places(lamp) == ["Shop 4", "Cellar 0"])
      #expect(try await kit.level(lamp).left == 4)
      func receive(_ pieces: Int64, seen: Int64? = nil) async throws -> FullTransfer {
        let input = StockReceiptInput([StockReceiptLineInput(lamp, pieces, seen: seen)])
        return try await kit.catalog.receiveTransfer(id, of: kit.shop.id, input)
      }
      #expect(try await receive(2, seen: 6).open == 4)
      let stale = try await problem { _ = try await receive(2, seen: 6) }
      #expect(stale?.kind == .conflict && stale?.fields.map(\.field) == ["lines.\(lamp)"])
      #expect(try await kit.places(lamp) == ["Shop 4", "Cellar 2"])
      // One more than was on the way: it is found.
      let ended = try await receive(5)
      #expect(ended.transfer.status == .received && ended.open == 0)
      #expect(try await kit.places(lamp) == ["Shop 4", "Cellar 7"])
      #expect(
        try await kit.movements(lamp) == ["opening 10", "transfer -6", "transfer 2", "transfer 4", "found 1"])
      #expect(try await kit.unexplained() == [])
      #expect(try await kit.misplaced() == [])
      let late = try await problem { _ = try await receive(1) }
      #expect(late?.kind == .notAllowedNow)
    }
  }

  @Test(arguments: TestEngine.allCases) func theRestIsWrittenOffOrComesBack(_ engine: TestEngine) async throws
  {
    try await withCatalog(engine) { kit in
      let lamp = try await kit.lamp(10)
      let (shop, cellar) = (try await kit.location("Shop"), try await kit.location("Cellar"))
      let (catalog, owner) = (kit.catalog, kit.shop.id)
      let lost = try await kit.transfer(lamp, 4, shop, cellar)
      _ = try await catalog.sendTransfer(lost, of: owner)
      _ = try await catalog.receiveTransfer(
        lost, of: owner, StockReceiptInput([StockReceiptLineInput(lamp, 3)]))
      let closed = try await catalog.closeTransfer(
        lost, of: owner, StockShortfallInput(.damaged, note: "Rain"))
      #expect(closed.transfer.status == .received && closed.lines.map(\.missing) == [1])
      #expect(try await kit.places(lamp) == ["Shop 6", "Cellar 3"])
      #expect(try await kit.movements(lamp).suffix(2) == ["transfer 1", "damaged -1"])
      let back = try await kit.transfer(lamp, 4, shop, cellar)
      _ = try await catalog.sendTransfer(back, of: owner)
      _ = try await catalog.receiveTransfer(
        back, of: owner, StockReceiptInput([StockReceiptLineInput(lamp, 1)]))
      try await catalog.cancelTransfer(back, of: owner)
      #expect(try await kit.places(lamp) == ["Shop 5", "Cellar 4"])
      #expect(try await kit.unexplained() == [])
      #expect(try await kit.misplaced() == [])
      let again = try await problem { try await catalog.cancelTransfer(back, of: owner) }
      #expect(again?.kind == .notAllowedNow)
    }
  }

  @Test(arguments: TestEngine.allCases, ["receive", "cancel", "close"])
  func whatIsOnTheWayIsNotLostInTheBin(_ engine: TestEngine, _ end: String) async throws {
    try await withCatalog(engine) { kit in
      let lamp = try await kit.lamp(10)
      let (shop, cellar) = (try await kit.location("Shop"), try await kit.location("Cellar"))
      let (catalog, owner) = (kit.catalog, kit.shop.id)
      let id = try await kit.transfer(lamp, 6, shop, cellar)
      _ = try await catalog.sendTransfer(id, of: owner)
      let product = try await kit.level(lamp).product.description
      try await catalog.deleteProduct(product, of: owner)
      switch end {
      case "receive":
        _ = try await catalog.receiveTransfer(
          id, of: owner, StockReceiptInput([StockReceiptLineInput(lamp, 6)]))
      case "cancel": try await catalog.cancelTransfer(id, of: owner)
      default: _ = try await catalog.closeTransfer(id, of: owner, StockShortfallInput(.lost))
      }
      _ = try await catalog.restoreProduct(product, of: owner)
      let expected = ["receive": ["Shop 4", "Cellar 6"], "cancel": ["Shop 10", "Cellar 0"]]
      #expect(try await kit.places(lamp) == expected[end] ?? ["Shop 4", "Cellar 0"])
      #expect(try await kit.movements(lamp).last == (end == "close" ? "lost -6" : "transfer 6"))
      #expect(try await kit.unexplained() == [])
      #expect(try await kit.misplaced() == [])
    }
  }

  @Test(arguments: TestEngine.allCases) func nothingHalfLeaves(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let (lamp, bowl) = (try await kit.lamp(10), try await kit.lamp(3, "Bowl"))
      let (shop, cellar) = (try await kit.location("Shop"), try await kit.location("Cellar"))
      let stock = kit.catalog.stock
      #expect(try await kit.database.write { tx in try stock.allocate(bowl, 2, tx) })
      let input = StockTransferInput(
        source: shop.id, target: cellar.id,
        lines: [StockTransferLineInput(lamp, 4), StockTransferLineInput(bowl, 2)])
      let id = try await kit.catalog.writeTransfer(input, in: kit.shop.id).transfer.id
      let path = "/shops/\(kit.shop.id)/stock-transfers/\(id)"
      let refused = await kit.vendor.send(.post, "\(path)/dispatch")
      #expect(refused.status == 409 && refused.wrongFields == ["lines.\(bowl)"])
      #expect(try await kit.places(lamp) == ["Shop 10", "Cellar 0"])
      #expect(await kit.vendor.send(.put, "\(path)/lines/\(bowl)", #"{"quantity": 1}"#).status == 200)
      #expect(await kit.vendor.send(.post, "\(path)/dispatch").status == 200)
      #expect(await kit.vendor.send(.post, "\(path)/dispatch").status == 409)
      #expect(await kit.vendor.send(.put, "\(path)/lines/\(bowl)", #"{"quantity": 2}"#).status == 409)
      #expect(await kit.vendor.send(.delete, "\(path)/lines/\(bowl)").status == 409)
      #expect(try await kit.places(bowl) == ["Shop 2", "Cellar 0"])
      #expect(try await kit.broken() == 0)
    }
  }

  @Test(arguments: TestEngine.allCases) func badInputAndOtherShopsChangeNothing(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      let lamp = try await kit.lamp(10)
      let (shop, cellar) = (try await kit.location("Shop"), try await kit.location("Cellar"))
      let theirs = try await kit.catalog.addLocation(StockLocationInput(name: "Theirs"), to: kit.otherShop.id)
      let path = "/shops/\(kit.shop.id)/stock-transfers"
      func write(_ source: StockLocationID, _ target: StockLocationID, _ lines: String = "[]") async
        -> TestAnswer
      {
        await kit.vendor.send(
          .post, path, #"{"source": "\#(source)", "target": "\#(target)", "lines": \#(lines)}"#)
      }
      #expect(await write(shop.id, shop.id).wrongFields == ["target"])
      #expect(await write(shop.id, theirs.id).wrongFields == ["target"])
      #expect(
        await write(shop.id, cellar.id, #"[{"variant": "\#(VariantID())", "quantity": 1}]"#).wrongFields
          == ["lines[0].variant"])
      let twice = #"{"variant": "\#(lamp)", "quantity": 1}"#
      #expect(await write(shop.id, cellar.id, "[\(twice), \(twice)]").wrongFields == ["lines"])
      let made = await write(shop.id, cellar.id)
      #expect(made.status == 201)
      let id = try #require(made.text("id"))
      #expect(await kit.vendor.send(.post, "\(path)/\(id)/dispatch").status == 409)
      #expect(
        await kit.vendor.send(.put, "\(path)/\(id)/lines/\(VariantID())", #"{"quantity": 1}"#).status == 404)
      #expect(await kit.vendor.send(.put, "\(path)/\(id)/lines/\(lamp)", #"{"quantity": 0}"#).status == 422)
      #expect(await kit.vendor.send(.put, "\(path)/\(id)/lines/\(lamp)", #"{"quantity": 1}"#).status == 200)
      let early = await kit.vendor.send(.post, "\(path)/\(id)/shortfall", #"{"reason": "lost"}"#)
      #expect(early.status == 409)
      #expect(
        await kit.vendor.send(.post, "\(path)/\(id)/shortfall", #"{"reason": "found"}"#).wrongFields == [
          "reason"
        ])
      let foreign = "/shops/\(kit.otherShop.id)/stock-transfers/\(id)"
      #expect(await kit.otherVendor.send(.get, foreign).status == 404)
      #expect(await kit.otherVendor.send(.delete, foreign).status == 404)
      #expect(await kit.otherVendor.send(.post, "\(foreign)/dispatch").status == 404)
      #expect(await kit.otherVendor.send(.post, "\(foreign)/receipts", #"{"lines": []}"#).status == 404)
      #expect(await kit.otherVendor.send(.post, "\(foreign)/shortfall", #"{"reason": "lost"}"#).status == 404)
      #expect(await kit.otherVendor.send(.put, "\(foreign)/lines/\(lamp)", #"{"quantity": 1}"#).status == 404)
      #expect(await kit.vendor.send(.post, "\(path)/\(id)/dispatch").status == 200)
      #expect(
        await kit.vendor.send(.post, "\(path)/\(id)/receipts", #"{"lines": []}"#).wrongFields == ["lines"])
      #expect(await kit.vendor.send(.get, path).items.count == 1)
    }
  }

  @Test(arguments: TestEngine.allCases) func sendingTwiceAtOnceSendsOnce(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let lamp = try await kit.lamp(10)
      let (shop, cellar) = (try await kit.location("Shop"), try await kit.location("Cellar"))
      let id = try await kit.transfer(lamp, 2, shop, cellar)
      let (catalog, owner) = (kit.catalog, kit.shop.id)
      let done = try await withThrowingTaskGroup(of: Bool.self) { group in
        for _ in 0..<6 {
          group.addTask { try await problem { _ = try await catalog.sendTransfer(id, of: owner) } == nil }
        }
        return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(done == 1)
      #expect(try await kit.movements(lamp) == ["opening 10", "transfer -2"])
    }
  }
}
