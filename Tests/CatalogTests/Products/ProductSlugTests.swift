import Areas
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Catalog

/// An old link to a product never leads to another one.
@Suite struct ProductSlugTests {
  private static let bowl = #"{"title": "Blue bowl", "price": 1200, "stock": 3, "status": "active"}"#

  @Test("The address of a product that is gone for good stays taken", arguments: TestEngine.allCases)
  func purged(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await kit.product(Self.bowl)
      #expect(await kit.vendor.send(.delete, "/shops/\(kit.shop.id)/products/blue-bowl").status == 204)
      kit.clock.advance(seconds: 25 * 3_600)
      try await kit.catalog.purgeDeleted()
      try await expectForgotten(kit, by: 1)
    }
  }

  @Test("So do those of a shop that is gone for good", arguments: TestEngine.allCases)
  func purgedWithItsShop(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await kit.product(Self.bowl)
      try await kit.product(#"{"title": "Green bowl", "price": 1200, "stock": 3, "status": "active"}"#)
      let purging = try #require(kit.catalog.shopPurging.first)
      let shop = kit.shop.id
      var isDone = false
      while !isDone { isDone = try await kit.database.write { tx in try purging.purge(shop, tx) == .done } }
      try await expectForgotten(kit, by: 2)
    }
  }

  @Test("What can't be read gets an address that is its own", arguments: TestEngine.allCases)
  func unreadTitles(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let first = try await kit.product(#"{"title": "桜の器", "price": 1200}"#).at("slug").text ?? ""
      let second = try await kit.product(#"{"title": "桜の器", "price": 1200}"#).at("slug").text ?? ""
      let other = try await kit.product(#"{"title": "梅の器", "price": 1200}"#).at("slug").text ?? ""
      #expect(first == "product-3stmca" && second.hasPrefix("product-3stmca-"))
      #expect(other.hasPrefix("product-") && !other.contains("3stmca"))
      let category = try await kit.catalog.addCategory(NewCategoryInput(name: "桜の器"))
      #expect(category.slug == "category-3stmca")
    }
  }

  /// Nobody gets the bowl's address, by the interface or by a file, and what it was stands nowhere.
  private func expectForgotten(_ kit: CatalogKit, by count: Int) async throws {
    #expect(await kit.api.send(.get, "/products/blue-bowl").status == 404)
    let other = await kit.otherVendor.send(.post, "/shops/\(kit.otherShop.id)/products", Self.bowl)
    #expect(other.status == 201)
    let slug = try #require(other.json.at("slug").text)
    #expect(slug.hasPrefix("blue-bowl-"))
    let result = try await kit.bring(Sheet.file(Sheet.first("blue-bowl", "Blue bowl")))
    #expect(result.outcomes == [.created])
    #expect(await kit.api.send(.get, "/products/blue-bowl").status == 404)
    #expect(await kit.api.send(.get, "/products/\(slug)").status == 200)
    let hashes = try await kit.database.read { snapshot in
      try snapshot.values("SELECT hash FROM forgotten_product_slugs", as: [UInt8].self)
    }
    #expect(hashes.count == count && hashes.allSatisfy { $0.count == 32 })
  }
}
