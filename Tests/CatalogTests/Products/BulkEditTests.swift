import Catalog
import Kernel
import TestSupport
import Testing
import Web

struct BulkEditTests {
  private func made(_ kit: CatalogKit, _ title: String, price: Int64 = 1000, stock: Int64 = 5) async throws
    -> ProductID
  {
    let json = try await kit.product("{\"title\":\"\(title)\",\"price\":\(price),\"stock\":\(stock)}")
    guard case .string(let id)? = json["id"], let product = ProductID(id) else { throw Problem(.notFound) }
    return product
  }

  private func now(_ kit: CatalogKit, _ id: ProductID) async throws -> [String] {
    let product = try await kit.catalog.product(id.description, of: kit.shop.id)
    return [
      product.status.rawValue, String(product.variants[0].price.amount), String(product.variants[0].stock),
    ]
  }

  private func row(_ id: ProductID, _ change: (inout ProductRowEdit) -> Void) -> ProductRowEdit {
    var row = ProductRowEdit(id, field: "rows[\(id)]")
    change(&row)
    return row
  }

  @Test(arguments: TestEngine.allCases)
  func manyAreChangedTogetherAndTakenBackOnce(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let (cup, bowl) = (try await made(kit, "Cup"), try await made(kit, "Bowl", price: 2000))
      let rows = [
        row(cup) { $0.price = SeenChange(1000, 1250) },
        row(bowl) {
          $0.status = SeenChange(.active, .draft)
          $0.stock = SeenChange(5, 9)
        },
      ]
      let edit = try #require(try await kit.catalog.editRows(rows, of: kit.shop.id))
      #expect(try await now(kit, cup) == ["active", "1250", "5"])
      #expect(try await now(kit, bowl) == ["draft", "2000", "9"])
      await #expect(throws: Problem(.notFound)) {
        _ = try await kit.catalog.undoEdit(edit.id, of: kit.otherShop.id)
      }
      let undone = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<6 {
          group.addTask { try await kit.catalog.undoEdit(edit.id, of: kit.shop.id).undone }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(undone == Array(repeating: 2, count: 6), "all are told what became of it")
      #expect(try await now(kit, cup) == ["active", "1000", "5"])
      #expect(try await now(kit, bowl) == ["active", "2000", "5"])
      #expect(try await kit.catalog.editRows([row(cup) { _ in }], of: kit.shop.id) == nil)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func whatSomebodyChangedMeanwhileStays(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let (cup, bowl) = (try await made(kit, "Cup"), try await made(kit, "Bowl"))
      _ = await kit.vendor.send(.patch, "/shops/\(kit.shop.id)/products/\(cup)", #"{"price":700}"#)
      let stale = [
        row(cup) { $0.price = SeenChange(1000, 1100) }, row(bowl) { $0.price = SeenChange(1000, 1100) },
      ]
      do {
        _ = try await kit.catalog.editRows(stale, of: kit.shop.id)
        Issue.record("a stale row was taken")
      } catch let problem as Problem {
        #expect(problem.fields.map(\.field) == ["rows[\(cup)].price"] && problem.fields[0].code == "changed")
      }
      #expect(try await now(kit, bowl) == ["active", "1000", "5"], "all or none")
      // Of stock the difference counts.
      _ = await kit.vendor.send(.patch, "/shops/\(kit.shop.id)/products/\(bowl)", #"{"stock":3}"#)
      let more = try #require(
        try await kit.catalog.editRows([row(bowl) { $0.stock = SeenChange(5, 8) }], of: kit.shop.id))
      #expect(try await now(kit, bowl)[2] == "6")
      let dearer = try #require(
        try await kit.catalog.editRows([row(bowl) { $0.price = SeenChange(1000, 1200) }], of: kit.shop.id))
      _ = await kit.vendor.send(.patch, "/shops/\(kit.shop.id)/products/\(bowl)", #"{"price":1300}"#)
      let outcome = try await kit.catalog.undoEdit(dearer.id, of: kit.shop.id)
      #expect(outcome.undone == 0 && outcome.kept == 1)
      #expect(try await now(kit, bowl)[1] == "1300")
      _ = try await kit.catalog.undoEdit(more.id, of: kit.shop.id)
      #expect(try await now(kit, bowl)[2] == "3")
    }
  }

