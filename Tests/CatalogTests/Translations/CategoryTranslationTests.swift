import TestSupport
import Testing

@testable import Catalog
@testable import Kernel

/// What categories are called in other languages.
@Suite struct CategoryTranslationTests {
  @Test(arguments: TestEngine.allCases) func isToldToReadersAlone(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let made = await kit.admin.send(
        .post, "/admin/categories",
        #"{"name": "Schalen", "description": "Aus Ton.", "translations": {"en": {"name": "Bowls"}}}"#)
      #expect(made.status == 201 && made.text("name") == "Schalen" && made.text("description") == "Aus Ton.")
      #expect(made.json.at("translations", "en", "name").text == "Bowls")
      let shown = await kit.api.send(.get, "/categories/schalen")
      #expect(shown.text("name") == "Bowls" && shown.text("description") == "Aus Ton.")
      #expect(await kit.api.send(.get, "/categories").items.map { $0.at("name").text } == ["Bowls"])
      #expect(await kit.admin.send(.get, "/admin/categories/schalen").text("name") == "Schalen")
      let added = await kit.admin.send(
        .patch, "/admin/categories/schalen", #"{"translations": {"en": {"description": "Of clay."}}}"#)
      #expect(added.json.at("translations", "en", "name").text == "Bowls")
      #expect(await kit.api.send(.get, "/categories/schalen").text("description") == "Of clay.")
      let gone = await kit.admin.send(.patch, "/admin/categories/schalen", #"{"translations": {"en": null}}"#)
      #expect(gone.json.at("translations") == .object([:]))
      #expect(await kit.api.send(.get, "/categories/schalen").text("name") == "Schalen")
      let wrong = await kit.admin.send(
        .patch, "/admin/categories/schalen", #"{"translations": {"xx": {"name": "Bowls"}}}"#)
      #expect(wrong.status == 422 && wrong.wrongFields == ["translations.xx"])
    }
  }

  @Test(arguments: TestEngine.allCases) func standsBesideProductsAndCounts(_ engine: TestEngine) async throws
  {
    try await withCatalog(engine) { kit in
      let made = await kit.admin.send(
        .post, "/admin/categories", #"{"name": "Schalen", "translations": {"en": {"name": "Bowls"}}}"#)
      #expect(made.status == 201)
      try await kit.product(#"{"title": "Teller", "price": 100, "category": "schalen"}"#)
      #expect(await kit.api.send(.get, "/products/teller").json.at("category", "name").text == "Bowls")
      let facets = await kit.api.send(.get, "/products/facets").json
      #expect(facets.at("category", 0, "label").text == "Bowls")
      #expect(facets.at("category", 0, "value").text == "schalen")
      for text in ["Bowls", "Schalen"] {
        let found = try await kit.catalog.products(ListingQuery(filter: ListingFilter(text: text))).items
        #expect(found.map(\.slug) == ["teller"], "\(text)")
      }
      let suggested = try await kit.catalog.suggestions(for: "bow").categories
      #expect(suggested.map(\.name) == ["Bowls"])
    }
  }

  @Test func siblingsKeepTheirOrder() {
    func category(_ name: String, _ german: String, _ position: Int) -> Category {
      var category = Category(
        id: CategoryID(), parent: nil, slug: name.lowercased(), name: name, position: position)
      category.translations["de", CategoryTexts.name] = german
      return category
    }
    let tree = CategoryTree([category("A", "Z", 1), category("B", "Y", 0), category("C", "X", 0)])
    let told = tree.told(in: Language(tag: "de", catalogue: nil))
    #expect(tree.roots.map(\.name) == ["B", "C", "A"])
    #expect(told.roots.map(\.name) == ["Y", "X", "Z"])
    #expect(told.find("b")?.name == "Y")
  }
}
