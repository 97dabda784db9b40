import Kernel
import TestSupport
import Testing

@testable import Catalog

/// What a row may have meant that was rejected stays as it was.
@Suite struct RejectedRowTests {
  @Test(arguments: TestEngine.allCases) func aRejectedRowLeavesItsVariantAsItIs(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      _ = try await kit.bring(Sheet.shirt)
      let before = try await kit.goods("shirt")
      let rows = [
        Sheet.more("shirt", "M", sku: "S-M", price: "10.OO"),
        Sheet.more("shirt", "M", sku: "S-M", quantity: "some"),
        Sheet.more("shirt", "S", sku: "S-M"),
        Sheet.more("shirt", "M", sku: String(repeating: "x", count: 256)),
        Sheet.more("shirt", "M\u{7}", sku: "S-M"), Sheet.more("shirt", "", sku: "S-M"),
        Sheet.more("shirt", "M", sku: "S-M") + ",too,much",
      ]
      for row in rows {
        let result = try await kit.bring(
          Sheet.file(
            Sheet.first("shirt", "Shirt", option: ("Size", "S"), sku: "S-S", price: "12.00"), row,
            Sheet.more("shirt", "L", sku: "S-L", quantity: "5.0")))
        #expect(result.outcomes.filter { $0 == .rejected }.count == 1, "\(row)")
        #expect(result.rows[1].outcome == .rejected && !result.said(3).isEmpty, "\(row)")
        let after = try await kit.goods("shirt")
        #expect(after.variants.map(\.id) == before.variants.map(\.id), "\(row)")
        #expect(after.variants.map(\.stock) == [5, 5, 5])
        #expect(after.variants.map(\.price.amount) == [1_200, 1_000, 1_000])
        #expect(after.variants.map(\.options) == [["S"], ["M"], ["L"]])
      }
    }
  }

  @Test(arguments: TestEngine.allCases) func theOnlyVariantIsNotTakenForAnother(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      _ = try await kit.bring(Sheet.file(Sheet.first("hat", "Hat", option: ("Size", "M"), sku: "H-M")))
      let before = try await kit.goods("hat").variants[0]
      _ = try await kit.bring(
        Sheet.file(
          Sheet.first("hat", "Hat", option: ("Size", "S"), sku: "H-S"),
          Sheet.more("hat", "M", sku: "H-M", price: "x")))
      let after = try await kit.goods("hat").variants
      #expect(Set(after.map(\.options)) == [["S"], ["M"]])
      #expect(after.contains(before))
    }
  }

  @Test(arguments: TestEngine.allCases) func bytesThatAreNoTextRejectTheirRow(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      _ = try await kit.bring(Sheet.shirt)
      let parts = Sheet.shirt.components(separatedBy: "shirt,,,,,,,,M")
      let bytes = Array(parts[0].utf8) + Array("shirt,,,,,,,,M".utf8) + [0xFF] + Array(parts[1].utf8)
      let result = try await kit.bring(bytes)
      #expect(result.outcomes == [.unchanged, .rejected, .unchanged])
      #expect(result.said(3).contains("UTF-8"))
      #expect(try await kit.goods("shirt").variants.map(\.options) == [["S"], ["M"], ["L"]])
    }
  }

  @Test(arguments: TestEngine.allCases) func aRejectedFirstRowChangesNothingOfTheProduct(
    _ engine: TestEngine
  ) async throws {
    try await withCatalog(engine) { kit in
      _ = try await kit.bring(Sheet.shirt)
      let before = try await kit.goods("shirt").toldWithIDs
      let result = try await kit.bring(
        Sheet.file(Sheet.first("shirt", "Other", tags: "new", option: ("Size", "S"), sku: "S-S", price: "1O"))
      )
      #expect(result.outcomes == [.rejected])
      #expect(try await kit.goods("shirt").toldWithIDs == before)
    }
  }
}
