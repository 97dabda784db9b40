import Kernel
import TestSupport
import Testing

@testable import Catalog

/// Products in the bin and the SKUs and handles that they have.
@Suite struct BinTests {
  @Test(arguments: TestEngine.allCases) func importingOverADeletedProductBringsItBackAndSaysSo(
    _ engine: TestEngine
  ) async throws {
    try await withCatalog(engine) { kit in
      let file = Sheet.file(Sheet.first("cup", "Cup", sku: "C-1"))
      _ = try await kit.bring(file)
      let before = try await kit.goods("cup")
      try await kit.catalog.deleteProduct(before.id.description, of: kit.shop.id)
      let result = try await kit.bring(file)
      #expect(result.outcomes == [.updated])
      #expect(result.said(2).contains("bin"))
      let after = try await kit.goods("cup")
      #expect(after.toldWithIDs == before.toldWithIDs)
      #expect(after.isListed && after.deletedAt == nil)
    }
  }

  @Test(arguments: TestEngine.allCases) func skusInTheBinAreFree(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let old = try await kit.product(#"{"title": "Cup", "price": 100, "sku": "C-1"}"#)
      let id = try #require(old.at("id").text)
      try await kit.catalog.deleteProduct(id, of: kit.shop.id)
      try await kit.product(#"{"title": "Other cup", "price": 100, "sku": "C-1"}"#)
      let restored = await kit.vendor.send(.post, "/shops/\(kit.shop.id)/products/\(id)/restore")
      #expect(restored.status == 409)
      #expect(restored.text("detail")?.contains("stays in the bin") == true)
      let result = try await kit.bring("Handle,Title,Variant Price\ncup,Cup,1.00\n")
      #expect(result.outcomes == [.rejected])
      #expect(result.said(2).contains("lies in the bin"))
    }
  }
}
