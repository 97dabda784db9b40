import Kernel
import TestSupport
import Testing

@testable import Catalog

/// What administrators teach the search, and what they learn from it.
@Suite struct SearchRuleTests {
  private static func titles(_ kit: CatalogKit, _ text: String) async -> [String] {
    await kit.api.send(.get, "/products?q=\(text.replacing(" ", with: "+"))").items.compactMap {
      $0.at("title").text
    }
  }

  @Test("Synonyms find each other until they are taken away", arguments: TestEngine.allCases)
  func synonyms(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await kit.product(#"{"title": "Red couch", "price": 1}"#)
      try await kit.product(#"{"title": "Mobile phone", "price": 1}"#)
      #expect(await Self.titles(kit, "sofa").isEmpty)
      for body in [
        #"{"kind": "synonym", "word": "Sofas", "meaning": "couch"}"#,
        #"{"kind": "synonym", "word": "handy", "meaning": "mobile phone"}"#,
      ] {
        #expect(await kit.admin.send(.post, "/admin/search-rules", body).status == 201)
      }
      #expect(await Self.titles(kit, "sofa") == ["Red couch"])
      #expect(await Self.titles(kit, "red sofa") == ["Red couch"])
      #expect(await Self.titles(kit, "handy") == ["Mobile phone"])
      let again = await kit.admin.send(
        .post, "/admin/search-rules", #"{"kind": "synonym", "word": "sofas", "meaning": "Couch"}"#)
      #expect(again.status == 422)
      let rules = await kit.admin.send(.get, "/admin/search-rules").items
      #expect(rules.count == 2)
      for rule in rules {
        let id = try #require(rule.at("id").text)
        #expect(await kit.admin.send(.delete, "/admin/search-rules/\(id)").status == 204)
        #expect(await kit.admin.send(.delete, "/admin/search-rules/\(id)").status == 404)
      }
      #expect(await Self.titles(kit, "sofa").isEmpty)
      #expect(await kit.vendor.send(.get, "/admin/search-rules").status == 403)
    }
  }

  @Test("Words are left out unless they are all", arguments: TestEngine.allCases)
  func stopWords(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await kit.product(#"{"title": "Lamp", "price": 1}"#)
      try await kit.product(#"{"title": "For Emma", "price": 1}"#)
      #expect(
        await kit.admin.send(.post, "/admin/search-rules", #"{"kind": "stopWord", "word": "for"}"#).status
          == 201)
      #expect(await Self.titles(kit, "for lamp") == ["Lamp"])
      #expect(await Self.titles(kit, "for") == ["For Emma"])
      #expect(
        await kit.admin.send(.post, "/admin/search-rules", #"{"kind": "synonym", "word": "lamp"}"#).status
          == 422)
    }
  }

  @Test("Searches without a hit are counted, without what may be somebody's", arguments: TestEngine.allCases)
  func missed(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      for text in ["Hammock", "hammock", "ann%40example.org", "4111111111111111"] {
        #expect(await Self.titles(kit, text).isEmpty)
      }
      _ = await kit.api.send(.get, "/products?q=hammock&inStock=true")
      let missed = await kit.admin.send(.get, "/admin/missed-searches").items
      #expect(missed.compactMap { $0.at("text").text } == ["hammock"])
      #expect(missed.first?.at("searches").number == 2)
      try await kit.catalog.expireMissedSearches()
      #expect(await kit.admin.send(.get, "/admin/missed-searches").items.count == 1)
    }
  }

  @Test func onlyWordsAreKept() {
    #expect(MissedSearch.kept("Blue  LAMP!") == "blue lamp")
    for text in ["", "a@b.de", "0176 12345678", String(repeating: "long ", count: 30), "https://example.org"]
    {
      #expect(MissedSearch.kept(text) == nil)
    }
  }

  @Test func gateLetsAFewThrough() {
    let gate = MissedSearchGate()
    let now = Timestamp(milliseconds: 1_000)
    #expect((0..<9).filter { _ in gate.takes(at: now) }.count == 5)
    #expect(gate.takes(at: Timestamp(milliseconds: 2_000)))
  }
}
