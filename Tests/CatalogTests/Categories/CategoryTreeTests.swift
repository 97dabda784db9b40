import Kernel
import TestSupport
import Testing
import Web

@testable import Catalog

/// Moving, counting and deleting in the tree of categories.
@Suite struct CategoryTreeTests {
  private static let path = "/admin/categories"

  private static func make(_ kit: CatalogKit, _ names: [String], below parent: String? = nil) async throws {
    for name in names {
      let place = parent.map { #", "parent": "\#($0)""# } ?? ""
      let answer = await kit.admin.send(.post, path, #"{"name": "\#(name)"\#(place)}"#)
      try #require(answer.status == 201, "\(answer.json)")
    }
  }

  private static func slugs(_ kit: CatalogKit) async throws -> [String] {
    try await kit.catalog.categories().inOrder.map(\.slug)
  }

  @Test(arguments: TestEngine.allCases) func categoriesMoveAmongOthers(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await Self.make(kit, ["A", "B", "C"])
      try await Self.make(kit, ["D"], below: "a")
      func move(_ slug: String, _ body: String) async -> TestAnswer {
        await kit.admin.send(.put, "\(Self.path)/\(slug)/place", body)
      }
      #expect(await move("c", #"{"before": "a"}"#).status == 200)
      #expect(try await Self.slugs(kit) == ["c", "a", "d", "b"])
      #expect(await move("b", #"{"parent": "a", "before": "d"}"#).status == 200)
      #expect(try await Self.slugs(kit) == ["c", "a", "b", "d"])
      #expect(await move("d", #"{"parent": null}"#).status == 200)
      #expect(try await Self.slugs(kit) == ["c", "a", "b", "d"])
      #expect(await move("a", #"{"parent": "b"}"#).wrongFields == ["parent"])
      #expect(await move("a", #"{"parent": "a"}"#).wrongFields == ["parent"])
      #expect(await move("a", #"{"before": "b"}"#).wrongFields == ["before"])
      #expect(await move("a", #"{"parent": "nowhere"}"#).wrongFields == ["parent"])
      #expect(await move("nowhere", "{}").status == 404)
      #expect(await kit.vendor.send(.put, "\(Self.path)/a/place", "{}").status == 403)
      #expect(try await Self.slugs(kit) == ["c", "a", "b", "d"])
    }
  }

  @Test(arguments: TestEngine.allCases) func whoSawAnotherTreeMovesNothing(_ engine: TestEngine) async throws
  {
    try await withCatalog(engine) { kit in
      try await Self.make(kit, ["A", "B", "C"])
      let version = await kit.admin.send(.get, Self.path).text("version") ?? ""
      let first = await kit.admin.send(
        .put, "\(Self.path)/c/place", #"{"before": "a", "version": "\#(version)"}"#)
      #expect(first.status == 200)
      let second = await kit.admin.send(
        .put, "\(Self.path)/b/place", #"{"before": "a", "version": "\#(version)"}"#)
      #expect(second.status == 409)
      #expect(try await Self.slugs(kit) == ["c", "a", "b"])
    }
  }

  @Test(arguments: TestEngine.allCases) func movesAtOnceMakeNoRing(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let names = ["A", "B", "C", "D"]
      try await Self.make(kit, names)
      let slugs = names.map { $0.lowercased() }
      await withTaskGroup(of: Void.self) { group in
        for (index, slug) in slugs.enumerated() {
          group.addTask {
            _ = try? await kit.catalog.moveCategory(
              slug, CategoryPlaceInput(parent: slugs[(index + 1) % slugs.count], before: nil, version: nil))
          }
        }
      }
      // Whoever lies in a ring is reached from no root.
      #expect(try await Self.slugs(kit).sorted() == slugs)
    }
  }

  @Test(arguments: TestEngine.allCases) func countsAreOwnAndOfAllBelow(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await Self.make(kit, ["Home"])
      try await Self.make(kit, ["Lamps"], below: "home")
      for (title, category) in [("One", "home"), ("Two", "lamps"), ("Three", "lamps")] {
        try await kit.product(#"{"title": "\#(title)", "price": 1, "category": "\#(category)"}"#)
      }
      try await kit.product(#"{"title": "Draft", "price": 1, "category": "lamps", "status": "draft"}"#)
      let tree = try await kit.catalog.categories()
      let counts = try await kit.catalog.categoryCounts()
      let home = try #require(tree.find("home")?.id)
      let lamps = try #require(tree.find("lamps")?.id)
      #expect(counts[home]?.own == 1 && counts[home]?.total == 3)
      #expect(counts[lamps]?.own == 2 && counts[lamps]?.total == 2)
      #expect(await kit.admin.send(.get, "/admin/category-counts").items.count == 2)
    }
  }

  @Test(arguments: TestEngine.allCases) func productsOfADeletedCategoryGoWhereItIsSaid(
    _ engine: TestEngine
  ) async throws {
    try await withCatalog(engine) { kit in
      try await AttributeTests.makeScreens(kit)
      try await Self.make(kit, ["Flat", "Round"], below: "screens")
      try await Self.make(kit, ["Toys"])
      try await kit.product(AttributeTests.screen("Wide", #""screen-size": "15.6", "plug": "EU""#))
      #expect(await kit.admin.send(.delete, "\(Self.path)/screens").status == 409)
      let wrong = await kit.admin.send(.delete, "\(Self.path)/screens?moveTo=nowhere")
      #expect(wrong.wrongFields == ["moveTo"])
      #expect(await kit.admin.send(.delete, "\(Self.path)/screens?moveTo=screens").wrongFields == ["moveTo"])
      #expect(await kit.admin.send(.delete, "\(Self.path)/screens?moveTo=electronics").status == 204)
      let product = await kit.api.send(.get, "/products/wide")
      #expect(product.json.at("category", "slug").text == "electronics")
      #expect(product.json.at("attributes", "Screen size").text == "15.6 in")
      #expect(product.json.at("attributes", "plug").text == "EU")
      #expect(try await Self.slugs(kit) == ["electronics", "flat", "round", "toys"])
      #expect(try await kit.catalog.categories().find("flat")?.parent != nil)
      #expect(await kit.admin.send(.delete, "\(Self.path)/electronics?moveTo=none").status == 204)
      #expect(await kit.api.send(.get, "/products/wide").json.at("category") == .null)
      #expect(try await Self.slugs(kit) == ["flat", "round", "toys"])
      #expect(try await kit.catalog.verifyListings().isClean)
    }
  }

  @Test(arguments: TestEngine.allCases) func aLargeCategoryIsEmptiedByAJob(_ engine: TestEngine) async throws
  {
    try await withCatalog(engine) { kit in
      try await Self.make(kit, ["Many", "Other"])
      let many = try #require(try await kit.catalog.categories().find("many")?.id)
      try await kit.database.write { tx in
        let drafts = (0..<230).map { number in
          ProductDraft(
            title: "Thing \(number)", text: .empty, category: many,
            variants: [VariantDraft(price: 1, stock: 1)])
        }
        _ = try kit.catalog.writer.insert(drafts, into: ShopTerms.hold(kit.shop.id, tx), tx)
      }
      #expect(try await kit.catalog.deleteCategory("many", heir: .category("other")) == false)
      let job = EmptyCategory(category: many, heir: try await kit.catalog.categories().find("other")?.id)
      var isGone = false
      var steps = 0
      while !isGone {
        isGone = try await kit.database.write { tx in try kit.catalog.empty(job.category, for: job.heir, tx) }
        steps += 1
      }
      #expect(steps == 2)
      #expect(try await Self.slugs(kit) == ["other"])
      #expect(try await kit.catalog.categoryCounts().values.map(\.own) == [230])
      // It may run again.
      #expect(try await kit.database.write { tx in try kit.catalog.empty(many, for: job.heir, tx) })
    }
  }
}
