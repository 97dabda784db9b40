import Kernel
import TestSupport
import Testing

@testable import Catalog

/// Products that wait for the moment when they go on sale.
@Suite struct ScheduledProductTests {
  private static func moment(_ kit: CatalogKit, in seconds: Int64) -> Timestamp {
    kit.clock.clock.now().adding(seconds: seconds)
  }

  private static func body(_ title: String, _ status: String, _ moment: Timestamp) -> String {
    #"{"title": "\#(title)", "price": 900, "stock": 3, "status": "\#(status)", "publishAt": "\#(moment.rfc3339)"}"#
  }

  private static func listed(_ kit: CatalogKit) async -> Set<String> {
    Set(await kit.api.send(.get, "/products").items.compactMap { $0.at("slug").text })
  }

  @Test(arguments: TestEngine.allCases) func waitsAndIsListedThen(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let moment = Self.moment(kit, in: 3_600)
      for (title, status) in [("Bowl", "active"), ("Cup", "draft")] {
        let made = try await kit.product(Self.body(title, status, moment))
        #expect(made.at("publishAt").text == moment.rfc3339 && made.at("isListed") == .boolean(false))
        #expect(made.at("status").text == status)
      }
      try await kit.product(#"{"title": "Jug", "price": 900, "stock": 3}"#)
      try await kit.catalog.publishDue()
      #expect(await Self.listed(kit) == ["jug"])
      #expect(await kit.api.send(.get, "/products/bowl").status == 404)
      kit.clock.advance(seconds: 3_600)
      // Nobody ran at the moment itself; twice is as good as once.
      kit.clock.advance(seconds: 7_200)
      try await kit.catalog.publishDue()
      try await kit.catalog.publishDue()
      #expect(await Self.listed(kit) == ["jug", "bowl", "cup"])
      for product in try await kit.allGoods() {
        #expect(product.status == .active && product.publishAt == nil && product.isListed)
      }
      let card = await kit.api.send(.get, "/products").items.first { $0.at("slug").text == "cup" }
      #expect(card?.at("listedAt").text == kit.clock.clock.now().rfc3339)
      let told: Int64? = try await kit.database.read { snapshot in
        try snapshot.value("SELECT COUNT(*) FROM audit_log WHERE action = 'product.published'")
      }
      #expect(told == 2)
      #expect(try await kit.catalog.verifyListings().isClean)
    }
  }