  @Test(arguments: TestEngine.allCases)
  func theSameFormIsCarriedOutOnceHoweverOftenItIsSent(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let cup = try await made(kit, "Cup")
      let key = BulkEditID()
      let rows = [row(cup) { $0.stock = SeenChange(5, 8) }]
      let edits = try await withThrowingTaskGroup(of: BulkEditID?.self) { group in
        for _ in 0..<6 {
          group.addTask { try await kit.catalog.editRows(rows, of: kit.shop.id, key: key)?.id }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(edits == Array(repeating: key, count: 6))
      #expect(try await now(kit, cup)[2] == "8", "three came, once")
      let other = [row(cup) { $0.stock = SeenChange(8, 9) }]
      let refused = try await problem {
        _ = try await kit.catalog.editRows(other, of: kit.shop.id, key: key)
      }
      #expect(refused?.kind == .conflict)
      let foreign = try await problem {
        _ = try await kit.catalog.editRows(rows, of: kit.otherShop.id, key: key)
      }
      #expect(foreign?.kind == .notFound)
      #expect(try await now(kit, cup)[2] == "8")
      // What was refused used no key up.
      let second = BulkEditID()
      let stale = [row(cup) { $0.price = SeenChange(1, 2) }]
      let wrong = try await problem {
        _ = try await kit.catalog.editRows(stale, of: kit.shop.id, key: second)
      }
      #expect(wrong?.kind == .invalidInput)
      #expect(try await kit.catalog.editRows(other, of: kit.shop.id, key: second)?.id == second)
      #expect(try await now(kit, cup)[2] == "9")
    }
  }

  @Test(arguments: TestEngine.allCases)
  func whatWasTakenBackIsNotSaidToBeSaved(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let (cup, key) = (try await made(kit, "Cup"), BulkEditID())
      let rows = [row(cup) { $0.stock = SeenChange(5, 8) }]
      _ = try await kit.catalog.editRows(rows, of: kit.shop.id, key: key)
      _ = try await kit.catalog.undoEdit(key, of: kit.shop.id)
      let refused = try await problem {
        _ = try await kit.catalog.editRows(rows, of: kit.shop.id, key: key)
      }
      #expect(refused?.kind == .conflict)
      #expect(try await now(kit, cup)[2] == "5")
    }
  }

  @Test(arguments: TestEngine.allCases, [Int64.min, -1_000_000_000, -Int64.max, Int64.max])
  func whateverAFormSaysThatWasSeenIsNoNumberTooFar(_ engine: TestEngine, _ seen: Int64) async throws {
    try await withCatalog(engine) { kit in
      let cup = try await made(kit, "Cup")
      let path = "/shops/\(kit.shop.id)/products/\(cup)"
      #expect(await kit.vendor.send(.patch, path, #"{"sellsOn": true}"#).status == 200)
      let refused = try await problem {
        _ = try await kit.catalog.editRows([row(cup) { $0.stock = SeenChange(seen, 7) }], of: kit.shop.id)
      }
      #expect(refused?.kind == .invalidInput && refused?.fields.map(\.code) == ["too_large"])
      #expect(try await now(kit, cup)[2] == "5")
    }
  }

