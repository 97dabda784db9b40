import Gateways
import Kernel
import TestSupport
import Testing

@testable import Catalog

/// Searches that an engine outside answers.
@Suite struct EngineSearchTests {
  private static func fill(_ kit: CatalogKit) async throws {
    for body in [
      #"{"title": "Espresso machine with everything", "price": 90000, "stock": 1, "sku": "EM-2000"}"#,
      #"{"title": "Espresso cup", "price": 900, "stock": 4, "brand": "Bezzera"}"#,
      #"{"title": "Tray", "price": 1500, "description": "Carries an espresso machine."}"#,
    ] {
      try await kit.product(body)
    }
    try await kit.catalog.followSearchEngine()
  }

  private static func titles(_ kit: CatalogKit, _ query: String) async -> [String] {
    await kit.api.send(.get, "/products?\(query)").items.compactMap { $0.at("title").text }
  }

  @Test(arguments: TestEngine.allCases) func theEnginesOrderIsFilteredAndCounted(
    _ database: TestEngine
  ) async throws {
    let engine = MemoryEngine()
    try await withCatalog(database, searchEngine: engine) { kit in
      try await Self.fill(kit)
      #expect(engine.contents.count == 3 && engine.indices.count == 1)
      #expect(
        await Self.titles(kit, "q=espresso") == ["Tray", "Espresso cup", "Espresso machine with everything"])
      #expect(engine.questions.last?.need == .all)
      #expect(await Self.titles(kit, "q=espresso&maxPrice=1000&currency=EUR") == ["Espresso cup"])
      #expect(await Self.titles(kit, "q=espresso&sort=price").first == "Espresso cup")
      #expect(await Self.titles(kit, "q=espr").count == 3)
      #expect(engine.questions.last?.need == .beginning)
      #expect(await Self.titles(kit, "q=EM-2000") == ["Espresso machine with everything"])
      #expect(await Self.titles(kit, "q=zzzzqqq").isEmpty)
      let facets = await kit.api.send(.get, "/products/facets?q=espresso")
      #expect(facets.json.at("total").number == 3)
      let listing = try await kit.catalog.listing(
        ListingQuery(filter: ListingFilter(text: "expresso"), sort: .relevance, page: PageRequest()))
      #expect(listing.correctedText == "espresso" && listing.total == 3)
      let suggested = try await kit.catalog.suggestions(for: "expresso")
      #expect(suggested.correctedText == "espresso" && suggested.products.first?.title == "Tray")
      #expect(kit.catalog.searchEngineStatus.embeddedSearches == 0)
      #expect(kit.catalog.searchEngineStatus.engineSearches > 0)
    }
  }

  @Test(arguments: TestEngine.allCases) func whatIsFilteredWasNotCutOffBefore(
    _ database: TestEngine
  ) async throws {
    let engine = MemoryEngine()
    try await withCatalog(database, searchEngine: engine) { kit in
      for number in 0..<9 {
        let title = "Espresso cup" + String(repeating: " x", count: number)
        try await kit.product(#"{"title": "\#(title)", "price": \#(1000 - number), "stock": 1}"#)
      }
      try await kit.catalog.followSearchEngine()
      let status = kit.catalog.searchEngineStatus
      // The list of what is for sale has followed once something was asked of it.
      #expect(await Self.titles(kit, "q=cup").count == 9)
      // Read in pieces of two, until the end.
      let pieces = EngineSearch(engine, status, hitsPerPage: 2, mostPages: 5)
      #expect(try await pieces.matches("espresso", kit.catalog).candidates.count == 9)
      #expect(engine.questions.count { $0.need == .all && $0.limit == 2 } == 5)
      #expect(engine.questions.last?.after != nil)
      // Of more than is read the embedded search tells all.
      let few = EngineSearch(engine, status, hitsPerPage: 2, mostPages: 3)
      let found = try await few.matches("espresso", kit.catalog)
      #expect(found.candidates.count == 9)
      #expect(found.scores == nil)
      #expect(status.embeddedSearches == 0, "the engine is not away")
    }
  }

  @Test(arguments: TestEngine.allCases) func theEmbeddedSearchAnswersWhileTheEngineIsAway(
    _ database: TestEngine
  ) async throws {
    let engine = MemoryEngine()
    try await withCatalog(database, searchEngine: engine) { kit in
      try await kit.product(#"{"title": "Espresso cup", "price": 900}"#)
      // There is no index yet.
      #expect(await Self.titles(kit, "q=espresso") == ["Espresso cup"])
      #expect(kit.catalog.searchEngineStatus.isFallenBack && engine.questions.isEmpty)
      try await kit.catalog.followSearchEngine()
      #expect(await Self.titles(kit, "q=cup") == ["Espresso cup"])
      #expect(!kit.catalog.searchEngineStatus.isFallenBack)
      engine.isAway = true
      try await kit.product(#"{"title": "Espresso pot", "price": 900}"#)
      try await kit.catalog.followSearchEngine()
      #expect(Set(await Self.titles(kit, "q=espresso")) == ["Espresso cup", "Espresso pot"])
      #expect(try await kit.catalog.suggestions(for: "espr").products.count == 2)
      await kit.catalog.searchEngineStatus.look(kit.database)
      #expect(kit.catalog.searchEngineStatus.waitingProducts == 1)
      kit.clock.advance(seconds: 90)
      await kit.catalog.searchEngineStatus.look(kit.database)
      #expect(kit.catalog.searchEngineStatus.lagSeconds >= 90)
      engine.isAway = false
      try await kit.catalog.indexer?.run(steps: 50)
      #expect(Set(engine.contents.values.map(\.title)) == ["Espresso cup", "Espresso pot"])
      await kit.catalog.searchEngineStatus.look(kit.database)
      #expect(kit.catalog.searchEngineStatus.lagSeconds == 0)
    }
  }

  @Test(arguments: TestEngine.allCases) func rulesOfAdministratorsHoldForTheEngineToo(
    _ database: TestEngine
  ) async throws {
    let engine = MemoryEngine()
    try await withCatalog(database, searchEngine: engine) { kit in
      try await Self.fill(kit)
      let rule = #"{"kind": "synonym", "word": "coffee", "meaning": "espresso"}"#
      #expect(await kit.admin.send(.post, "/admin/search-rules", rule).status == 201)
      #expect(await Self.titles(kit, "q=coffee").count == 3)
    }
  }
}