  @Test(arguments: TestEngine.allCases) func twoNodesPublishOnce(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let moment = Self.moment(kit, in: 60)
      for number in 0..<12 { try await kit.product(Self.body("Bowl \(number)", "draft", moment)) }
      kit.clock.advance(seconds: 61)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<3 { group.addTask { try await kit.catalog.publishDue() } }
        try await group.waitForAll()
      }
      #expect(await Self.listed(kit).count == 12)
      let told: Int64? = try await kit.database.read { snapshot in
        try snapshot.value("SELECT COUNT(*) FROM audit_log WHERE action = 'product.published'")
      }
      #expect(told == 12)
    }
  }

  @Test(arguments: TestEngine.allCases) func whatHasPassedIsRefused(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let path = "/shops/\(kit.shop.id)/products"
      let past = await kit.vendor.send(.post, path, Self.body("Bowl", "draft", Self.moment(kit, in: 0)))
      #expect(past.status == 422 && past.wrongFields == ["publishAt"])
      let archived = await kit.vendor.send(
        .post, path, Self.body("Bowl", "archived", Self.moment(kit, in: 60)))
      #expect(archived.status == 422 && archived.wrongFields == ["publishAt"])
      let bad = await kit.vendor.send(
        .post, path, #"{"title": "Bowl", "price": 900, "publishAt": "tomorrow"}"#)
      #expect(bad.status == 422 && bad.wrongFields == ["publishAt"])
      let made = try await kit.allGoods()
      #expect(made.isEmpty)
    }
  }

  @Test(arguments: TestEngine.allCases) func isChangedAndCleared(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let moment = Self.moment(kit, in: 60)
      try await kit.product(Self.body("Bowl", "active", moment))
      let path = "/shops/\(kit.shop.id)/products/bowl"
      let later = Self.moment(kit, in: 600)
      #expect(await kit.vendor.send(.patch, path, #"{"publishAt": "\#(later.rfc3339)"}"#).status == 200)
      kit.clock.advance(seconds: 61)
      try await kit.catalog.publishDue()
      #expect(await Self.listed(kit).isEmpty)
      // Its moment has come, the job has not: what else is changed does not stumble over it.
      kit.clock.advance(seconds: 600)
      let late = #"{"title": "Dish", "publishAt": "\#(later.rfc3339)"}"#
      #expect(await kit.vendor.send(.patch, path, late).status == 200)
      #expect(
        await kit.vendor.send(.patch, path, #"{"publishAt": null}"#).json.at("isListed") == .boolean(true))
      #expect(await Self.listed(kit) == ["bowl"])
      // What is listed can wait again, and an archived one waits for nothing.
      let again = Self.moment(kit, in: 60)
      let hidden = await kit.vendor.send(.patch, path, #"{"publishAt": "\#(again.rfc3339)"}"#)
      #expect(hidden.json.at("isListed") == .boolean(false))
      #expect(await Self.listed(kit).isEmpty)
      let put = await kit.vendor.send(.patch, path, #"{"status": "archived"}"#)
      #expect(put.status == 200 && put.json.at("publishAt") == .null)
    }
  }

  @Test(arguments: TestEngine.allCases) func theBinAndClosedShopsHoldItBack(_ engine: TestEngine) async throws
  {
    try await withCatalog(engine) { kit in
      let moment = Self.moment(kit, in: 60)
      try await kit.product(Self.body("Bowl", "active", moment))
      let path = "/shops/\(kit.shop.id)/products/bowl"
      #expect(await kit.vendor.send(.delete, path).status == 204)
      kit.clock.advance(seconds: 61)
      try await kit.catalog.publishDue()
      #expect(await Self.listed(kit).isEmpty)
      #expect(await kit.vendor.send(.post, path + "/restore").json.at("isListed") == .boolean(false))
      try await kit.catalog.publishDue()
      #expect(await Self.listed(kit) == ["bowl"])
      let closed = try await kit.openShop("Closed", isApproved: false)
      let made = await closed.api.send(
        .post, "/shops/\(closed.shop.id)/products", Self.body("Cup", "draft", Self.moment(kit, in: 60)))
      #expect(made.status == 201)
      kit.clock.advance(seconds: 61)
      try await kit.catalog.publishDue()
      #expect(await Self.listed(kit) == ["bowl"])
      let cup = try await kit.allGoods(closed.shop).first
      #expect(cup?.status == .active && cup?.publishAt == nil && cup?.isListed == false)
    }
  }

  @Test(arguments: TestEngine.allCases) func filesKeepIt(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let moment = Self.moment(kit, in: 3_600)
      try await kit.product(Self.body("Bowl", "draft", moment))
      let exported = try await kit.export()
      #expect(String(decoding: exported, as: UTF8.self).contains(moment.rfc3339))
      #expect(try await kit.bring(exported).outcomes == [.unchanged])
      #expect(try await kit.bring(exported, into: kit.otherShop).outcomes == [.created])
      #expect(try await kit.allGoods(kit.otherShop).first?.publishAt == moment)
      kit.clock.advance(seconds: 3_601)
      let late = try await kit.bring(
        "Handle,Title,Variant Price,Publish At\ncup,Cup,9.00,\(moment.rfc3339)\n")
      #expect(late.outcomes == [.created] && late.said(2).contains("has passed"))
      #expect(try await kit.goods("cup").publishAt == nil)
      let bad = try await kit.bring("Handle,Title,Variant Price,Publish At\njug,Jug,9.00,soon\n")
      #expect(bad.outcomes == [.rejected])
    }
  }
}
