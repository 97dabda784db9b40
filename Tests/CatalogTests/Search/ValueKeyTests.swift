import Kernel
import TestSupport
import Testing

@testable import Catalog
@testable import Persistence

/// However a value is written, it is one.
@Suite struct ValueKeyTests {
  @Test(arguments: [
    (" Café ÄRGER ", "cafe arger"), ("Weiß", "weiss"), ("WEISS", "weiss"), ("STRASSE", "straße"),
    ("Œuvre", "oeuvre"), ("İSTANBUL", "istanbul"), ("Łódź", "lodz"), ("ＡＢＣ", "abc"), ("٣٨", "38"),
    ("T-Shirt", "t-shirt"), ("ΛΌΓΟΣ", "λογος"),
  ])
  func valuesAreFoldedAsWordsAre(_ one: String, _ other: String) {
    #expect(SearchWords.key(one) == SearchWords.key(other))
  }

  @Test func differentValuesStayApart() {
    #expect(SearchWords.key("T-Shirt") != SearchWords.key("T Shirt"))
    #expect(SearchWords.key("A/B") != SearchWords.key("AB"))
  }

  private static func fill(_ kit: CatalogKit) async throws {
    for (title, color, brand) in [
      ("One", "Weiß", "Groß"), ("Two", "WEISS", "GROSS"), ("Three", "weiss", "groß"),
    ] {
      try await kit.product(
        #"""
        {"title": "\#(title)", "price": 1, "brand": "\#(brand)", "tags": ["Straße"],
         "variants": [{"options": {"Farbe": "\#(color)", "Größe": "S"}, "stock": 1}]}
        """#)
    }
    try await kit.product(#"{"title": "Four", "price": 1, "brand": "Other", "tags": ["STRASSE"]}"#)
  }

  private static func expectOneOfEach(_ kit: CatalogKit) async {
    let facets = await kit.api.send(.get, "/products/facets").json
    for (name, count) in [("color", Int64(3)), ("tag", 4), ("brand", 3)] {
      let values = facets.at(name).list.filter { SearchWords.key($0.at("value").text ?? "").contains("ss") }
      #expect(values.count == 1 && values.first?.at("count").number == count, "\(name): \(values)")
    }
    for query in [
      "color=Wei%C3%9F", "color=WEISS", "color=weiss&size=s", "brand=GROSS", "brand=Gro%C3%9F", "brand=gross",
    ] {
      #expect(await kit.api.send(.get, "/products?\(query)").items.count == 3, "\(query)")
    }
    #expect(await kit.api.send(.get, "/products?tag=stra%C3%9Fe").items.count == 4)
  }

  @Test(arguments: TestEngine.allCases) func aListingKnowsOneValue(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await Self.fill(kit)
      await Self.expectOneOfEach(kit)
      let doubled = await kit.vendor.send(
        .post, "/shops/\(kit.shop.id)/products",
        #"""
        {"title": "Both", "price": 1, "variants": [{"options": {"Farbe": "Weiß"}}, {"options": {"Farbe": "WEISS"}}]}
        """#)
      #expect(doubled.status == 422 || doubled.status == 400)
    }
  }

  /// What was stored with the keys of before is found after the rebuild.
  @Test(arguments: TestEngine.allCases) func aRebuildMakesTheKeysAnew(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await Self.fill(kit)
      let street = try await kit.catalog.addCategory(NewCategoryInput(name: "Straße"))
      _ = try await kit.bring(Sheet.file(Sheet.first("a", "A", type: "Grüße")))
      try await kit.database.write { tx in
        try tx.run("UPDATE products SET brand_key = 'groß' WHERE brand IN ('Groß', 'groß')")
        try tx.run("UPDATE product_facets SET value_key = 'weiß' WHERE value = 'Weiß'")
        try tx.run("UPDATE product_facets SET value_key = 'straße' WHERE value = 'Straße'")
        try tx.run("UPDATE categories SET folded_name = 'straße'")
        try tx.run("UPDATE product_wishes SET wish_key = 'gruße'")
        let answers: [NamedValues] = [
          ["wish_key": "gruße", "category_id": street.id, "created_at": tx.now],
          ["wish_key": "weiß", "category_id": street.id, "created_at": tx.now],
        ]
        try tx.run("INSERT INTO category_wishes \(values: answers)")
        try tx.run("DELETE FROM search_rebuilds")
        try tx.run("INSERT INTO search_rebuilds (id, position) VALUES (1, NULL)")
      }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<3 { group.addTask { try await kit.catalog.rebuildSearch(of: 2) } }
        try await group.waitForAll()
      }
      await Self.expectOneOfEach(kit)
      #expect(try await kit.catalog.ensureCategory(path: ["STRASSE"])?.id == street.id)
      let (wishes, answers) = try await kit.database.read { snapshot in
        (
          try snapshot.values("SELECT wish_key FROM product_wishes", as: String.self),
          try snapshot.values("SELECT wish_key FROM category_wishes ORDER BY wish_key", as: String.self)
        )
      }
      #expect(wishes == ["grusse"])
      #expect(answers == ["grusse", "weiss"])
    }
  }
}