  @Test(arguments: TestEngine.allCases)
  func takingBackNeverPutsOnSaleWhatWaitedForItsMoment(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let moment = kit.clock.clock.now().adding(seconds: 7_200)
      let path = "/shops/\(kit.shop.id)/products/"
      var ids: [ProductID] = []
      for title in ["Cup", "Bowl"] {
        let id = try await made(kit, title)
        let body = #"{"publishAt": "\#(moment.rfc3339)"}"#
        #expect(await kit.vendor.send(.patch, "\(path)\(id)", body).status == 200)
        ids.append(id)
      }
      func edit(_ id: ProductID) async throws -> BulkEdit {
        try #require(
          try await kit.catalog.editRows(
            [row(id) { $0.status = SeenChange(.active, .draft) }], of: kit.shop.id))
      }
      let (early, late) = (try await edit(ids[0]), try await edit(ids[1]))
      _ = try await kit.catalog.undoEdit(early.id, of: kit.shop.id)
      let waits = try await kit.catalog.product(ids[0].description, of: kit.shop.id)
      #expect(waits.status == .active && waits.publishAt == moment && !waits.isListed)
      kit.clock.advance(seconds: 7_200)
      _ = try await kit.catalog.undoEdit(late.id, of: kit.shop.id)
      let listed = try await kit.catalog.product(ids[1].description, of: kit.shop.id)
      #expect(listed.publishAt == nil && listed.isListed, "its moment has come meanwhile")
    }
  }

  @Test(arguments: TestEngine.allCases)
  func whatWasOversoldStaysOwed(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let cup = try await made(kit, "Cup", stock: 2)
      let path = "/shops/\(kit.shop.id)/products/\(cup)"
      #expect(await kit.vendor.send(.patch, path, #"{"sellsOn": true}"#).status == 200)
      try await kit.database.write { tx in
        try tx.run("UPDATE variants SET on_hand = 0, owed = 3 WHERE product_id = \(cup)")
      }
      // Somebody saw two and adds one; five were sold meanwhile.
      let edit = try #require(
        try await kit.catalog.editRows([row(cup) { $0.stock = SeenChange(2, 3) }], of: kit.shop.id))
      #expect(try await now(kit, cup)[2] == "-2")
      _ = try await kit.catalog.undoEdit(edit.id, of: kit.shop.id)
      #expect(try await now(kit, cup)[2] == "-3")
      // What is not counted any more is left alone.
      let more = try #require(
        try await kit.catalog.editRows([row(cup) { $0.stock = SeenChange(-3, 1) }], of: kit.shop.id))
      #expect(await kit.vendor.send(.patch, path, #"{"tracksStock": false}"#).status == 200)
      let outcome = try await kit.catalog.undoEdit(more.id, of: kit.shop.id)
      #expect(outcome.undone == 0 && outcome.kept == 1)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func foreignVariedAndOldOnesAreRefused(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let cup = try await made(kit, "Cup")
      let varied = try await kit.product(
        #"{"title":"Shirt","variants":[{"options":["S"],"price":1,"stock":1},{"options":["M"],"price":1,"stock":1}]}"#
      )
      guard case .string(let text)? = varied["id"], let shirt = ProductID(text) else {
        throw Problem(.notFound)
      }
      let catalog = kit.catalog
      do {
        _ = try await catalog.editRows([row(shirt) { $0.price = SeenChange(1, 2) }], of: kit.shop.id)
        Issue.record("a price of many variants was taken")
      } catch let problem as Problem { #expect(problem.fields.map(\.code) == ["has_variants"]) }
      await #expect(throws: Problem(.notFound)) {
        _ = try await catalog.editRows([row(cup) { $0.price = SeenChange(1000, 1) }], of: kit.otherShop.id)
      }
      #expect(try await now(kit, cup)[1] == "1000")
      let edit = try #require(
        try await catalog.editRows([row(cup) { $0.price = SeenChange(1000, 1100) }], of: kit.shop.id))
      kit.clock.advance(seconds: 86_400)
      do {
        _ = try await catalog.undoEdit(edit.id, of: kit.shop.id)
        Issue.record("a day is over")
      } catch let problem as Problem { #expect(problem.kind == .notAllowedNow) }
      kit.clock.advance(seconds: 1)
      try await catalog.purgeDeleted()
      let left = try await kit.database.read {
        try $0.value("SELECT COUNT(*) FROM bulk_edits", as: Int.self)
      }
      #expect(left == 0)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func twoFormsAtOnceNeverWaitForEachOther(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      var ids: [ProductID] = []
      for number in 0..<6 { ids.append(try await made(kit, "Cup \(number)")) }
      let (forwards, backwards) = (ids, Array(ids.reversed()))
      let done = await withTaskGroup(of: Bool.self) { group in
        for turn in 0..<8 {
          let order = turn % 2 == 0 ? forwards : backwards
          let rows = order.map { id in row(id) { $0.stock = SeenChange(5, 6) } }
          group.addTask { (try? await kit.catalog.editRows(rows, of: kit.shop.id)) != nil }
        }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(done == 8)
      for id in ids { #expect(try await now(kit, id)[2] == "13", "each added one") }
    }
  }
}
