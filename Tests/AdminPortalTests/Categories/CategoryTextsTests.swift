import Areas
import Catalog
import Kernel
import MarketSupport
import TestSupport
import Testing

@testable import Web

@Suite("Administrators name categories in other languages")
struct CategoryTextsTests {
  @Test("The form shows the original and keeps what is typed", arguments: TestEngine.allCases)
  func kept(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let made = try await market.catalog.addCategory(NewCategoryInput(name: "Schalen & Becher"))
      let template = "/admin/categories/{category}/languages/{language}"
      let place = ["category": made.slug, "language": "en"]
      let page = try await market.administer(.get, template, place)
      let text = String(decoding: page.bodyBytes, as: UTF8.self)
      #expect(text.contains("Schalen &amp; Becher") && text.contains("name=\"description\""))
      let saved = try await market.administer(.post, template, place, form: "name=Bowls&description=Of+clay.")
      #expect(saved.status == .seeOther)
      let category = try #require(try await market.catalog.categories()[made.id])
      #expect(category.name == "Schalen & Becher")
      #expect(category.translations["en"] == ["name": "Bowls", "description": "Of clay."])
      let long = String(repeating: "x", count: 81)
      let refused = try await market.administer(.post, template, place, form: "name=\(long)&description=")
      #expect(refused.status.code == 422)
      let left = try #require(try await market.catalog.categories()[made.id])
      #expect(left.translations == category.translations)
      await #expect(throws: Problem.self) {
        try await market.administer(.get, template, ["category": made.slug, "language": "xx"])
      }
    }
  }
}
