import Kernel
import TestSupport
import Testing

@testable import Catalog

/// What files say of who sees a product.
@Suite struct StatusTests {
  @Test(arguments: TestEngine.allCases) func whatIsNotKnownIsADraftAndSaysSo(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      let result = try await kit.bring(
        Sheet.file(
          Sheet.first("secret", "Secret", status: "unlisted"), Sheet.first("odd", "Odd", status: "resting"),
          Sheet.first("old", "Old", status: "Archived"), Sheet.first("plain", "Plain", status: "")))
      #expect(result.outcomes == [.created, .created, .created, .created])
      #expect(result.said(2).contains("draft") && result.said(3).contains("\"resting\""))
      for (handle, status) in [
        ("secret", ProductStatus.draft), ("odd", .draft), ("old", .archived), ("plain", .active),
      ] {
        #expect(try await kit.goods(handle).status == status)
      }
      #expect(await kit.api.send(.get, "/products").items.compactMap { $0.at("slug").text } == ["plain"])
    }
  }

  @Test(arguments: TestEngine.allCases) func publishingHidesAndShowsButNeverRevives(
    _ engine: TestEngine
  ) async throws {
    try await withCatalog(engine) { kit in
      func status(_ columns: String, _ cells: String) async throws -> ProductStatus {
        _ = try await kit.bring("Handle,Title,Variant Price,\(columns)\na,A,1.00,\(cells)\n")
        return try await kit.goods("a").status
      }
      let steps: [(columns: String, cells: String, status: ProductStatus)] = [
        ("Published", "false", .draft), ("Published", "TRUE", .active), ("Published", "", .active),
        ("Status,Published", "active,false", .draft), ("Status,Published", "archived,true", .archived),
        ("Published", "false", .archived), ("Tags", "x", .archived),
      ]
      for step in steps {
        let found = try await status(step.columns, step.cells)
        #expect(found == step.status, "\(step)")
      }
    }
  }
}
