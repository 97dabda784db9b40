import Kernel
import TestSupport
import Testing

@testable import Catalog
@testable import Persistence

/// Handles that differ in capitals alone are one product.
@Suite struct HandleCaseTests {
  @Test(arguments: TestEngine.allCases) func capitalsMakeNoSecondProduct(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let file = Sheet.file(
        Sheet.first("Shirt", "Shirt", option: ("Size", "S"), sku: "S-S"), Sheet.first("hat", "Hat", sku: "H"),
        Sheet.more("shirt", "M", sku: "S-M"), Sheet.more("SHIRT", "L", sku: "S-L"))
      for outcome in [RowOutcome.created, .unchanged] {
        let result = try await kit.bring(file)
        #expect(result.outcomes == [outcome, outcome, outcome, outcome])
        #expect(try await kit.allGoods().count == 2)
        #expect(try await kit.goods("shirt").variants.map(\.options) == [["S"], ["M"], ["L"]])
      }
      #expect(try await kit.goods("SHIRT").sourceHandle == "shirt")
      let again = try await kit.bring(
        Sheet.file(Sheet.first("sHiRt", "Renamed", option: ("Size", "S"), sku: "S-S")))
      #expect(again.outcomes == [.updated])
      #expect(try await kit.goods("shirt").title == "Renamed")
      #expect(try await kit.bring(try await kit.export()).outcomes.allSatisfy { $0 == .unchanged })
    }
  }

  /// What was stored with capitals before is found by a file of today, and keeps its handle.
  @Test(arguments: TestEngine.allCases) func productsOfBeforeAreFound(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      _ = try await kit.bring(
        Sheet.file(Sheet.first("ärmel", "Sleeve", sku: "A"), Sheet.first("b", "B", sku: "B")))
      let sleeve = try await kit.goods("ärmel")
      try await kit.database.write { tx in
        try tx.run(
          "UPDATE products SET source_handle = 'Ärmel', handle_key = 'Ärmel' WHERE id = \(sleeve.id)")
        try tx.run("DELETE FROM search_rebuilds")
        try tx.run("INSERT INTO search_rebuilds (id, position) VALUES (1, NULL)")
      }
      try await kit.catalog.rebuildSearch()
      for handle in ["Ärmel", "ärmel", "ÄRMEL"] {
        let result = try await kit.bring(Sheet.file(Sheet.first(handle, "Sleeve", sku: "A")))
        #expect(result.outcomes == [.unchanged], "\(handle)")
      }
      #expect(try await kit.goods("ärmel").sourceHandle == "Ärmel")
      #expect(try await kit.allGoods().count == 2)
    }
  }

  /// Two products of before whose handles differ in capitals alone stay two, each found as it is written.
  @Test(arguments: TestEngine.allCases) func whatWasTwoStaysTwo(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      _ = try await kit.bring(
        Sheet.file(Sheet.first("cup", "Small", sku: "A"), Sheet.first("cup2", "Large", sku: "B")))
      let large = try await kit.goods("cup2").id
      try await kit.database.write { tx in
        try tx.run("UPDATE products SET source_handle = 'Cup', handle_key = 'cup' WHERE id = \(large)")
      }
      _ = try await kit.bring(Sheet.file(Sheet.first("Cup", "Larger", sku: "B")))
      _ = try await kit.bring(Sheet.file(Sheet.first("cup", "Smaller", sku: "A")))
      #expect(try await kit.allGoods().map(\.title).sorted() == ["Larger", "Smaller"])
    }
  }

  @Test(arguments: TestEngine.allCases) func twoFilesAtOnceMakeOneProduct(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for handle in ["Mug", "mug", "MUG"] {
          group.addTask { _ = try await kit.bring(Sheet.file(Sheet.first(handle, "Mug", sku: "M"))) }
        }
        try await group.waitForAll()
      }
      #expect(try await kit.allGoods().count == 1)
    }
  }
}
