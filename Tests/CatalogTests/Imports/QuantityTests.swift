import Kernel
import TestSupport
import Testing

@testable import Catalog

/// Quantities of files are differences to the file before.
@Suite struct QuantityTests {
  @Test(arguments: TestEngine.allCases) func theSameFileAgainGivesNoSoldStockBack(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      let file = Sheet.file(Sheet.first("cup", quantity: "5"))
      _ = try await kit.bring(file)
      try await kit.sell(kit.goods("cup").variants[0], 3)
      let again = try await kit.bring(file)
      #expect(try await kit.goods("cup").variants.map(\.stock) == [2])
      #expect(again.outcomes == [.unchanged])
      #expect(again.said(2).contains("stays at 2"))
      let raised = try await kit.bring(Sheet.file(Sheet.first("cup", quantity: "8")))
      #expect(try await kit.goods("cup").variants.map(\.stock) == [5])
      #expect(raised.said(2).contains("from 5 to 8") && raised.said(2).contains("from 2 to 5"))
      _ = try await kit.bring(Sheet.file(Sheet.first("cup", quantity: "1")))
      #expect(try await kit.goods("cup").variants.map(\.stock) == [0])
    }
  }

  @Test(arguments: TestEngine.allCases) func anExportIsComparedWithWhatItSaid(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      try await kit.product(#"{"title": "Bowl", "price": 900, "stock": 5}"#)
      let first = try await kit.export()
      try await kit.sell(kit.goods("bowl").variants[0], 3)
      kit.clock.advance(seconds: 60)
      let second = try await kit.export()
      // The older of two files: nothing of it was changed.
      let unchanged = try await kit.bring(first)
      #expect(unchanged.outcomes == [.unchanged])
      #expect(try await kit.goods("bowl").stock == 2)
      let edited = String(decoding: second, as: UTF8.self).replacing(",shopify,2,", with: ",shopify,12,")
      for _ in 0..<2 {
        _ = try await kit.bring(edited)
        #expect(try await kit.goods("bowl").stock == 12)
      }
    }
  }

  @Test(arguments: TestEngine.allCases) func anExportWithoutItsOwnColumnsIsRemembered(
    _ engine: TestEngine
  ) async throws {
    try await withCatalog(engine) { kit in
      try await kit.product(#"{"title": "Bowl", "price": 900, "stock": 5}"#)
      _ = try await kit.export()
      try await kit.sell(kit.goods("bowl").variants[0], 3)
      _ = try await kit.bring("Handle,Title,Variant Inventory Qty\nbowl,Bowl,5\n")
      #expect(try await kit.goods("bowl").stock == 2)
      _ = try await kit.bring("Handle,Title,Variant Inventory Qty\nbowl,Bowl,6\n")
      #expect(try await kit.goods("bowl").stock == 3)
    }
  }
}
