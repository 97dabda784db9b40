import Catalog
import Kernel
import Persistence
import TestSupport
import Testing

/// Products from making to purging.
@Suite struct ProductTests {
  private static let bowl = """
    {"title": "Blue Bowl", "description": "Thrown by hand.", "price": 2500, "compareAtPrice": 3000, "stock": 7,
     "tags": ["clay", "Clay", "gift"], "brand": "Rita"}
    """

  @Test(arguments: TestEngine.allCases) func plainProductAnswersWithOneVariant(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      let made = try await kit.product(Self.bowl)
      #expect(made.at("slug").text == "blue-bowl")
      #expect(made.at("status").text == "active")
      #expect(made.at("price", "amount").number == 2500)
      #expect(made.at("price", "currency").text == "EUR")
      #expect(made.at("compareAtPrice", "amount").number == 3000)
      #expect(made.at("stock").number == 7)
      #expect(made.at("description").text == "Thrown by hand.")
      #expect(made.at("descriptionHTML").text?.contains("<p>Thrown by hand.</p>") == true)
      #expect(made.at("tags").list.compactMap(\.text) == ["clay", "gift"])
      #expect(made.at("variants").list.count == 1)
      #expect(made.at("variants", 0, "stock").number == 7)
      #expect(made.at("shop", "slug").text == kit.shop.slug)
      for reference in ["blue-bowl", made.at("id").text ?? ""] {
        let shown = await kit.api.send(.get, "/products/\(reference)")
        #expect(shown.status == 200)
        #expect(shown.json.at("id") == made.at("id"))
      }
      let listed = await kit.api.send(.get, "/products")
      #expect(listed.items.map { $0.at("id") } == [made.at("id")])
    }
  }

  @Test(arguments: TestEngine.allCases) func patchKeepsWhatIsAbsent(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let made = try await kit.product(Self.bowl)
      let path = "/shops/\(kit.shop.slug)/products/blue-bowl"
      let before = kit.catalog.changes.target
      let changed = await kit.vendor.send(.patch, path, #"{"title": "Green Bowl", "compareAtPrice": null}"#)
      #expect(changed.status == 200)
      #expect(changed.json.at("title").text == "Green Bowl")
      #expect(changed.json.at("slug").text == "blue-bowl")
      #expect(changed.json.at("compareAtPrice") == .null)
      #expect(changed.json.at("price", "amount").number == 2500)
      #expect(changed.json.at("stock").number == 7)
      #expect(changed.json.at("brand").text == "Rita")
      #expect(changed.json.at("variants", 0, "id") == made.at("variants", 0, "id"))
      #expect(kit.catalog.changes.target > before)
      let priced = await kit.vendor.send(
        .patch, path, #"{"price": {"amount": 1999, "currency": "EUR"}, "stock": 3, "brand": null}"#)
      #expect(priced.json.at("price", "amount").number == 1999)
      #expect(priced.json.at("variants", 0, "stock").number == 3)
      #expect(priced.json.at("brand") == .null)
      let found = await kit.api.send(.get, "/products?q=green")
      #expect(found.items.count == 1)
      #expect(await kit.api.send(.get, "/products?q=blue").items.isEmpty)
      let same = kit.catalog.changes.target
      #expect(await kit.vendor.send(.patch, path, "{}").status == 200)
      #expect(kit.catalog.changes.target == same)
    }
  }

  @Test(arguments: TestEngine.allCases) func deletedProductCanBeRestoredForADay(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      try await kit.product(Self.bowl)
      let path = "/shops/\(kit.shop.id)/products/blue-bowl"
      #expect(await kit.vendor.send(.delete, path).status == 204)
      #expect(await kit.vendor.send(.delete, path).status == 404)
      #expect(await kit.api.send(.get, "/products/blue-bowl").status == 404)
      #expect(await kit.api.send(.get, "/products").items.isEmpty)
      #expect(await kit.vendor.send(.get, "/shops/\(kit.shop.id)/products").items.isEmpty)
      #expect(await kit.vendor.send(.get, "/shops/\(kit.shop.id)/products?deleted=only").items.count == 1)
      #expect(await kit.vendor.send(.patch, path, #"{"title": "New"}"#).status == 404)
      let restored = await kit.vendor.send(.post, path + "/restore")
      #expect(restored.status == 200)
      #expect(restored.json.at("deletedAt") == .null)
      #expect(await kit.api.send(.get, "/products").items.count == 1)

      #expect(await kit.vendor.send(.delete, path).status == 204)
      kit.clock.advance(seconds: 24 * 3600)
      let late = await kit.vendor.send(.post, path + "/restore")
      #expect(late.status == 409)
      try await kit.catalog.purgeDeleted()
      #expect(await kit.vendor.send(.get, path).status == 404)
      #expect(await kit.api.send(.get, "/products?q=bowl").items.isEmpty)
      try await kit.product(Self.bowl)
    }
  }

  @Test(arguments: TestEngine.allCases) func purgeSparesStockThatOrdersHold(_ engine: TestEngine) async throws
  {
    try await withCatalog(engine) { kit in
      let made = try await kit.product(Self.bowl)
      let variant = try #require(made.at("variants", 0, "id").text.flatMap { VariantID($0) })
      let stock = kit.catalog.stock
      let isAllocated = try await kit.database.write { tx in try stock.allocate(variant, 2, tx) }
      #expect(isAllocated)
      #expect(await kit.vendor.send(.delete, "/shops/\(kit.shop.id)/products/blue-bowl").status == 204)
      kit.clock.advance(seconds: 25 * 3600)
      try await kit.catalog.purgeDeleted()
      #expect(await kit.vendor.send(.get, "/shops/\(kit.shop.id)/products/blue-bowl").status == 200)
      try await kit.database.write { tx in try stock.handOver(variant, 2, tx) }
      try await kit.catalog.purgeDeleted()
      #expect(await kit.vendor.send(.get, "/shops/\(kit.shop.id)/products/blue-bowl").status == 404)
    }
  }

  @Test(arguments: TestEngine.allCases) func anotherShopsProductIsNotFound(_ engine: TestEngine) async throws
  {
    try await withCatalog(engine) { kit in
      try await kit.product(Self.bowl)
      for shop in [kit.shop, kit.otherShop] {
        let path = "/shops/\(shop.id)/products/blue-bowl"
        #expect(await kit.otherVendor.send(.get, path).status == 404)
        #expect(await kit.otherVendor.send(.patch, path, #"{"title": "Mine"}"#).status == 404)
        #expect(await kit.otherVendor.send(.delete, path).status == 404)
        #expect(await kit.otherVendor.send(.post, path + "/restore").status == 404)
        #expect(await kit.otherVendor.send(.get, path + "/images").status == 404)
        #expect(await kit.upload(kit.otherVendor, path + "/images", try await kit.picture()).status == 404)
      }
      #expect(await kit.api.send(.get, "/shops/\(kit.shop.id)/products").status == 401)
      #expect(await kit.api.send(.get, "/products/blue-bowl").json.at("title").text == "Blue Bowl")
    }
  }

  @Test(arguments: TestEngine.allCases) func onlyOpenShopsAreListed(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let (shop, owner) = try await kit.openShop("Nina's Nuts", isApproved: false)
      let made = await owner.send(.post, "/shops/\(shop.id)/products", #"{"title": "Walnuts", "price": 400}"#)
      #expect(made.status == 201)
      #expect(await kit.api.send(.get, "/products/walnuts").status == 404)
      #expect(await owner.send(.get, "/products/walnuts").status == 200)
      #expect(await kit.admin.send(.get, "/products/walnuts").status == 200)
      #expect(await kit.otherVendor.send(.get, "/products/walnuts").status == 404)
      _ = try await kit.vendors.approve(shop.id)
      #expect(await kit.api.send(.get, "/products/walnuts").status == 200)
      #expect(await kit.api.send(.get, "/products?shop=\(shop.slug)").items.count == 1)
      _ = await owner.send(.patch, "/shops/\(shop.id)/products/walnuts", #"{"status": "draft"}"#)
      #expect(await kit.api.send(.get, "/products/walnuts").status == 404)
      #expect(await kit.api.send(.get, "/products").items.isEmpty)
    }
  }

  @Test(arguments: TestEngine.allCases) func sameTitlesGetDifferentSlugs(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let slugs = try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 0..<8 {
          group.addTask { try await kit.product(#"{"title": "Mug", "price": 100}"#).at("slug").text ?? "" }
        }
        return try await group.reduce(into: Set<String>()) { $0.insert($1) }
      }
      #expect(slugs.count == 8)
      #expect(slugs.contains("mug"))
    }
  }

  @Test func descriptionsAreMadeSafe() async throws {
    try await withCatalog(.sqlite) { kit in
      let body =
        #"{"title": "A", "price": 1, "description": "<p onclick='x()'>Hi</p><script>alert(1)</script>"}"#
      let made = try await kit.product(body)
      #expect(made.at("description").text == "<p>Hi</p>")
      let plain = try await kit.product(#"{"title": "B", "price": 1, "description": "a < b & c\n\nd"}"#)
      #expect(plain.at("description").text == "a < b & c\n\nd")
      #expect(plain.at("descriptionHTML").text == "<p>a &lt; b &amp; c</p><p>d</p>")
    }
  }
}
