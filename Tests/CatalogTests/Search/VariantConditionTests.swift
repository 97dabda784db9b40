import Catalog
import Foundation
import Kernel
import TestSupport
import Testing

@testable import Persistence

/// Colour, size, price and stock have to meet in one variant.
@Suite struct VariantConditionTests {
  private static func shirt(
    _ title: String, _ variants: [(color: String, size: String, price: Int, stock: Int)], more: String = ""
  ) -> String {
    let list = variants.map {
      """
      {"options": {"Colour": "\($0.color)", "Size": "\($0.size)"}, "price": \($0.price), "stock": \($0.stock)}
      """
    }
    return "{\"title\": \"\(title)\", \"price\": 1, \(more) \"variants\": [\(list.joined(separator: ","))]}"
  }

  /// The titles that a query finds, after the alphabet.
  private static func titles(_ kit: CatalogKit, _ query: String) async -> [String] {
    await ListingTests.walk(kit, query, limit: 100).compactMap { $0.at("title").text }.sorted()
  }

  @Test(arguments: TestEngine.allCases) func conditionsMeetInOneVariant(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let mixed = try await kit.product(
        Self.shirt("Mixed", [("Red", "S", 1000, 5), ("Blue", "M", 9000, 5), ("Red", "L", 5000, 0)]))
      try await kit.product(Self.shirt("Whole", [("Red", "M", 4000, 5)]))
      try await kit.product(#"{"title": "Plain", "price": 4500, "stock": 0}"#)
      let expected = [
        "color=red&size=m": ["Whole"], "color=red&size=s": ["Mixed"], "color=red": ["Mixed", "Whole"],
        "color=red&size=l&inStock=true": [], "size=l&inStock=true": [], "size=l": ["Mixed"],
        "color=red&minPrice=4500": ["Mixed"], "color=red&minPrice=4500&inStock=true": [],
        "color=blue&maxPrice=5000": [], "minPrice=5000": ["Mixed"], "minPrice=9001": [],
        "minPrice=1100&maxPrice=3000": [], "minPrice=4000&maxPrice=5000": ["Mixed", "Plain", "Whole"],
        "minPrice=4000&maxPrice=5000&inStock=true": ["Whole"], "minPrice=6000&maxPrice=8000": [],
        "maxPrice=1000": ["Mixed"], "q=mixed&color=red&size=m": [], "q=mixed&color=red&size=s": ["Mixed"],
        "color=red&color=blue&size=m": ["Mixed", "Whole"],
      ]
      for (query, found) in expected { #expect(await Self.titles(kit, query) == found, "\(query)") }

      let small = try #require(mixed.at("variants", 0, "id").text.flatMap { VariantID($0) })
      let stock = kit.catalog.stock
      #expect(try await kit.database.write { tx in try stock.allocate(small, 5, tx) })
      #expect(await Self.titles(kit, "color=red&inStock=true") == ["Whole"])
      try await kit.database.write { tx in try stock.deallocate(small, 1, tx) }
      #expect(await Self.titles(kit, "color=red&inStock=true") == ["Mixed", "Whole"])
    }
  }

  @Test(arguments: TestEngine.allCases) func changesOfVariantsAreFollowed(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let made = try await kit.product(
        Self.shirt("Shirt", [("Red", "S", 1000, 5), ("Blue", "M", 1000, 5)]))
      let path = "/shops/\(kit.shop.id)/products/\(made.at("id").text ?? "")"
      #expect(await Self.titles(kit, "color=blue&size=s").isEmpty)
      let swapped = #"""
        {"variants": [{"options": {"Colour": "Blue", "Size": "S"}, "price": 1000, "stock": 1},
          {"options": {"Colour": "Red", "Size": "M"}, "price": 1000, "stock": 1}]}
        """#
      #expect(await kit.vendor.send(.patch, path, swapped).status == 200)
      #expect(await Self.titles(kit, "color=blue&size=s") == ["Shirt"])
      #expect(await Self.titles(kit, "color=red&size=s").isEmpty)
      // A specification holds for all variants.
      let sized = try await kit.product(
        #"""
        {"title": "Scarf", "attributes": {"Colour": "Striped"}, "variants": [
          {"options": {"Size": "S"}, "price": 1000, "stock": 1}, {"options": {"Size": "M"}, "price": 9000, "stock": 0}]}
        """#)
      #expect(await Self.titles(kit, "color=striped&size=m") == ["Scarf"])
      #expect(await Self.titles(kit, "color=striped&size=m&inStock=true").isEmpty)
      let scarf = "/shops/\(kit.shop.id)/products/\(sized.at("id").text ?? "")"
      #expect(await kit.vendor.send(.patch, scarf, #"{"attributes": {"Colour": "Dotted"}}"#).status == 200)
      #expect(await Self.titles(kit, "color=striped&size=m").isEmpty)
      #expect(await Self.titles(kit, "color=dotted&size=m") == ["Scarf"])
    }
  }

  @Test(arguments: TestEngine.allCases) func countsLeadToAsManyProducts(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let colors = ["Red", "Blue", "Green"]
      let sizes = ["S", "M", "L", "38,5"]
      for number in 0..<24 {
        let variants = (0...(number % 4)).map { index in
          (
            color: colors[(number + index) % 3], size: sizes[(number / 3 + index * (number % 5)) % 4],
            price: 800 + (number * 7 + index * 11) % 13 * 400, stock: (number + index * 2) % 3
          )
        }
        var seen = Set<String>()
        let distinct = variants.filter { seen.insert("\($0.color) \($0.size)").inserted }
        try await kit.product(
          Self.shirt("Thing \(number)", distinct, more: #""tags": ["\#(number % 2 == 0 ? "Even" : "Odd")"],"#)
        )
      }
      for base in [
        "inStock=true", "color=Red&size=M", "color=Red&inStock=true", "minPrice=1500&maxPrice=4000&size=S",
        "minPrice=2000", "minPrice=1000&maxPrice=2400&inStock=true", "q=thing&color=Blue&maxPrice=3000",
        "size=38,5&tag=Even",
      ] {
        try await expectHonestCounts(kit, base)
      }
    }
  }

  private func expectHonestCounts(_ kit: CatalogKit, _ base: String) async throws {
    let facets = await kit.api.send(.get, "/products/facets?\(base)")
    #expect(facets.json.at("total").number == Int64(await Self.titles(kit, base).count), "\(base)")
    func others(_ names: [String]) -> String {
      base.split(separator: "&").filter { pair in !names.contains { pair.hasPrefix("\($0)=") } }
        .joined(separator: "&")
    }
    for name in ["color", "size", "tag", "shop"] {
      #expect(!facets.json.at(name).list.isEmpty, "\(base) \(name)")
      for facet in facets.json.at(name).list {
        let query = "\(others([name]))&\(name)=\(facet.at("value").text ?? "")"
        #expect(Int64(await Self.titles(kit, query).count) == facet.at("count").number, "\(base): \(query)")
      }
    }
    for facet in facets.json.at("price").list {
      let end = facet.at("maxPrice").number.map { "&maxPrice=\($0)" } ?? ""
      let query = "\(others(["minPrice", "maxPrice"]))&minPrice=\(facet.at("minPrice").number ?? -1)\(end)"
      #expect(Int64(await Self.titles(kit, query).count) == facet.at("count").number, "\(base): \(query)")
    }
  }

  @Test(arguments: TestEngine.allCases) func valuesAreWhole(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await kit.product(
        Self.shirt("Panda", [("Black, White", "38,5", 1000, 1)]))
      try await kit.product(Self.shirt("Raven", [("Black", "38", 1000, 1)]))
      try await kit.product(Self.shirt("Backslash", [(#"Odd\\,"#, "5", 1000, 1)]))
      let expected = [
        "color=Black,%20White": ["Panda"], "color=black": ["Raven"], "size=38,5": ["Panda"],
        "color=Black,%20White&size=38,5": ["Panda"],
        "colors=Black,White": ["Raven"], #"colors=Black%5C,%20White"#: ["Panda"],
        #"colors=Black%5C,%20White,black"#: ["Panda", "Raven"], #"sizes=38%5C,5,38"#: ["Panda", "Raven"],
        "color=Odd%5C,": ["Backslash"], #"colors=Odd%5C%5C%5C,"#: ["Backslash"],
      ]
      for (query, found) in expected { #expect(await Self.titles(kit, query) == found, "\(query)") }
      let facets = await kit.api.send(.get, "/products/facets?size=38,5&inStock=true")
      #expect(facets.json.at("color").list.map { $0.at("value").text } == ["Black, White"])
      let many = (0..<41).map { "v\($0)" }.joined(separator: ",")
      #expect(await kit.api.send(.get, "/products?colors=\(many)").status == 422)
    }
  }

  /// What the migration makes of products that were there before says the same as the program.
  @Test(arguments: TestEngine.allCases) func olderProductsAreFilledIn(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await kit.product(
        Self.shirt(
          "Shirt", [("Red", "S", 1, 1), ("Black, White", "38,5", 1, 1), ("Red", "M", 1, 1)],
          more: #""attributes": {"Colour": "Washed", "Weight": "M"},"#))
      try await kit.product(
        #"{"title": "Lamp", "price": 1, "attributes": {"Size": "Big"}}"#)
      let rows: SQL = """
        SELECT name || ' ' || value_key || ' ' || CAST(v.position AS TEXT) || ' ' || v.title FROM variant_facets f
        JOIN variants v ON v.id = f.variant_id ORDER BY 1
        """
      let written: [String] = try await kit.database.read { try $0.values(rows) }
      #expect(written.count == 10)
      let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent(
          "../../../Sources/Catalog/Migrations/0126-variant-facets/up.\(engine.rawValue).sql")
      let text = try String(contentsOf: file, encoding: .utf8)
      let start = try #require(text.range(of: "INSERT INTO variant_facets"))
      let end = try #require(text.range(of: ";", range: start.lowerBound..<text.endIndex))
      try await kit.database.write { tx in
        try tx.run("DELETE FROM variant_facets")
        try tx.script(String(text[start.lowerBound..<end.upperBound]))
      }
      #expect(try await kit.database.read { try $0.values(rows) } == written)
    }
  }
}
