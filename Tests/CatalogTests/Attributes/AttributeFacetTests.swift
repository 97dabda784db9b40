import Kernel
import TestSupport
import Testing
import Web

@testable import Catalog

/// Listings narrowed by what products say.
@Suite struct AttributeFacetTests {
  private static func fill(_ kit: CatalogKit) async throws {
    try await AttributeTests.makeScreens(kit)
    for (title, size, plug) in [
      ("A", "11", "EU"), ("B", "15.6", "UK"), ("C", "15.6", "EU"), ("D", "32", "UK"),
    ] {
      try await kit.product(
        AttributeTests.screen(
          title, #""screen-size": "\#(size)", "plug": "\#(plug)", "curved": "\#(title == "D")""#))
    }
    try await kit.product(#"{"title": "Elsewhere", "price": 5}"#)
  }

  private static func titles(_ kit: CatalogKit, _ query: String) async -> [String] {
    await kit.api.send(.get, "/products?sort=newest&\(query)").items.compactMap { $0.at("title").text }
      .sorted()
  }

  @Test(arguments: TestEngine.allCases) func valuesAndRangesNarrow(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await Self.fill(kit)
      let wanted: [(String, [String])] = [
        ("category=screens&attribute=plug:EU", ["A", "C"]),
        ("category=screens&attribute=plug:eu&attribute=plug:UK", ["A", "B", "C", "D"]),
        ("category=screens&attribute=plug:EU&attribute=screen-size:15.6", ["C"]),
        ("category=screens&attribute=screen-size:12..20", ["B", "C"]),
        ("category=screens&attribute=screen-size:..15", ["A"]),
        ("category=screens&attribute=screen-size:..15&attribute=screen-size:30..", ["A", "D"]),
        ("category=screens&attribute=curved:true", ["D"]),
        ("attribute=plug:EU", ["A", "C"]),
        // What is not to be narrowed by, or not known, finds nothing.
        ("category=screens&attribute=panel:IPS", []), ("category=screens&attribute=weight:5", []),
        ("category=electronics&attribute=screen-size:15.6", []),
      ]
      for (query, found) in wanted { #expect(await Self.titles(kit, query) == found, "\(query)") }
      #expect(await kit.api.send(.get, "/products?attribute=plug").wrongFields == ["attribute[0]"])
      #expect(try await kit.catalog.verifyListings().isClean)
    }
  }

  @Test(arguments: TestEngine.allCases) func countsAreThoseOfAClick(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await Self.fill(kit)
      func counts(_ query: String, _ slug: String) async throws -> [String: Int64] {
        let answer = await kit.api.send(.get, "/products/facets?\(query)")
        guard case .array(let facets) = answer.json.at("attributes"),
          let facet = facets.first(where: { $0.at("slug").text == slug }),
          case .array(let values) = facet.at("values")
        else { return [:] }
        return Dictionary(
          values.map { value in
            guard case .integer(let count) = value.at("count") else {
              return (value.at("value").text ?? "", -1)
            }
            return (value.at("value").text ?? "", count)
          }
        ) { $1 }
      }
      #expect(try await counts("category=screens", "plug") == ["EU": 2, "UK": 2])
      #expect(try await counts("category=screens", "screen-size") == ["11": 1, "15.6": 2, "32": 1])
      #expect(try await counts("category=screens&attribute=plug:EU", "plug") == ["EU": 2, "UK": 2])
      #expect(try await counts("category=screens&attribute=plug:EU", "screen-size") == ["11": 1, "15.6": 1])
      #expect(
        try await counts("category=screens&attribute=screen-size:10..20", "screen-size")["10..20"] == 3)
      #expect(try await counts("category=electronics", "plug") == ["EU": 2, "UK": 2])
      #expect(try await counts("category=electronics", "screen-size").isEmpty)
      #expect(try await counts("", "plug").isEmpty)
    }
  }

  @Test(arguments: TestEngine.allCases) func theIndexFollowsWhatCanBeChosenFrom(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      try await Self.fill(kit)
      #expect(await Self.titles(kit, "category=screens&attribute=plug:EU") == ["A", "C"])
      let plug = "/admin/categories/electronics/attributes/plug"
      #expect(await kit.admin.send(.patch, plug, #"{"filterable": false}"#).status == 200)
      #expect(await Self.titles(kit, "category=screens&attribute=plug:EU").isEmpty)
      let changed = await kit.vendor.send(
        .patch, "/shops/\(kit.shop.id)/products/a", #"{"attributes": {"screen-size": "11", "plug": "UK"}}"#)
      #expect(changed.status == 200)
      // What was said all the while is there again.
      #expect(await kit.admin.send(.patch, plug, #"{"filterable": true}"#).status == 200)
      #expect(await Self.titles(kit, "category=screens&attribute=plug:EU") == ["C"])
      #expect(await Self.titles(kit, "category=screens&attribute=plug:UK") == ["A", "B", "D"])
      let path = "/shops/\(kit.shop.id)/products/b"
      #expect(await kit.vendor.send(.delete, path).status == 204)
      #expect(await Self.titles(kit, "category=screens&attribute=plug:UK") == ["A", "D"])
      #expect(try await kit.catalog.verifyListings().isClean)
    }
  }

  @Test(arguments: TestEngine.allCases) func variantsFollowTheColourThatTheirCategoryAsksFor(
    _ engine: TestEngine
  ) async throws {
    try await withCatalog(engine) { kit in
      _ = try await kit.catalog.addCategory(NewCategoryInput(name: "Shirts"))
      try await AttributeTests.add(
        kit, "shirts", #"{"name": "Colour", "kind": "choice", "choices": ["Red", "Blue"]}"#)
      try await kit.product(
        #"""
        {"title": "Shirt", "category": "shirts", "attributes": {"colour": "Red"},
         "variants": [{"options": {"Size": "M"}, "price": 1, "stock": 1}]}
        """#)
      func colours() async throws -> [String] {
        try await kit.database.read {
          try $0.values("SELECT value_key FROM variant_facets WHERE name = 'color'", as: String.self)
        }
      }
      #expect(try await colours() == ["red"])
      let changed = await kit.vendor.send(
        .patch, "/shops/\(kit.shop.id)/products/shirt", #"{"attributes": {"colour": "Blue"}}"#)
      #expect(changed.status == 200, "\(changed.json)")
      #expect(try await colours() == ["blue"])
    }
  }

  @Test func manyNumbersAreCountedInRanges() throws {
    var column = AttributeColumn()
    let (product, attribute) = (ProductID(), AttributeID())
    for slot in 0..<Slot(1_000) {
      column.set(
        slot,
        ListingRows.Said(
          product: product, attribute: attribute, key: "", text: "", number: Int64(slot % 100) * 1_000))
    }
    let all = Bitmap((0..<Slot(1_000)).map { $0 })
    let ranges = column.ranges(of: all, chosen: [])
    #expect(ranges.count > 3 && ranges.count <= 7)
    #expect(ranges.reduce(0) { $0 + $1.count } == 1_000)
    for range in ranges { #expect(column.products([range.value]).count == range.count, "\(range.value)") }
    column.clear(5)
    #expect(column.products(["5"]).count == 9)
    let six = ListingRows.Said(product: product, attribute: attribute, key: "", text: "", number: 6_000)
    for _ in 0..<2 { column.set(7, six) }
    #expect(column.products(["7"]).count == 9 && column.products(["6"]).count == 11)
    #expect(column.products(["4..7"]).count == 39 && column.products(["8..5", "-1"]).isEmpty)
    #expect(column.ranges(of: Bitmap(), chosen: ["1..2"]).map(\.count) == [0])
  }

  @Test func numbersAreWrittenAsTheyAreRead() {
    for (text, stored) in [
      ("15.60", "15.6"), ("-0.5", "-0.5"), ("1500", "1500"), ("0.001", "0.001"), ("7.", nil),
    ] {
      #expect(DecimalText.thousandths(text).map(DecimalText.text) == stored, "\(text)")
    }
    #expect(NumberRange("10..15.6")?.text == "10..15.6" && NumberRange("..") == nil)
    #expect(NumberRange("..5")?.contains(-1_000_000) == true && NumberRange("a..b") == nil)
  }
}
