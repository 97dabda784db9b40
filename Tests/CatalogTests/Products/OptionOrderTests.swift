import Kernel
import TestSupport
import Testing

@testable import Catalog

/// Values of options stand in the order that the vendor or the file gave them: S, M, L and not L, M, S.
@Suite struct OptionOrderTests {
  private static func sheet(_ sizes: [String]) -> String {
    let rows = sizes.enumerated().map { index, size in
      "shirt,\(index == 0 ? "Shirt" : ""),\(index == 0 ? "Size" : ""),\(size),10.00"
    }
    return (["Handle,Title,Option1 Name,Option1 Value,Variant Price"] + rows).joined(separator: "\n") + "\n"
  }

  private static func body(_ order: String, _ variants: String) -> String {
    let list = variants.split(separator: " ").map { #"{"options": {"Size": "\#($0)"}, "price": 900}"# }
    return """
      {"title": "Shirt", "options": [{"name": "Size", "values": \(order)}], "variants": [\(list.joined(separator: ","))]}
      """
  }

  @Test(arguments: TestEngine.allCases) func theOrderOfOptionsIsThatOfVariants(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      try await kit.product(Self.body(#"["S", "M", "L"]"#, "L M S"))
      let made = try await kit.goods("shirt")
      #expect(made.options.map(\.values) == [["S", "M", "L"]])
      #expect(made.variants.map(\.title) == ["S", "M", "L"])
      let path = "/shops/\(kit.shop.id)/products/shirt"
      let turned = await kit.vendor.send(
        .patch, path, #"{"options": [{"name": "Size", "values": ["L", "M", "S"]}]}"#)
      #expect(turned.status == 200)
      #expect(try await kit.goods("shirt").variants.map(\.title) == ["L", "M", "S"])
      #expect(try await kit.goods("shirt").variants.map(\.id) == made.variants.map(\.id).reversed())
      let renamed = await kit.vendor.send(.patch, path, #"{"options": [{"name": "Width", "values": ["M"]}]}"#)
      #expect(renamed.status == 200)
      #expect(
        try await kit.goods("shirt").options == [ProductOption(name: "Width", values: ["M", "L", "S"])])
    }
  }

  /// Options that change places take their values along: variants stay who they are, with what was sold of them.
  @Test(arguments: TestEngine.allCases) func optionsMayChangePlaces(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      func sheet(_ first: String, _ second: String, _ rows: [(String, String)]) -> String {
        let lines = rows.enumerated().map { index, row in
          "shirt,Shirt,\(index == 0 ? first : ""),\(row.0),\(index == 0 ? second : ""),\(row.1),9.00,5"
        }
        let header = """
          Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant Price,Variant Inventory Qty
          """
        return ([header] + lines).joined(separator: "\n") + "\n"
      }
      _ = try await kit.bring(sheet("Colour", "Size", [("Red", "S"), ("Red", "M"), ("Blue", "S")]))
      let made = try await kit.goods("shirt")
      try await kit.sell(made.variants[0], 3)
      _ = try await kit.bring(sheet("size", "Colour", [("S", "Red"), ("M", "Red"), ("S", "Blue")]))
      let turned = try await kit.goods("shirt")
      #expect(turned.options.map(\.name) == ["size", "Colour"])
      #expect(turned.variants.map(\.options) == [["S", "Red"], ["M", "Red"], ["S", "Blue"]])
      #expect(turned.variants.map(\.id) == made.variants.map(\.id))
      #expect(turned.variants.map(\.stock) == [2, 5, 5])
      // A row that is rejected leaves its variant, which has its values in the new order, too.
      let file = sheet("Colour", "Size", [("Red", "S"), ("Red", "M"), ("Blue", "S")])
      _ = try await kit.bring(file.replacing("Red,,M,9.00", with: "Red,,M,9.OO"))
      let back = try await kit.goods("shirt")
      #expect(back.variants.map(\.options) == [["Red", "S"], ["Red", "M"], ["Blue", "S"]])
      #expect(back.variants.map(\.id) == made.variants.map(\.id))
      let path = "/shops/\(kit.shop.id)/products/shirt"
      let answer = await kit.vendor.send(.patch, path, #"{"options": ["Size", "Colour"]}"#)
      #expect(answer.status == 200)
      let patched = try await kit.goods("shirt")
      #expect(Set(patched.variants.map(\.options)) == [["S", "Red"], ["M", "Red"], ["S", "Blue"]])
      let variants = made.variants.map { #"{"id": "\#($0.id)", "price": 800}"# }.joined(separator: ",")
      let whole = await kit.vendor.send(
        .patch, path, #"{"options": ["Colour", "Size"], "variants": [\#(variants)]}"#)
      #expect(whole.status == 200)
      let last = try await kit.goods("shirt")
      #expect(last.variants.map(\.id) == made.variants.map(\.id))
      #expect(last.variants.map(\.options) == made.variants.map(\.options))
      #expect(last.variants.map(\.stock) == [2, 5, 5])
    }
  }

  @Test(arguments: TestEngine.allCases) func filesGiveTheOrder(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      for (sizes, outcome) in [
        (["S", "M", "L"], "made"), (["XS", "S", "M", "L", "XL"], "more at both ends"),
        (["XS", "S", "S/M", "M", "L", "XL"], "one between"), (["XL", "L", "M", "S"], "turned round"),
      ] {
        _ = try await kit.bring(Self.sheet(sizes))
        let shirt = try await kit.goods("shirt")
        #expect(shirt.options.first?.values == sizes, "\(outcome)")
        #expect(shirt.variants.map(\.title) == sizes, "\(outcome)")
      }
    }
  }

  @Test(arguments: TestEngine.allCases) func anExportKeepsTheOrder(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await kit.product(Self.body(#"["S", "M", "L"]"#, "L M S"))
      let file = String(decoding: try await kit.export(), as: UTF8.self)
      let other = try await kit.openShop("Other").shop
      _ = try await kit.bring(file, into: other)
      #expect(try await kit.goods("shirt", of: other).options.map(\.values) == [["S", "M", "L"]])
      let again = try await kit.bring(file)
      #expect(again.outcomes.allSatisfy { $0 == .unchanged }, "\(again.outcomes)")
    }
  }

  @Test func sizesToChooseFromGoFromSmallToLarge() {
    let sizes = ["L", "M", "xxs", "S", "XXL", "XL", "EU 38,5", "3XL", "XS", "One size", "38", "40"]
    let sorted = SizeOrder.sorted(sizes.map { FacetCount(value: $0, label: $0, count: 1) }).map(\.value)
    #expect(sorted == ["xxs", "XS", "S", "M", "L", "XL", "XXL", "3XL", "38", "EU 38,5", "40", "One size"])
  }

  @Test(arguments: TestEngine.allCases) func facetsShowSizesInTheirOrder(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await kit.product(
        #"{"title": "Shirt", "status": "active", "variants": ["#
          + ["L", "M", "S", "XL"].map { #"{"options": {"Size": "\#($0)"}, "price": 900, "stock": 1}"# }
          .joined(separator: ",") + "]}")
      let facets = await kit.api.send(.get, "/products/facets")
      let sizes = (0..<4).map { facets.json.at("size", $0, "value").text }
      #expect(sizes == ["S", "M", "L", "XL"])
    }
  }

  @Test(arguments: TestEngine.allCases) func longSKUsAndPastedLinesAreTaken(_ engine: TestEngine) async throws
  {
    try await withCatalog(engine) { kit in
      let sku = String(repeating: "1700994710,", count: 20)
      let result = try await kit.bring(
        "Handle,Title,Body (HTML),Variant SKU,Variant Price\n"
          + "mug,Mug,<p>One.\u{2028}Two.\u{2029}Three.</p>,\"\(sku)\",9.00\n")
      #expect(result.outcomes == [.created])
      let mug = try await kit.goods("mug")
      #expect(mug.variants.map(\.sku) == [sku])
      #expect(!mug.text.text.contains("\u{2028}") && !mug.text.text.contains("\u{2029}"))
      #expect(mug.text.text.contains("One.") && mug.text.text.contains("Three."))
    }
  }
}
