import Kernel
import Persistence
import TestSupport
import Testing
import Vendors

@testable import Catalog

/// What administrators find in the list of all shops' products.
@Suite struct DeskListTests {
  private static func slugs(_ kit: CatalogKit, _ query: String = "") async -> [String] {
    await kit.admin.send(.get, "/admin/products" + query).items.compactMap { $0.at("product", "slug").text }
  }

  private static func fill(_ kit: CatalogKit) async throws {
    #expect(await kit.admin.send(.post, "/admin/categories", #"{"name": "Light"}"#).status == 201)
    #expect(
      await kit.admin.send(.post, "/admin/categories", #"{"name": "Candles", "parent": "light"}"#).status
        == 201)
    try await kit.product(#"{"title": "Blue bowl", "price": 900, "stock": 3, "sku": "B-1"}"#)
    try await kit.product(#"{"title": "Red bowl", "price": 900, "stock": 0, "status": "draft"}"#)
    try await kit.product(#"{"title": "Old cup", "price": 900, "status": "archived"}"#)
    let path = "/shops/\(kit.otherShop.id)/products"
    for body in [
      #"{"title": "Lamp", "price": 100, "sku": "B-1", "category": "light"}"#,
      #"{"title": "Candle for bowls", "price": 100, "category": "candles"}"#,
    ] { #expect(await kit.otherVendor.send(.post, path, body).status == 201) }
  }

  @Test(arguments: TestEngine.allCases) func narrowsByWhateverIsAsked(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await Self.fill(kit)
      let all = ["candle-for-bowls", "lamp", "old-cup", "red-bowl", "blue-bowl"]
      #expect(await Self.slugs(kit) == all)
      #expect(await Self.slugs(kit, "?state=draft") == ["red-bowl"])
      #expect(await Self.slugs(kit, "?state=active") == ["candle-for-bowls", "lamp", "blue-bowl"])
      #expect(await Self.slugs(kit, "?state=archived") == ["old-cup"])
      #expect(await Self.slugs(kit, "?shop=\(kit.otherShop.slug)") == ["candle-for-bowls", "lamp"])
      #expect(await Self.slugs(kit, "?shop=\(kit.shop.id)&state=draft") == ["red-bowl"])
      #expect(await Self.slugs(kit, "?category=light") == ["candle-for-bowls", "lamp"])
      #expect(await Self.slugs(kit, "?category=candles") == ["candle-for-bowls"])
      #expect(await Self.slugs(kit, "?category=none").isEmpty)
      _ = try await kit.catalog.hideProduct("lamp", HideProductInput(reason: "Why"))
      #expect(await Self.slugs(kit, "?hidden=yes") == ["lamp"])
      #expect(await Self.slugs(kit, "?hidden=answered").isEmpty)
      #expect(await Self.slugs(kit, "?hidden=no") == all.filter { $0 != "lamp" })
      #expect(await Self.slugs(kit, "?hidden=yes&state=active&category=light") == ["lamp"])
      try await kit.catalog.deleteProduct("old-cup", of: kit.shop.id)
      #expect(await Self.slugs(kit) == all.filter { $0 != "old-cup" })
      #expect(await Self.slugs(kit, "?state=deleted") == ["old-cup"])
      let moment = kit.clock.clock.now().adding(seconds: 60)
      try await kit.product(#"{"title": "Soon", "price": 900, "publishAt": "\#(moment.rfc3339)"}"#)
      #expect(await Self.slugs(kit, "?state=scheduled") == ["soon"])
    }
  }

  @Test(arguments: TestEngine.allCases) func findsByWordsNumbersAndShops(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await Self.fill(kit)
      let bowls = await Self.slugs(kit, "?q=bowl")
      // Two by their words, and all of the shop that is called Rita's Bowls, each once and in order.
      #expect(bowls == ["candle-for-bowls", "old-cup", "red-bowl", "blue-bowl"])
      #expect(await Self.slugs(kit, "?q=blu") == ["blue-bowl"])
      #expect(await Self.slugs(kit, "?q=B-1") == ["lamp", "blue-bowl"])
      #expect(await Self.slugs(kit, "?q=Otto") == ["candle-for-bowls", "lamp"])
      #expect(await Self.slugs(kit, "?q=bowl&state=draft") == ["red-bowl"])
      #expect(await Self.slugs(kit, "?q=bowl&shop=\(kit.otherShop.id)") == ["candle-for-bowls"])
      #expect(await Self.slugs(kit, "?q=zzzz").isEmpty)
      #expect(await Self.slugs(kit, "?q=%3F").isEmpty)
      let lamp = try await kit.catalog.productForDesk("lamp")
      #expect(await Self.slugs(kit, "?q=\(lamp.id)") == ["lamp"])
    }
  }

  @Test(arguments: TestEngine.allCases) func pagesGoOnBehindTheLast(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      for number in 0..<7 { try await kit.product(#"{"title": "Bowl \#(number)", "price": 900}"#) }
      let expected = (0..<7).reversed().map { "bowl-\($0)" }
      for query in ["", "&q=bowl", "&state=active", "&shop=\(kit.shop.slug)", "&q=rita"] {
        var found: [String] = []
        var cursor = ""
        repeat {
          let page = await kit.admin.send(.get, "/admin/products?limit=3\(query)\(cursor)")
          found += page.items.compactMap { $0.at("product", "slug").text }
          cursor = page.text("nextCursor").map { "&cursor=\($0)" } ?? ""
          // What comes meanwhile stands before the first page.
          if found.count == 3 {
            try await kit.product(#"{"title": "New", "price": 900, "status": "active"}"#)
          }
        } while !cursor.isEmpty
        #expect(found.filter { $0.hasPrefix("bowl") } == expected, "\(query)")
        #expect(Set(found).count == found.count, "\(query)")
      }
      let bad = Cursor(["x", "y"])
      #expect(await kit.admin.send(.get, "/admin/products?cursor=\(bad)").status == 422)
      #expect(await kit.admin.send(.get, "/admin/products?shop=none").wrongFields == ["shop"])
      #expect(await kit.admin.send(.get, "/admin/products?state=odd").wrongFields == ["state"])
      #expect(await kit.admin.send(.get, "/admin/products?hidden=odd").wrongFields == ["hidden"])
    }
  }
}
