import Kernel
import TestSupport
import Testing
import Vendors

@testable import Catalog

/// Products that administrators hide.
@Suite struct HidingTests {
  private static let bowl = #"{"title": "Blue bowl", "price": 900, "stock": 3, "sku": "B-1"}"#
  private static let hide = "/admin/products/blue-bowl/hide"
  private static let show = "/admin/products/blue-bowl/restore"

  private static func path(_ kit: CatalogKit) -> String { "/shops/\(kit.shop.id)/products/blue-bowl" }

  private static func listed(_ kit: CatalogKit) async -> [String?] {
    await kit.api.send(.get, "/products").items.map { $0.at("slug").text }
  }

  private static func recorded(_ kit: CatalogKit) async throws -> [String] {
    try await kit.database.read { snapshot in
      try snapshot.values(
        """
        SELECT action FROM audit_log WHERE action IN ('product.hidden', 'product.unhidden', 'product.answered')
        ORDER BY sequence
        """, as: String.self)
    }
  }

  @Test(arguments: TestEngine.allCases) func isNowhereToBeFoundUntilItIsShownAgain(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      try await kit.product(Self.bowl)
      try await kit.product(#"{"title": "Red bowl", "price": 900, "stock": 3}"#)
      let hidden = await kit.admin.send(.post, Self.hide, #"{"reason": "A copy of another's"}"#)
      #expect(hidden.status == 200)
      #expect(hidden.json.at("product", "hiding", "reason").text == "A copy of another's")
      #expect(hidden.json.at("product", "isListed") == .boolean(false))
      #expect(await Self.listed(kit) == ["red-bowl"])
      #expect(await kit.api.send(.get, "/products?q=blue").items.isEmpty)
      #expect(await kit.api.send(.get, "/products?q=B-1").items.isEmpty)
      #expect(await kit.api.send(.get, "/products/blue-bowl").status == 404)
      #expect(await kit.otherVendor.send(.get, "/products/blue-bowl").status == 404)
      let suggested = await kit.api.send(.get, "/search/suggestions?q=blue")
      #expect(!String(decoding: suggested.response.bodyBytes, as: UTF8.self).contains("blue-bowl"))
      let addresses = try await kit.catalog.listedProducts(after: nil, limit: 10)
      #expect(addresses.map(\.slug) == ["red-bowl"])
      #expect(try await kit.catalog.verifyListings().isClean)
      // Its vendor sees it, with the reason, on its page and in the list.
      let own = await kit.vendor.send(.get, "/products/blue-bowl")
      #expect(own.json.at("hiding", "reason").text == "A copy of another's")
      let list = await kit.vendor.send(.get, "/shops/\(kit.shop.id)/products?hidden=true")
      #expect(list.items.map { $0.at("slug").text } == ["blue-bowl"])
      #expect(list.items.first?.at("hiding", "reason").text == "A copy of another's")
      #expect(try await kit.catalog.productCounts(of: kit.shop.id).hidden == 1)
      let shown = await kit.admin.send(.post, Self.show)
      #expect(shown.status == 200 && shown.json.at("product", "hiding") == .null)
      #expect(await Set(Self.listed(kit)) == ["red-bowl", "blue-bowl"])
      #expect(await kit.api.send(.get, "/products/blue-bowl").status == 200)
      #expect(try await kit.catalog.verifyListings().isClean)
    }
  }

  @Test(arguments: TestEngine.allCases) func itsVendorChangesItButDoesNotShowIt(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      try await kit.product(Self.bowl)
      #expect(await kit.admin.send(.post, Self.hide, #"{"reason": "Why"}"#).status == 200)
      let path = Self.path(kit)
      for change in [#"{"title": "Bowl of mine"}"#, #"{"status": "draft"}"#, #"{"status": "active"}"#] {
        let changed = await kit.vendor.send(.patch, path, change)
        #expect(changed.status == 200 && changed.json.at("isListed") == .boolean(false), "\(change)")
      }
      let moment = kit.clock.clock.now().adding(seconds: 60)
      #expect(
        await kit.vendor.send(.patch, path, #"{"publishAt": "\#(moment.rfc3339)"}"#).status == 200)
      kit.clock.advance(seconds: 61)
      try await kit.catalog.publishDue()
      #expect(await Self.listed(kit).isEmpty)
      #expect(await kit.vendor.send(.delete, path).status == 204)
      #expect(await kit.vendor.send(.post, path + "/restore").json.at("isListed") == .boolean(false))
      #expect(await kit.vendor.send(.post, path + "/duplicates").status == 409)
      try await kit.database.write { tx in
        let listing = ShopSwitch(changes: kit.catalog.changes)
        try listing.shopStatusChanged(kit.shop.id, isOpen: false, tx)
        try listing.shopStatusChanged(kit.shop.id, isOpen: true, tx)
      }
      #expect(await Self.listed(kit).isEmpty)
      // What it became meanwhile is what is shown in the end.
      #expect(await kit.admin.send(.post, Self.show).json.at("product", "isListed") == .boolean(true))
      #expect(await kit.api.send(.get, "/products").items.first?.at("title").text == "Bowl of mine")
    }
  }

  @Test(arguments: TestEngine.allCases) func filesLeaveItAsItIs(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let file = Sheet.file(Sheet.first("cup", "Cup", sku: "C-1"))
      _ = try await kit.bring(file)
      let cup = try await kit.goods("cup")
      _ = try await kit.catalog.hideProduct(cup.id.description, HideProductInput(reason: "Why"))
      let exported = try await kit.export()
      #expect(try await kit.bring(exported).outcomes == [.unchanged])
      #expect(try await kit.bring(Sheet.file(Sheet.first("cup", "Mug", sku: "C-1"))).outcomes == [.updated])
      #expect(try await kit.goods("cup").hiding?.reason == "Why")
      try await kit.catalog.deleteProduct(cup.id.description, of: kit.shop.id)
      _ = try await kit.bring(file)
      let back = try await kit.goods("cup")
      #expect(back.deletedAt == nil && back.hiding?.reason == "Why" && !back.isListed)
      #expect(await Self.listed(kit).isEmpty)
    }
  }

