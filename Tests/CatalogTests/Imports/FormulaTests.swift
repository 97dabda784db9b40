import Kernel
import TestSupport
import Testing

@testable import Catalog

/// Cells that a spreadsheet would take for formulas.
@Suite struct FormulaTests {
  @Test(arguments: TestEngine.allCases) func exportsCalculateNothingAndComeBackAsTheyWere(
    _ engine: TestEngine
  ) async throws {
    try await withCatalog(engine) { kit in
      _ = try await kit.bring(
        Sheet.file(
          "cup,=1+1,@b,\"+Maker\",=T,\"@SUM(A1),-2+3\",true,=Size,-S,+4912345,shopify,5,deny,6.00,active",
          "cup,,,,,,,,\u{FF1D}1,'=x,shopify,5,deny,6.00,"))
      let before = try await kit.goods("cup")
      #expect(before.title == "=1+1" && before.tags == ["@SUM(A1)", "-2+3"])
      #expect(before.variants.map(\.sku) == ["+4912345", "=x"])
      let file = try await kit.export()
      var reader = CSVReader()
      let starts = Set(reader.read(file).flatMap(\.fields).compactMap(\.first))
      #expect(starts.isDisjoint(with: "=+-@\u{FF1D}"))
      let again = try await kit.bring(file)
      #expect(Set(again.outcomes) == [.unchanged])
      #expect(try await kit.goods("cup").toldWithIDs == before.toldWithIDs)
    }
  }

  @Test func marksThatWereTypedStay() {
    for text in ["'=1", "''", "'", "'a", "''=1", "=1", "a=1", "", "-", "\u{FF20}x"] {
      #expect(SpreadsheetCell.plain(SpreadsheetCell.guarded(text)) == text)
    }
  }
}
