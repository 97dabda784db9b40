import Foundation
import Kernel
import TestSupport
import Testing

@testable import Catalog

/// Files as WooCommerce's own exporter writes them.
@Suite struct WooCommerceTests {
  private static let header = """
    ID,Type,SKU,"GTIN, UPC, EAN, or ISBN",Name,Published,"Is featured?","Visibility in catalog",\
    "Short description",Description,"Date sale price starts","Date sale price ends","Tax status","Tax class",\
    "In stock?",Stock,"Low stock amount","Backorders allowed?","Sold individually?","Weight (kg)",\
    "Allow customer reviews?","Sale price","Regular price",Categories,Tags,Images,Parent,"External URL",Position,\
    "Attribute 1 name","Attribute 1 value(s)","Attribute 1 visible","Attribute 1 global",\
    "Attribute 2 name","Attribute 2 value(s)","Attribute 2 visible","Attribute 2 global","Meta: _shelf"
    """

  /// A row of these columns.
  private static func row(_ cells: [String: String]) -> String {
    var reader = CSVReader()
    let names = reader.read(Array("\(header)\n".utf8)).first?.fields ?? []
    #expect(Set(cells.keys).isSubset(of: names), "\(Set(cells.keys).subtracting(names))")
    let bytes = CSVWriter.record(names.map { cells[$0] ?? "" })
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func file(_ rows: [[String: String]]) -> String {
    "\(header)\n" + rows.map(row).joined()
  }

  private static let mug: [String: String] = [
    "ID": "7", "Type": "simple", "SKU": "MUG", "GTIN, UPC, EAN, or ISBN": "4006381333931", "Name": "Mug",
    "Published": "1", "Visibility in catalog": "visible", "Short description": "For coffee.",
    "Description": "Line one\\nline two", "Tax status": "taxable", "In stock?": "1", "Stock": "12",
    "Backorders allowed?": "notify", "Weight (kg)": "0.35", "Sale price": "9.50", "Regular price": "12.00",
    "Categories": "Kitchen, Kitchen > Cups, Gifts", "Tags": "blue, clay",
    "Images": "https://example.org/a.jpg, https://example.org/b.jpg", "Attribute 1 name": "Material",
    "Attribute 1 value(s)": "Clay, Glaze", "Attribute 1 visible": "1", "Attribute 2 name": "Batch",
    "Attribute 2 value(s)": "77", "Attribute 2 visible": "0",
  ]

  @Test(arguments: TestEngine.allCases) func aSimpleProductIsUnderstood(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let kitchen = try await kit.catalog.addCategory(NewCategoryInput(name: "Kitchen"))
      _ = try await kit.catalog.addCategory(NewCategoryInput(name: "Cups", parent: kitchen.id))
      let file = Self.file([Self.mug])
      let brought = try await kit.bring(file)
      #expect(brought.outcomes == [.created], "\(brought.rows)")
      #expect(brought.file.format == .woocommerce)
      let mug = try await kit.goods("sku:MUG")
      #expect(mug.title == "Mug" && mug.status == .active && mug.category?.name == "Cups")
      #expect(mug.text.text == "For coffee.\n\nLine one\nline two" && !mug.text.isHTML)
      #expect(mug.tags == ["blue", "clay"] && mug.options.isEmpty)
      #expect(mug.attributes == [ProductAttribute(name: "Material", value: "Clay, Glaze")])
      #expect(mug.images.map(\.sourceURL) == ["https://example.org/a.jpg", "https://example.org/b.jpg"])
      let variant = try #require(mug.variants.first)
      #expect(mug.variants.count == 1 && variant.sku == "MUG" && variant.barcode == "4006381333931")
      #expect(variant.price.amount == 950 && variant.compareAtPrice?.amount == 1200)
      #expect(variant.stock == 12 && variant.tracksStock && variant.sellsOn && variant.weightGrams == 350)
      #expect(brought.said(2).contains("Gifts") && brought.said(2).contains("Batch"))
      // What says nothing anywhere is not told of.
      #expect(brought.file.note?.description.contains("Tax status") != true)
      #expect(try await kit.bring(file).outcomes == [.unchanged])
    }
  }

