import Foundation
import Kernel
import TestSupport
import Testing
import Web

@testable import Catalog

/// Forms, the API and files have the same rules.
@Suite struct FileRuleTests {
  @Test(arguments: TestEngine.allCases) func whatTheInterfaceRefusesFilesAreRefused(
    _ engine: TestEngine
  ) async throws {
    try await withCatalog(engine) { kit in
      try await kit.product(#"{"title": "Owner", "price": 1, "sku": "TAKEN"}"#)
      func x(_ count: Int) -> String { String(repeating: "x", count: count) }
      let wrong: [(column: String, cell: String, field: String, value: JSONValue)] = [
        ("Title", x(256), "title", .string(x(256))), ("Title", "a\u{1}b", "title", "a\u{1}b"),
        ("Variant SKU", x(256), "sku", .string(x(256))), ("Variant SKU", "TAKEN", "sku", "TAKEN"),
        ("Variant Barcode", x(61), "barcode", .string(x(61))), ("Variant Grams", "-5", "weightGrams", -5),
        ("Vendor", x(121), "brand", .string(x(121))),
        ("Body (HTML)", x(100_001), "description", .string(x(100_001))),
        ("Variant Inventory Qty", "1000000001", "stock", 1_000_000_001),
        ("Variant Price", "-1", "price", -100),
      ]
      for (number, (column, cell, field, value)) in wrong.enumerated() {
        var columns = ["Handle": "h\(number)", "Title": "Thing \(number)", "Variant Price": "1.00"]
        columns[column] = cell
        let names = columns.keys.sorted()
        let bytes = CSVWriter.record(names) + CSVWriter.record(names.map { columns[$0] ?? "" })
        let result = try await kit.bring(bytes)
        #expect(result.outcomes == [.rejected], "\(column) \(cell.prefix(10))")
        var body: [String: JSONValue] = ["title": "Thing", "price": 100]
        body[field] = value
        let json = String(decoding: try JSONEncoder().encode(JSONValue.object(body)), as: UTF8.self)
        let answer = await kit.vendor.send(.post, "/shops/\(kit.shop.id)/products", json)
        #expect(answer.status == 422 || answer.status == 409, "\(field)")
      }
      #expect(try await kit.allGoods().count == 1)
    }
  }

  @Test(arguments: TestEngine.allCases) func anSKUThatAProductGivesUpIsFreeForTheNextOne(
    _ engine: TestEngine
  ) async throws {
    try await withCatalog(engine) { kit in
      _ = try await kit.bring(Sheet.file(Sheet.first("a", "A", sku: "1"), Sheet.first("b", "B", sku: "2")))
      let moved = try await kit.bring(
        Sheet.file(
          Sheet.first("a", "A", sku: "3"), Sheet.first("c", "C", sku: "1"), Sheet.first("d", "D", sku: "2")))
      #expect(moved.outcomes == [.updated, .created, .rejected])
      #expect(try await kit.goods("c").variants.map(\.sku) == ["1"])
    }
  }

  @Test(arguments: TestEngine.allCases) func aValueWithoutAnOptionIsRefusedAndWhatGoesIsTold(
    _ engine: TestEngine
  ) async throws {
    try await withCatalog(engine) { kit in
      _ = try await kit.bring(Sheet.shirt)
      let before = try await kit.goods("shirt").toldWithIDs
      let nameless = try await kit.bring(
        Sheet.file(Sheet.first("shirt", "Shirt", option: ("", "S"), sku: "S-S")))
      #expect(nameless.outcomes == [.rejected] && nameless.said(2).contains("\"S\""))
      #expect(try await kit.goods("shirt").toldWithIDs == before)
      let second = try await kit.bring(
        """
        Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant Price
        hat,Hat,Size,S,,Red,1.00
        cap,Cap,Size,S,,,1.00
        cap,,,M,,Red,1.00
        bag,Bag,,Default Title,,,1.00

        """)
      #expect(second.outcomes == [.rejected, .created, .rejected, .created])
      let fewer = try await kit.bring(
        Sheet.file(Sheet.first("shirt", "Shirt", option: ("Size", "S"), sku: "S-S")))
      #expect(fewer.said(2).contains("2 variants were removed") && fewer.said(2).contains("M and L"))
    }
  }

  @Test(arguments: TestEngine.allCases) func valuesThatDifferOnlyInCaseAreTheSame(
    _ engine: TestEngine
  ) async throws {
    try await withCatalog(engine) { kit in
      let file = Sheet.file(
        Sheet.first("scarf", "Scarf", option: ("Colour", "red"), sku: "1"),
        Sheet.more("scarf", "Red", sku: "2"),
        Sheet.more("scarf", "Blue", sku: "1"))
      let first = try await kit.bring(file)
      #expect(first.outcomes == [.created, .rejected, .created])
      let before = try await kit.goods("scarf").toldWithIDs
      let second = try await kit.bring(file)
      #expect(second.outcomes == [.unchanged, .rejected, .unchanged])
      #expect(try await kit.goods("scarf").toldWithIDs == before)
    }
  }
}
