import Catalog
import Kernel
import TestSupport
import Testing

/// The tree of categories.
@Suite struct CategoryTests {
  @Test(arguments: TestEngine.allCases) func treeIsEditedWithoutRings(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let path = "/admin/categories"
      let home = await kit.admin.send(.post, path, #"{"name": "Home & Living"}"#)
      #expect(home.status == 201)
      #expect(home.text("slug") == "home-living")
      let lamps = await kit.admin.send(.post, path, #"{"name": "Lamps", "parent": "home-living"}"#)
      #expect(lamps.json.at("parent") == home.json.at("id"))
      let desk = await kit.admin.send(
        .post, path, #"{"name": "Desk lamps", "parent": "\#(lamps.text("id") ?? "")"}"#)
      #expect(desk.status == 201)
      let tree = await kit.api.send(.get, "/categories")
      #expect(tree.json.at("items", 0, "children", 0, "children", 0, "slug").text == "desk-lamps")
      let ring = await kit.admin.send(.patch, path + "/home-living", #"{"parent": "desk-lamps"}"#)
      #expect(ring.wrongFields == ["parent"])
      #expect(await kit.admin.send(.patch, path + "/lamps", #"{"parent": "lamps"}"#).status == 422)
      #expect(await kit.admin.send(.post, path, #"{"name": "X", "parent": "nowhere"}"#).status == 422)
      #expect(await kit.admin.send(.post, path, #"{"name": "X", "slug": "lamps"}"#).status == 409)
      let moved = await kit.admin.send(.patch, path + "/lamps", #"{"parent": null, "name": "Lights"}"#)
      #expect(moved.json.at("parent") == .null)
      #expect(await kit.api.send(.get, "/categories").items.count == 2)
      #expect(await kit.vendor.send(.post, path, #"{"name": "Mine"}"#).status == 403)
      #expect(await kit.api.send(.post, path, #"{"name": "Mine"}"#).status == 401)
    }
  }

  @Test(arguments: TestEngine.allCases) func oldAddressesLeadToTheCategory(_ engine: TestEngine) async throws
  {
    try await withCatalog(engine) { kit in
      let path = "/admin/categories"
      let lamps = await kit.admin.send(.post, path, #"{"name": "Lamps"}"#)
      _ = await kit.admin.send(.post, path, #"{"name": "Toys"}"#)
      try await kit.product(#"{"title": "Lamp", "price": 1, "category": "lamps"}"#)
      #expect(await kit.admin.send(.patch, path + "/lamps", #"{"slug": "lights"}"#).status == 200)
      for slug in ["lamps", "lights"] {
        let found = await kit.api.send(.get, "/categories/\(slug)")
        #expect(found.text("id") == lamps.text("id") && found.text("slug") == "lights")
        #expect(await kit.api.send(.get, "/products?category=\(slug)").items.count == 1)
        #expect(await kit.admin.send(.post, path, #"{"name": "X", "slug": "\#(slug)"}"#).status == 409)
        #expect(await kit.admin.send(.patch, path + "/toys", #"{"slug": "\#(slug)"}"#).status == 409)
      }
      #expect(try await kit.catalog.ensureCategory(path: ["Toys", "Lamps"])?.slug == "toys-lamps")
      #expect(await kit.admin.send(.patch, path + "/lamps", #"{"slug": "lamps"}"#).text("slug") == "lamps")
      #expect(await kit.api.send(.get, "/categories/lights").text("slug") == "lamps")
    }
  }

  @Test(arguments: TestEngine.allCases) func oldAddressesGoWithTheCategory(_ engine: TestEngine) async throws
  {
    try await withCatalog(engine) { kit in
      let path = "/admin/categories"
      _ = await kit.admin.send(.post, path, #"{"name": "Lamps"}"#)
      _ = await kit.admin.send(.patch, path + "/lamps", #"{"slug": "lights"}"#)
      #expect(await kit.admin.send(.delete, path + "/lamps").status == 204)
      #expect(await kit.admin.send(.post, path, #"{"name": "Lamps"}"#).text("slug") == "lamps")
    }
  }

  @Test(arguments: TestEngine.allCases) func usedCategoryStays(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      _ = await kit.admin.send(.post, "/admin/categories", #"{"name": "Lamps"}"#)
      let made = try await kit.product(#"{"title": "Lamp", "price": 1, "category": "lamps"}"#)
      #expect(made.at("category", "name").text == "Lamps")
      #expect(await kit.admin.send(.delete, "/admin/categories/lamps").status == 409)
      let cleared = await kit.vendor.send(
        .patch, "/shops/\(kit.shop.id)/products/lamp", #"{"category": null}"#)
      #expect(cleared.json.at("category") == .null)
      #expect(await kit.admin.send(.delete, "/admin/categories/lamps").status == 204)
      #expect(await kit.admin.send(.delete, "/admin/categories/lamps").status == 404)
    }
  }

  @Test(arguments: TestEngine.allCases) func pathsOfNamesAreMadeOnce(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let first = try #require(try await kit.catalog.ensureCategory(path: ["Home", "Lamps"]))
      let again = try #require(try await kit.catalog.ensureCategory(path: ["home", " LAMPS "]))
      #expect(first == again)
      let other = try #require(try await kit.catalog.ensureCategory(path: ["Toys", "Lamps"]))
      #expect(other.slug == "toys-lamps")
      #expect(try await kit.catalog.ensureCategory(path: ["", " "]) == nil)
      #expect(
        try await kit.catalog.categories().inOrder.map(\.slug) == ["home", "lamps", "toys", "toys-lamps"])
      try await kit.catalog.ensureDefaultCategories()
      #expect(try await kit.catalog.categories().roots.count == 2)
    }
  }
}
