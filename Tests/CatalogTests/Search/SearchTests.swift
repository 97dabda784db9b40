import Catalog
import Kernel
import TestSupport
import Testing

/// What people type and what they find.
@Suite struct SearchTests {
  private static func fill(_ kit: CatalogKit) async throws {
    _ = await kit.admin.send(.post, "/admin/categories", #"{"name": "Kitchenware"}"#)
    for body in [
      #"{"title": "Café crème bowl", "price": 900, "description": "For breakfast."}"#,
      #"{"title": "Espresso machine", "price": 90000, "brand": "Bezzera", "tags": ["coffee"]}"#,
      #"{"title": "Wooden tray", "price": 1500, "description": "Carries an espresso machine as easily as cups."}"#,
      #"{"title": "Running shoes", "price": 8000, "variants": [{"options": {"Colour": "Turquoise"}, "stock": 1}]}"#,
      #"{"title": "Shoe polish", "price": 500}"#,
      #"{"title": "Größe Decke", "price": 4000, "description": "Eine Wolldecke."}"#,
    ] {
      try await kit.product(body)
    }
  }

  private static func titles(_ kit: CatalogKit, _ text: String) async -> [String] {
    let query = text.replacing(" ", with: "+")
    return await kit.api.send(.get, "/products?q=\(query)").items.compactMap { $0.at("title").text }
  }

  @Test(arguments: TestEngine.allCases) func findsWhatIsMeant(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await Self.fill(kit)
      #expect(await Self.titles(kit, "espresso machine").prefix(2) == ["Espresso machine", "Wooden tray"])
      #expect(await Self.titles(kit, "machine").first == "Espresso machine")
      #expect(await Self.titles(kit, "cafe creme") == ["Café crème bowl"])
      #expect(await Self.titles(kit, "CAFÉ") == ["Café crème bowl"])
      #expect(await Self.titles(kit, "größe") == ["Größe Decke"])
      #expect(await Self.titles(kit, "turquoise") == ["Running shoes"])
      #expect(await Self.titles(kit, "bezzera") == ["Espresso machine"])
      #expect(Set(await Self.titles(kit, "shoe")) == ["Shoe polish", "Running shoes"])
      #expect(await Self.titles(kit, "espr") == ["Espresso machine", "Wooden tray"])
      #expect(await Self.titles(kit, "expresso").first == "Espresso machine")
      #expect(await Self.titles(kit, "espreso machin").first == "Espresso machine")
      #expect(await Self.titles(kit, "wooden spoon").first == "Wooden tray")
      #expect(await Self.titles(kit, "zzzzqqq").isEmpty)
      #expect(await Self.titles(kit, "\"*:()'&|!").isEmpty)
    }
  }

  @Test(arguments: TestEngine.allCases) func suggestsAsOneTypes(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await Self.fill(kit)
      let found = await kit.api.send(.get, "/search/suggestions?q=esp")
      #expect(found.json.at("products", 0, "title").text == "Espresso machine")
      let category = await kit.api.send(.get, "/search/suggestions?q=kitch")
      #expect(category.json.at("categories", 0, "slug").text == "kitchenware")
      let shop = await kit.api.send(.get, "/search/suggestions?q=rit")
      #expect(shop.json.at("shops", 0, "slug").text == kit.shop.slug)
      let corrected = await kit.api.send(.get, "/search/suggestions?q=espersso")
      #expect(corrected.json.at("corrected").text?.hasPrefix("espr") == true)
      #expect(corrected.json.at("products", 0, "title").text == "Espresso machine")
      let empty = await kit.api.send(.get, "/search/suggestions?q=")
      #expect(empty.status == 200)
      #expect(empty.json.at("products").list.isEmpty)
    }
  }

  @Test(arguments: TestEngine.allCases) func listingSaysWhatWasSearchedInstead(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      try await Self.fill(kit)
      let listing = try await kit.catalog.listing(ListingQuery(filter: ListingFilter(text: "wodden")))
      #expect(listing.page.items.map(\.title) == ["Wooden tray"])
      #expect(listing.total == 1)
      #expect(listing.correctedText?.hasPrefix("wood") == true)
    }
  }
}
