import Areas
import HTTPTypes
import Persistence
import TestSupport
import Testing
import Vendors

@testable import Catalog
@testable import Kernel

private let german = Language(tag: "de", catalogue: nil)

/// Products in other languages than the one that they were written in. Only English is loaded in tests, so clients can
/// translate into it alone; other languages are written as the area writes them.
@Suite struct ProductTranslationTests {
  private static let bowl = """
    {"title": "Schale", "description": "Von Hand gedreht.", "price": 900, "stock": 2, "seoTitle": "Schalen",
     "translations": {"en": {"title": "Bowl", "description": "<p>Thrown by <b>hand</b>.</p>"}}}
    """

  @Test(arguments: TestEngine.allCases) func isMergedAndTakenAway(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let made = try await kit.product(Self.bowl)
      #expect(made.at("title").text == "Schale" && made.at("language") == .null)
      #expect(made.at("translations", "en", "title").text == "Bowl")
      #expect(made.at("translations", "en", "seoTitle") == .null)
      let path = "/shops/\(kit.shop.id)/products/schale"
      let added = await kit.vendor.send(
        .patch, path, #"{"translations": {"en": {"seoTitle": "Bowls", "description": null}}}"#)
      #expect(added.json.at("translations", "en", "title").text == "Bowl")
      #expect(added.json.at("translations", "en", "seoTitle").text == "Bowls")
      #expect(added.json.at("translations", "en", "description") == .null)
      let left = await kit.vendor.send(.patch, path, #"{"price": 950}"#)
      #expect(left.json.at("translations") == added.json.at("translations"))
      let gone = await kit.vendor.send(.patch, path, #"{"translations": {"en": null}}"#)
      #expect(gone.json.at("translations") == .object([:]))
      #expect(gone.json.at("title").text == "Schale")
    }
  }

  @Test(arguments: TestEngine.allCases) func whatIsWrongChangesNothing(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let made = try await kit.product(Self.bowl)
      let path = "/shops/\(kit.shop.id)/products/schale"
      let long = String(repeating: "x", count: 256)
      for (body, field) in [
        (#"{"title": "Dose", "translations": {"xx": {"title": "Box"}}}"#, "translations.xx"),
        (#"{"title": "Dose", "translations": {"en": {"title": "\#(long)"}}}"#, "translations.en.title"),
        (#"{"title": "Dose", "translations": {"en": {"name": "Box"}}}"#, "translations.en.name"),
        (#"{"title": "Dose", "translations": {"en": "Box"}}"#, "translations.en"),
        (#"{"title": "Dose", "translations": ["en"]}"#, "translations"),
      ] {
        let refused = await kit.vendor.send(.patch, path, body)
        #expect(refused.status == 422 && refused.wrongFields == [field], "\(body)")
      }
      let foreign = await kit.otherVendor.send(
        .patch, path, #"{"translations": {"en": {"title": "Mine"}}}"#)
      #expect(foreign.status == 404)
      #expect(await kit.vendor.send(.get, path).json.at("translations") == made.at("translations"))
    }
  }

  @Test(arguments: TestEngine.allCases) func isReadByItsReaders(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await kit.product(Self.bowl)
      try await kit.product(#"{"title": "Lampe", "price": 100}"#)
      let shown = await kit.api.send(.get, "/products/schale").json
      #expect(shown.at("title").text == "Bowl" && shown.at("language").text == "en")
      #expect(shown.at("descriptionHTML").text?.contains("<b>hand</b>") == true)
      #expect(shown.at("seoTitle") == .null, "the original's stands for the original's title")
      let listed = await kit.api.send(.get, "/products").items.compactMap { $0.at("title").text }
      #expect(Set(listed) == ["Bowl", "Lampe"])
      let own = await kit.vendor.send(.get, "/shops/\(kit.shop.id)/products").items
      #expect(Set(own.compactMap { $0.at("title").text }) == ["Schale", "Lampe"])
      let titles = try await Language.$current.withValue(german) {
        try await kit.catalog.products(ListingQuery()).items.map(\.title)
      }
      #expect(
        Set(titles) == ["Schale", "Lampe"], "there is nothing in German, so it is told as it was written")
    }
  }

  @Test(arguments: TestEngine.allCases) func isFoundByItsForms(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await kit.product(
        #"{"title": "Shoe of felt", "description": "Warm.", "price": 900, "tags": ["felt"]}"#)
      try await kit.product(#"{"title": "Lamp", "price": 100}"#)
      try await Self.translate("shoe-of-felt", title: "Filzschuhe", description: "<p>Blaue Sohlen.</p>", kit)
      for text in ["filzschuhe", "Filzschuh", "Sohle", "blaues"] {
        let found = try await Self.found(text, kit)
        #expect(found == ["shoe-of-felt"], "\(text)")
      }
      #expect(try await Self.found("shoes", kit) == ["shoe-of-felt"])
      let facets = try await kit.catalog.facets(ListingFilter(text: "filzschuhe"))
      #expect(facets.tags.map(\.value) == ["felt"] && facets.total == 1)
      let suggested = try await Language.$current.withValue(german) {
        try await kit.catalog.suggestions(for: "filzsch").products.map(\.title)
      }
      #expect(suggested == ["Filzschuhe"])
      try await Self.translate("shoe-of-felt", title: "Pantoffeln", description: "", kit)
      #expect(try await Self.found("filzschuhe", kit).isEmpty)
    }
  }

  @Test(arguments: TestEngine.allCases) func copiesAndFilesKeepIt(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await kit.product(Self.bowl)
      let exported = String(decoding: try await kit.export(), as: UTF8.self)
      #expect(!exported.contains("Bowl") && exported.contains("Schale"))
      _ = try await kit.bring(Array(exported.replacing("Schale", with: "Schüssel").utf8))
      let brought = try await kit.goods("schale")
      #expect(brought.title == "Schüssel" && brought.translations["en", "title"] == "Bowl")
      let copy = await kit.vendor.send(.post, "/shops/\(kit.shop.id)/products/schale/duplicates").json
      #expect(copy.at("translations", "en", "title").text == "Bowl")
    }
  }

  @Test func titleAndLeadKeepTheirLengths() {
    var draft = ProductDraft(
      title: "Blue bowl", text: ProductText(untrusted: "Thrown by hand."), variants: [])
    let plain = SearchDocument(ProductID(), draft)
    draft.translations["de", "title"] = "Blaue Schale"
    draft.translations["de", "description"] = "Von Hand gedreht."
    let translated = SearchDocument(plain.product, draft)
    #expect(translated.title == plain.title && translated.lead == plain.lead)
    #expect(translated.facts.contains("schal.de") && translated.body.contains("gedreht"))
  }

  /// Searches as a node that speaks German does.
  private static func found(_ text: String, _ kit: CatalogKit) async throws -> [String] {
    try await kit.catalog.listings.reach()
    return try await kit.catalog.reading { reader, _ in
      let planned = SearchPlan.groups(SearchWords.query(text), reader.rules, ["en", "de"])
      let match = reader.match(try planned.map { try reader.sets($0) }, isAny: false)
      let numbers = match.candidates.numbers.map { Int64($0) }
      guard !numbers.isEmpty else { return [] }
      return try reader.snapshot.values(
        "SELECT slug FROM products WHERE number IN \(list: numbers) ORDER BY slug", as: String.self)
    }
  }

  private static func translate(
    _ slug: String, title: String, description: String, _ kit: CatalogKit
  ) async throws {
    let shop = kit.shop.id
    try await kit.database.write { tx in
      let product = try #require(try ProductStore.byReference(slug, in: shop, tx))
      var draft = product.draft
      draft.translations["de", ProductTexts.title] = title
      draft.translations["de", ProductTexts.description] = description
      _ = try kit.catalog.writer.update(product, to: draft, shop: try ShopTerms.hold(shop, tx), tx)
    }
    await kit.catalog.changes.reached()
  }
}
