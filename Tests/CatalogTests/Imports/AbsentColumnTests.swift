import Kernel
import TestSupport
import Testing

@testable import Catalog

/// A column that a file does not have changes nothing.
@Suite struct AbsentColumnTests {
  @Test(arguments: TestEngine.allCases) func aListOfPricesChangesPricesAlone(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      _ = try await kit.bring(Sheet.shirt)
      try await kit.product(
        """
        {"title": "Bowl", "price": 900, "stock": 4, "sku": "B", "barcode": "123", "weightGrams": 7, "brand": "Kiln",
         "tags": ["a"], "attributes": {"Material": "Oak"}, "status": "archived", "description": "Round."}
        """)
      let before = try await (kit.goods("shirt"), kit.goods("bowl"))
      _ = try await kit.bring("Handle,Title,Variant Price\nshirt,Shirt,41.00\nbowl,Bowl,9.00\n")
      let after = try await (kit.goods("shirt"), kit.goods("bowl"))
      #expect(after.0.variants.map(\.price.amount) == [4_100, 4_100, 4_100])
      let cheap = after.0.toldWithIDs.map { $0.replacing("amount: 4100,", with: "amount: 1000,") }
      #expect(cheap == before.0.toldWithIDs)
      #expect(after.1.toldWithIDs == before.1.toldWithIDs)
    }
  }

  @Test(arguments: TestEngine.allCases) func rowsFindTheirVariantsBySKU(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      _ = try await kit.bring(Sheet.shirt)
      let result = try await kit.bring(
        """
        Handle,Title,Variant SKU,Variant Inventory Qty
        shirt,Shirt,S-L,9
        shirt,,S-S,1
        shirt,,S-X,1

        """)
      #expect(result.outcomes == [.updated, .updated, .rejected])
      #expect(try await kit.goods("shirt").variants.map(\.stock) == [1, 5, 9])
      let unclear = try await kit.bring("Handle,Title,Variant Inventory Qty\nshirt,Shirt,3\n")
      #expect(unclear.outcomes == [.rejected])
      #expect(try await kit.goods("shirt").variants.map(\.stock) == [1, 5, 9])
    }
  }

  @Test(arguments: TestEngine.allCases) func goodsThatNobodyCountsCanBeBought(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      let result = try await kit.bring(
        Sheet.file(
          Sheet.first("order", "Made to order", quantity: "", tracker: ""),
          Sheet.first("pre", "Preorder", quantity: "0", policy: "continue"),
          Sheet.first("gone", "Gone", quantity: "0")))
      #expect(result.outcomes == [.created, .created, .created])
      let listed = await kit.api.send(.get, "/products?inStock=true").items.compactMap { $0.at("slug").text }
      #expect(Set(listed) == ["made-to-order", "preorder"])
      for handle in ["order", "pre"] {
        try await kit.sell(kit.goods(handle).variants[0], 40)
        #expect(try await kit.goods(handle).isInStock)
      }
      #expect(try await kit.goods("pre").variants.map(\.stock) == [-40])
      let none = try await kit.bring("Handle,Title,Variant Price\nnew,New,3.00\n")
      #expect(none.file.note?.description.contains("no quantities") == true)
      #expect(try await kit.goods("new").isInStock)
    }
  }
}
