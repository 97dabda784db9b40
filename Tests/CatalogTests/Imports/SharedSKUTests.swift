import Kernel
import TestSupport
import Testing

@testable import Catalog

/// Shopify lets variants share an SKU. No goods are lost for it: one of them has the SKU, the others come without.
@Suite struct SharedSKUTests {
  private static let sneakers = Sheet.file(
    Sheet.first("sneakers", "Sneakers", option: ("Size", "8"), sku: "SN"),
    Sheet.more("sneakers", "9", sku: "SN"),
    Sheet.more("sneakers", "10", sku: "SN", price: "12.00"), Sheet.more("sneakers", "11", sku: "SN-11"))

  @Test("Variants of a product that share an SKU all come in", arguments: TestEngine.allCases)
  func withinAProduct(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let first = try await kit.bring(Self.sneakers)
      #expect(first.outcomes == [.created, .created, .created, .created])
      #expect(first.said(2).isEmpty && first.said(5).isEmpty)
      #expect(first.said(3).contains("SN") && first.said(4).contains("SN"))
      let made = try await kit.goods("sneakers")
      #expect(made.variants.map(\.options) == [["8"], ["9"], ["10"], ["11"]])
      #expect(made.variants.map(\.sku) == ["SN", nil, nil, "SN-11"])
      #expect(made.variants.map(\.price.amount) == [1_000, 1_000, 1_200, 1_000])
      for file in [Array(Self.sneakers.utf8), try await kit.export()] {
        let again = try await kit.bring(file)
        #expect(again.outcomes == [.unchanged, .unchanged, .unchanged, .unchanged])
        #expect(try await kit.goods("sneakers").toldWithIDs == made.toldWithIDs)
      }
    }
  }

  @Test("The variant that has the SKU already keeps it", arguments: TestEngine.allCases)
  func whoHasItKeepsIt(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      _ = try await kit.bring(
        Sheet.file(
          Sheet.first("mug", "Mug", option: ("Colour", "Red"), sku: "R"), Sheet.more("mug", "Blue", sku: "B"))
      )
      let before = try await kit.goods("mug").variants
      let shared = Sheet.file(
        Sheet.first("mug", "Mug", option: ("Colour", "Red"), sku: "B"), Sheet.more("mug", "Blue", sku: "B"))
      let result = try await kit.bring(shared)
      #expect(result.outcomes == [.updated, .updated])
      #expect(!result.said(2).isEmpty && result.said(3).isEmpty)
      let after = try await kit.goods("mug").variants
      #expect(after.map(\.id) == before.map(\.id))
      #expect(after.map(\.options) == [["Red"], ["Blue"]])
      #expect(after.map(\.sku) == [nil, "B"])
      #expect(try await kit.bring(shared).outcomes == [.unchanged, .unchanged])
    }
  }

  @Test("A row that is refused does not take the SKU from one that is not", arguments: TestEngine.allCases)
  func refusedRowsKeepNothing(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let result = try await kit.bring(
        Sheet.file(
          Sheet.first("mug", "Mug", option: ("Colour", "Red"), sku: "M", price: ""),
          Sheet.more("mug", "Blue", sku: "M")))
      #expect(result.outcomes == [.rejected, .created])
      #expect(try await kit.goods("mug").variants.map(\.sku) == ["M"])
    }
  }

  @Test(
    "Products of a file that share an SKU all come in, wherever they stand", arguments: TestEngine.allCases)
  func acrossProducts(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let rows = (0..<210).map { number in
        Sheet.first("thing-\(number)", "Thing \(number)", sku: [0, 1, 209].contains(number) ? "T" : "")
      }
      let file = Sheet.file(rows)
      let first = try await kit.bring(file)
      #expect(first.outcomes.allSatisfy { $0 == .created })
      #expect(first.said(2).isEmpty && first.said(3).contains("T") && first.said(211).contains("T"))
      let again = try await kit.bring(file)
      #expect(again.outcomes.allSatisfy { $0 == .unchanged })
      let skus = try await kit.allGoods().flatMap { $0.variants.compactMap(\.sku) }
      #expect(skus == ["T"])
      // Goods that the file does not name may be the same by another name.
      let other = try await kit.bring(Sheet.file(Sheet.first("other", "Other", sku: "T")))
      #expect(other.outcomes == [.rejected])
    }
  }
}