  @Test(arguments: TestEngine.allCases) func answersWaitForTheMarketplace(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await kit.product(Self.bowl)
      let answer = Self.path(kit) + "/answer"
      #expect(await kit.vendor.send(.post, answer, #"{"text": "Mine"}"#).status == 409)
      #expect(await kit.admin.send(.post, Self.hide, #"{"reason": "Whose is it?"}"#).status == 200)
      #expect(try await kit.catalog.answeredHidingCount() == 0)
      #expect(await kit.vendor.send(.post, answer, #"{"text": " "}"#).wrongFields == ["text"])
      let stranger = "/shops/\(kit.otherShop.id)/products/blue-bowl/answer"
      #expect(await kit.otherVendor.send(.post, stranger, #"{"text": "Mine"}"#).status == 404)
      let told = await kit.vendor.send(.post, answer, #"{"text": "Mine"}"#)
      #expect(told.status == 200 && told.json.at("hiding", "answer").text == "Mine")
      // The same again is the same; something else has to wait.
      #expect(await kit.vendor.send(.post, answer, #"{"text": "Mine"}"#).json == told.json)
      #expect(await kit.vendor.send(.post, answer, #"{"text": "Ours"}"#).status == 409)
      #expect(try await kit.catalog.answeredHidingCount() == 1)
      let desk = await kit.admin.send(.get, "/admin/products?hidden=answered")
      #expect(desk.items.map { $0.at("product", "slug").text } == ["blue-bowl"])
      // Another reason asks again.
      let again = await kit.admin.send(.post, Self.hide, #"{"reason": "Prove it"}"#)
      #expect(again.status == 200 && again.json.at("product", "hiding", "answer") == .null)
      #expect(try await kit.catalog.answeredHidingCount() == 0)
      #expect(await kit.vendor.send(.post, answer, #"{"text": "Here"}"#).status == 200)
      #expect(await kit.admin.send(.post, Self.show).status == 200)
      #expect(try await kit.catalog.answeredHidingCount() == 0)
      #expect(
        try await Self.recorded(kit) == [
          "product.hidden", "product.answered", "product.hidden", "product.answered", "product.unhidden",
        ])
    }
  }

  @Test(arguments: TestEngine.allCases) func twiceIsOnceAndWhatIsStaleIsRefused(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      try await kit.product(Self.bowl)
      let first = await kit.admin.send(.get, "/admin/products/blue-bowl").text("version") ?? ""
      let body = #"{"reason": "Why", "version": "\#(first)"}"#
      let done = await kit.admin.send(.post, Self.hide, body)
      #expect(done.status == 200)
      #expect(await kit.admin.send(.post, Self.hide, body).json == done.json)
      #expect(try await Self.recorded(kit) == ["product.hidden"])
      // Seen before it was hidden.
      let late = #"{"reason": "Other", "version": "\#(first)"}"#
      #expect(await kit.admin.send(.post, Self.hide, late).status == 409)
      #expect(await kit.admin.send(.post, Self.show, #"{"version": "\#(first)"}"#).status == 409)
      // Seen before its vendor changed it.
      let second = done.text("version") ?? ""
      kit.clock.advance(seconds: 1)
      #expect(await kit.vendor.send(.patch, Self.path(kit), #"{"title": "Bowl"}"#).status == 200)
      #expect(await kit.admin.send(.post, Self.show, #"{"version": "\#(second)"}"#).status == 409)
      let third = await kit.admin.send(.get, "/admin/products/blue-bowl").text("version") ?? ""
      let shown = await kit.admin.send(.post, Self.show, #"{"version": "\#(third)"}"#)
      #expect(shown.status == 200)
      #expect(await kit.admin.send(.post, Self.show).json == shown.json)
      #expect(try await Self.recorded(kit) == ["product.hidden", "product.unhidden"])
    }
  }

  @Test(arguments: TestEngine.allCases) func badInputChangesNothing(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await kit.product(Self.bowl)
      #expect(await kit.admin.send(.post, Self.hide, "{}").wrongFields == ["reason"])
      #expect(await kit.admin.send(.post, Self.hide, #"{"reason": "  "}"#).wrongFields == ["reason"])
      let long = String(repeating: "x", count: 1_001)
      #expect(await kit.admin.send(.post, Self.hide, #"{"reason": "\#(long)"}"#).wrongFields == ["reason"])
      for version in ["1", "a-b", "1-2-3"] {
        let bad = #"{"reason": "Why", "version": "\#(version)"}"#
        #expect(await kit.admin.send(.post, Self.hide, bad).wrongFields == ["version"], "\(version)")
      }
      #expect(await kit.admin.send(.post, "/admin/products/none/hide", #"{"reason": "Why"}"#).status == 404)
      #expect(await kit.vendor.send(.post, Self.hide, #"{"reason": "Why"}"#).status == 403)
      #expect(await kit.vendor.send(.get, "/admin/products").status == 403)
      #expect(await Self.listed(kit) == ["blue-bowl"])
      #expect(await kit.vendor.send(.delete, Self.path(kit)).status == 204)
      #expect(await kit.admin.send(.post, Self.hide, #"{"reason": "Why"}"#).status == 404)
      #expect(try await Self.recorded(kit).isEmpty)
    }
  }
}
