import Kernel
import Persistence
import TestSupport
import Testing
import Vendors
import Web

@testable import Catalog

/// Hiding while others do things with the same products.
@Suite struct HidingRaceTests {
  private static let bowl = #"{"title": "Bowl", "price": 900, "stock": 3}"#

  @Test(arguments: TestEngine.allCases) func noWriterListsWhatIsHidden(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await kit.product(Self.bowl)
      let id = try #require(try await kit.allGoods().first).id
      let (catalog, shop, database) = (kit.catalog, kit.shop.id, kit.database)
      for round in 0..<8 {
        try await withThrowingTaskGroup(of: Void.self) { group in
          group.addTask {
            _ = try await catalog.hideProduct(id.description, HideProductInput(reason: "Round \(round)"))
          }
          group.addTask {
            let changes = try ProductChangesInput.read(Parameters([("title", "Bowl \(round)")]))
            _ = try await catalog.editProduct(id.description, of: shop) { _ in changes }
          }
          group.addTask {
            try await database.write { tx in
              try ShopSwitch(changes: catalog.changes).shopStatusChanged(shop, isOpen: true, tx)
            }
          }
          try await group.waitForAll()
        }
        let product = try await catalog.productForDesk(id.description)
        #expect(product.hiding?.reason == "Round \(round)" && !product.isListed, "round \(round)")
        #expect(product.title == "Bowl \(round)")
        #expect(await kit.api.send(.get, "/products").items.isEmpty)
        _ = try await catalog.unhideProduct(id.description)
        #expect(await kit.api.send(.get, "/products").items.count == 1)
      }
    }
  }

  @Test(arguments: TestEngine.allCases) func ofTwoWhoSawTheSameOneDecides(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await kit.product(Self.bowl)
      let seen = await kit.admin.send(.get, "/admin/products/bowl").text("version") ?? ""
      let statuses = await withTaskGroup(of: Int.self) { group in
        for number in 0..<4 {
          group.addTask {
            let body = #"{"reason": "Reason \#(number)", "version": "\#(seen)"}"#
            return await kit.admin.send(.post, "/admin/products/bowl/hide", body).status
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(statuses.sorted() == [200, 409, 409, 409])
      let told: Int64? = try await kit.database.read { snapshot in
        try snapshot.value("SELECT COUNT(*) FROM audit_log WHERE action = 'product.hidden'")
      }
      #expect(told == 1)
    }
  }

  @Test(arguments: TestEngine.allCases) func severalAreDecidedTogether(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      for title in ["Bowl", "Cup", "Jug"] {
        try await kit.product(#"{"title": "\#(title)", "price": 900, "stock": 3}"#)
      }
      let path = "/shops/\(kit.otherShop.id)/products"
      #expect(await kit.otherVendor.send(.post, path, #"{"title": "Lamp", "price": 900}"#).status == 201)
      let goods = try await kit.allGoods() + kit.allGoods(kit.otherShop)
      let seen = Dictionary(uniqueKeysWithValues: goods.map { ($0.slug, $0) })
      let (bowl, cup) = (try #require(seen["bowl"]), try #require(seen["cup"]))
      let (jug, lamp) = (try #require(seen["jug"]), try #require(seen["lamp"]))
      _ = try await kit.catalog.hideProduct("cup", HideProductInput(reason: "Before"))
      try await kit.catalog.deleteProduct("jug", of: kit.shop.id)
      let choices = [
        ProductChoice(lamp.id, seen: lamp.seen), ProductChoice(bowl.id, seen: bowl.seen),
        ProductChoice(cup.id, seen: cup.seen), ProductChoice(jug.id), ProductChoice(ProductID()),
      ]
      // Two at once wait for each other, and the second changes nothing.
      async let once = kit.catalog.hideProducts(choices, reason: "Why")
      async let twice = kit.catalog.hideProducts(choices.reversed(), reason: "Why")
      let results = try await [once, twice.reversed()]
      for result in results {
        #expect(result.map(\.problem) == [nil, nil, .conflict, .notFound, .notFound])
      }
      let events = try await kit.database.read { snapshot in
        try snapshot.values("SELECT name FROM outbox WHERE name = 'products.hidden'", as: String.self)
      }
      #expect(events.count == 3, "one for the cup and one for each shop")
      let shown = try await kit.catalog.unhideProducts([ProductChoice(bowl.id), ProductChoice(lamp.id)])
      #expect(shown.map(\.problem) == [nil, nil])
      #expect(
        await Set(kit.api.send(.get, "/products").items.map { $0.at("slug").text }) == ["bowl", "lamp"])
    }
  }

  @Test(arguments: TestEngine.allCases) func nodesHearOfThatProductAlone(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await kit.product(Self.bowl)
      try await kit.product(#"{"title": "Cup", "price": 900, "stock": 3}"#)
      let id = try await kit.catalog.productForDesk("bowl").id
      let told = try await Told(kit.catalog.changes)
      _ = try await kit.catalog.hideProduct("bowl", HideProductInput(reason: "Why"))
      #expect(await told.next() == [.product(id)])
      _ = try await kit.catalog.answerHiding("bowl", of: kit.shop.id, HidingAnswerInput(text: "Mine"))
      #expect(await told.next() == [])
      _ = try await kit.catalog.unhideProduct("bowl")
      #expect(await told.next() == [.product(id)])
    }
  }
}

extension Result<Void, Problem> {
  /// What was refused, if it was.
  fileprivate var problem: ProblemKind? { if case .failure(let problem) = self { problem.kind } else { nil } }
}