  @Test(arguments: TestEngine.allCases) func variationsJoinTheirParentWhereverTheyStand(
    _ engine: TestEngine
  ) async throws {
    try await withCatalog(engine) { kit in
      let parent = [
        "ID": "20", "Type": "variable", "Name": "Shirt", "Published": "1", "Weight (kg)": "0.2",
        "Attribute 1 name": "Size", "Attribute 1 value(s)": "S, M", "Attribute 1 visible": "1",
        "Attribute 2 name": "Cloth", "Attribute 2 value(s)": "Linen", "Attribute 2 visible": "1",
      ]
      func variation(_ id: String, _ size: String, parent: String, place: String) -> [String: String] {
        [
          "ID": id, "Type": "variation", "SKU": "SH-\(size)", "Published": "1", "In stock?": "1",
          "Stock": "3",
          "Regular price": "20", "Parent": parent, "Position": place, "Attribute 1 name": "Size",
          "Attribute 1 value(s)": size, "Images": "https://example.org/\(size).jpg",
        ]
      }
      let cap = [
        "ID": "30", "Type": "variable", "SKU": "CAP", "Name": "Cap", "Published": "1",
        "Attribute 1 name": "Size", "Attribute 1 value(s)": "L",
      ]
      // One by its number though it has an SKU, and before its parent.
      var last = variation("31", "L", parent: "id:30", place: "1")
      last["SKU"] = "CAP-L"
      let file = Self.file([
        last, variation("21", "M", parent: "id:20", place: "2"), Self.mug, parent,
        variation("22", "S", parent: "id:20", place: "1"), cap,
      ])
      let brought = try await kit.bring(file)
      #expect(Set(brought.outcomes) == [.created] && brought.file.products == 3, "\(brought.rows)")
      let shirt = try await kit.goods("id:20")
      #expect(shirt.options == [ProductOption(name: "Size", values: ["S", "M"])])
      #expect(
        shirt.variants.map(\.sku) == ["SH-S", "SH-M"] && shirt.variants.map(\.weightGrams) == [200, 200])
      #expect(shirt.attributes == [ProductAttribute(name: "Cloth", value: "Linen")])
      let shown = shirt.variants.map { variant in shirt.images.first { $0.id == variant.image }?.sourceURL }
      #expect(shown == ["https://example.org/S.jpg", "https://example.org/M.jpg"])
      #expect(try await kit.goods("sku:CAP").variants.map(\.sku) == ["CAP-L"])
      #expect(Set(try await kit.bring(file).outcomes) == [.unchanged])
      // A file without the columns of attributes changes what it has.
      let prices =
        "ID,Type,SKU,Name,Parent,Regular price\n20,variable,,Shirt,,\n21,variation,SH-M,,id:20,25\n"
      #expect(try await kit.bring(prices).outcomes == [.updated, .updated])
      #expect(try await kit.goods("id:20").variants.map(\.price.amount) == [2000, 2500])
    }
  }

  @Test(arguments: TestEngine.allCases) func whatIsNotTakenOverIsTold(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      func product(_ id: String, _ cells: [String: String]) -> [String: String] {
        [
          "ID": id, "Type": "simple", "Name": "P\(id)", "Published": "1", "In stock?": "1",
          "Regular price": "10",
        ]
        .merging(cells) { $1 }
      }
      let brought = try await kit.bring(
        Self.file(
          [
            product("1", ["Type": "grouped"]),
            product("2", ["Type": "external", "External URL": "https://x.org"]),
            product("3", ["Visibility in catalog": "hidden"]), product("4", ["Published": "-1"]),
            product("5", ["Sale price": "5", "Date sale price ends": "2001-01-01"]),
            product("6", ["In stock?": "0"]),
            product("7", ["Type": "simple, virtual", "Meta: _shelf": "B7"]),
            ["ID": "8", "Type": "variation", "Parent": "id:99", "Regular price": "1"],
            product(
              "9",
              [
                "Type": "variable", "Stock": "5", "Attribute 1 name": "Size",
                "Attribute 1 value(s)": "S, M, L",
              ]),
          ]
            + ["S", "M"].map { size in
              [
                "Type": "variation", "Parent": "id:9", "Published": "1", "Stock": "parent",
                "Regular price": "4",
                "Attribute 1 name": "Size", "Attribute 1 value(s)": size,
              ]
            } + [
              [
                "Type": "variation", "Parent": "id:9", "Published": "0", "Attribute 1 name": "Size",
                "Attribute 1 value(s)": "L",
              ]
            ]
        ))
      #expect(
        brought.outcomes
          == [.rejected, .rejected] + Array(repeating: .created, count: 5) + [.rejected]
          + Array(repeating: .created, count: 4), "\(brought.rows)")
      #expect(try await kit.goods("id:3").status == .draft && brought.said(4).contains("hidden"))
      #expect(try await kit.goods("id:4").status == .draft)
      let reduced = try await kit.goods("id:5").variants[0]
      #expect(
        reduced.price.amount == 1000 && reduced.compareAtPrice == nil
          && brought.said(6).contains("not for today"))
      let gone = try await kit.goods("id:6").variants[0]
      #expect(gone.tracksStock && gone.stock == 0)
      #expect(!brought.said(8).isEmpty && brought.said(9).contains("no row of the product"))
      // Together as many as there are.
      #expect(try await kit.goods("id:9").variants.map(\.stock) == [3, 2])
      #expect(brought.said(13).contains("switched off"))
      #expect(brought.file.note?.description.contains("Meta: _shelf") == true)
    }
  }

  @Test func weightsAreGrams() {
    #expect(WeightUnit.kilograms.grams("0.35") == "350" && WeightUnit.kilograms.grams("1,5") == "1500")
    #expect(WeightUnit.pounds.grams("0.5") == "227" && WeightUnit.ounces.grams("1") == "28")
    #expect(WeightUnit.grams.grams("12") == "12" && WeightUnit.grams.grams("heavy") == "heavy")
  }

  @Test func textsOfTheExporterAreReadBack() {
    #expect(WooText.list(#"A\, B > C, D &amp; E,"#) == ["A, B > C", "D & E"])
    #expect(WooText.joined("", #"one\ntwo\\nthree"#) == "one\ntwo\\nthree")
    #expect(WooText.joined("short", "<p>long</p>") == "<p>short</p>\n<p>long</p>")
    #expect(WooText.day("2026-03-01 00:00:00") == "2026-03-01" && WooText.day("March") == nil)
  }
}
