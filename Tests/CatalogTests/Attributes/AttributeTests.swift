import Kernel
import TestSupport
import Testing
import Web

@testable import Catalog

/// What products of a category say.
@Suite struct AttributeTests {
  /// Screens lie below Electronics; what is said of each is made for one of them.
  static func makeScreens(_ kit: CatalogKit) async throws {
    let home = try await kit.catalog.addCategory(NewCategoryInput(name: "Electronics"))
    _ = try await kit.catalog.addCategory(NewCategoryInput(name: "Screens", parent: home.id))
    try await add(
      kit, "electronics", #"{"name": "Plug", "kind": "choice", "choices": ["EU", "UK"], "filterable": true}"#)
    try await add(
      kit, "screens",
      #"{"name": "Screen size", "kind": "number", "unit": "in", "required": true, "filterable": true}"#)
    try await add(kit, "screens", #"{"name": "Curved", "kind": "yesNo", "filterable": true}"#)
    try await add(kit, "screens", #"{"name": "Panel", "kind": "text"}"#)
  }

  static func add(
    _ kit: CatalogKit, _ category: String, _ body: String, _ location: SourceLocation = #_sourceLocation
  ) async throws {
    let answer = await kit.admin.send(.post, "/admin/categories/\(category)/attributes", body)
    try #require(answer.status == 201, "\(answer.json)", sourceLocation: location)
  }

  static func screen(_ title: String, _ attributes: String) -> String {
    #"{"title": "\#(title)", "price": 100, "stock": 1, "category": "screens", "attributes": {\#(attributes)}}"#
  }

  @Test(arguments: TestEngine.allCases) func attributesAreInheritedAndChecked(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      try await Self.makeScreens(kit)
      let path = "/admin/categories/screens/attributes"
      let all = await kit.api.send(.get, "/categories/screens/attributes")
      #expect(all.items.map { $0.at("slug").text } == ["plug", "screen-size", "curved", "panel"])
      #expect(await kit.api.send(.get, "/categories/electronics/attributes").items.count == 1)
      #expect(await kit.admin.send(.get, path).items.count == 3)
      let wrong: [(String, String)] = [
        (#"{"name": "Stand", "kind": "choice"}"#, "choices"),
        (#"{"name": "Stand", "kind": "choice", "choices": ["Wood", "wood"]}"#, "choices"),
        (#"{"name": "Stand", "kind": "text", "choices": ["Wood"]}"#, "choices"),
        (#"{"name": "Stand", "kind": "text", "unit": "cm"}"#, "unit"),
        (#"{"name": "plug", "kind": "text"}"#, "name"),
        (#"{"name": "Stand", "kind": "text", "slug": "15"}"#, "slug"),
        (#"{"name": "Stand", "kind": "thing"}"#, "kind"),
      ]
      for (body, field) in wrong {
        #expect(await kit.admin.send(.post, path, body).wrongFields == [field], "\(body)")
      }
      #expect(
        await kit.admin.send(.post, path, #"{"name": "X", "kind": "text", "slug": "plug"}"#).status == 409)
      #expect(await kit.admin.send(.get, path).items.count == 3)
      #expect(await kit.vendor.send(.post, path, #"{"name": "X", "kind": "text"}"#).status == 403)
      #expect(
        await kit.admin.send(.post, "/admin/categories/nowhere/attributes", #"{"name": "X", "kind": "text"}"#)
          .status == 404)
      // Another category's is not found here, and its name is free elsewhere.
      #expect(await kit.admin.send(.patch, path + "/plug", #"{"name": "X"}"#).status == 404)
      _ = try await kit.catalog.addCategory(NewCategoryInput(name: "Toys"))
      let toys = await kit.admin.send(
        .post, "/admin/categories/toys/attributes", #"{"name": "Plug", "kind": "text"}"#)
      #expect(toys.text("slug") == "toys-plug")
    }
  }

  @Test(arguments: TestEngine.allCases) func valuesAreReadByTheirKind(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await Self.makeScreens(kit)
      let products = "/shops/\(kit.shop.id)/products"
      let made = try await kit.product(
        Self.screen("Wide", #""screen-size": "15.60 in", "plug": "eu", "Curved": "yes", "Colour": "Red""#))
      #expect(made.at("attributes", "screen-size").text == "15.6")
      #expect(made.at("attributes", "plug").text == "EU")
      #expect(made.at("attributes", "curved").text == "true")
      #expect(made.at("attributes", "Colour").text == "Red")
      let wrong: [(String, [String])] = [
        (#""screen-size": "wide""#, ["attributes.screen-size"]),
        (#""screen-size": "1.2345""#, ["attributes.screen-size"]),
        (#""screen-size": "15", "plug": "US""#, ["attributes.plug"]),
        (#""screen-size": "15", "curved": "a bit""#, ["attributes.curved"]),
        (#""plug": "EU""#, ["attributes.screen-size"]),
      ]
      for (attributes, fields) in wrong {
        let answer = await kit.vendor.send(.post, products, Self.screen("Bad", attributes))
        #expect(answer.wrongFields == fields, "\(attributes)")
        let edited = await kit.vendor.send(
          .patch, products + "/wide", #"{"attributes": {\#(attributes)}}"#)
        #expect(edited.wrongFields == fields, "\(attributes)")
      }
      #expect(await kit.vendor.send(.get, products).items.count == 1)
      // What is not about the attributes needs none of them, and a draft may wait with them.
      #expect(await kit.vendor.send(.patch, products + "/wide", #"{"price": 200}"#).status == 200)
      let draft = await kit.vendor.send(
        .post, products, #"{"title": "Draft", "price": 1, "category": "screens", "status": "draft"}"#)
      #expect(draft.status == 201)
      let published = await kit.vendor.send(.patch, products + "/draft", #"{"status": "active"}"#)
      #expect(published.wrongFields == ["attributes.screen-size"])
    }
  }

  @Test(arguments: TestEngine.allCases) func whatACategoryDoesNotKnowIsASpecification(
    _ engine: TestEngine
  ) async throws {
    try await withCatalog(engine) { kit in
      try await Self.makeScreens(kit)
      try await kit.product(Self.screen("Wide", #""screen-size": "15.6", "panel": "IPS""#))
      let path = "/shops/\(kit.shop.id)/products/wide"
      let moved = await kit.vendor.send(.patch, path, #"{"category": "electronics"}"#)
      #expect(moved.json.at("attributes", "Screen size").text == "15.6 in")
      #expect(moved.json.at("attributes", "Panel").text == "IPS")
      #expect(moved.json.at("attributes", "screen-size") == .null)
      // Back again it is known by its name.
      let back = await kit.vendor.send(.patch, path, #"{"category": "screens"}"#)
      #expect(back.json.at("attributes", "screen-size").text == "15.6", "\(back.json)")
    }
  }

  @Test(arguments: TestEngine.allCases) func anAttributeGoesWithItsValues(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await Self.makeScreens(kit)
      try await kit.product(Self.screen("Wide", #""screen-size": "15.6", "plug": "EU""#))
      let path = "/admin/categories/screens/attributes/screen-size"
      let seen = await kit.admin.send(.get, path)
      let tag = seen.response.headers[.eTag]
      #expect(await kit.admin.send(.patch, path, #"{"name": "Size of screen"}"#).status == 200)
      #expect(await kit.admin.send(.patch, path, #"{"kind": "text"}"#).status == 422)
      if let tag {
        let stale = await kit.admin.send(.delete, path, headers: [.ifMatch: tag])
        #expect(stale.status == 412)
      }
      #expect(await kit.admin.send(.delete, path).status == 204)
      #expect(await kit.admin.send(.delete, path).status == 404)
      let product = await kit.api.send(.get, "/products/wide")
      #expect(product.json.at("attributes", "screen-size") == .null)
      #expect(product.json.at("attributes", "plug").text == "EU")
      #expect(await kit.api.send(.get, "/products?category=screens&attribute=screen-size:15.6").items.isEmpty)
      try await kit.catalog.purgeDeleted()
      #expect(try await kit.catalog.verifyListings().isClean)
      try await Self.add(kit, "screens", #"{"name": "Screen size", "kind": "number"}"#)
    }
  }

  @Test(arguments: TestEngine.allCases) func filesKeepWhatIsSaid(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await Self.makeScreens(kit)
      try await kit.product(Self.screen("Wide", #""screen-size": "15.6", "plug": "EU", "Colour": "Red""#))
      let before = try await kit.allGoods().map(\.toldWithIDs)
      for format in ExportFormat.allCases {
        let again = try await kit.bring(try await kit.export(as: format))
        #expect(again.outcomes == [.unchanged], "\(format) \(again.rows)")
        #expect(try await kit.allGoods().map(\.toldWithIDs) == before, "\(format)")
        let wide = await kit.api.send(.get, "/products/wide").json
        #expect(wide.at("attributes", "screen-size").text == "15.6", "\(format)")
      }
      _ = try await kit.bring(
        """
        Handle,Title,Product Category,Variant Price,Specifications
        small,Small,Electronics > Screens,1.00,"screen-size: 12
        plug: nonsense
        Colour: Blue"
        """)
      let small = await kit.api.send(.get, "/products/small")
      #expect(small.json.at("attributes", "screen-size").text == "12", "\(small.json)")
      #expect(small.json.at("attributes", "Plug").text == "nonsense")
      #expect(small.json.at("attributes", "Colour").text == "Blue")
    }
  }
}
