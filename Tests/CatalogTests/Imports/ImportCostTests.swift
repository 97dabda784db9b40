import Kernel
import Persistence
import TestSupport
import Testing

@testable import Catalog

/// What a step of an import costs does not grow with the file.
@Suite struct ImportCostTests {
  @Test("Whether a file brought a product is found without reading its rows", arguments: TestEngine.allCases)
  func rowsAreFoundByTheirHandle(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      for title in ["Lamp", "Bowl", "Cup"] {
        _ = try await kit.product("{\"title\": \"\(title)\", \"price\": 100, \"stock\": 1}")
      }
      let products = try await kit.catalog.listedProducts(after: nil, limit: 10)
      let (file, other) = (ImportID(), ImportID())
      try await kit.database.write { tx in
        for id in [file, other] {
          try ImportStore.insert(id, shop: kit.shop.id, fileName: "goods.csv", bytes: 1, tx)
          let rows = (0..<4_000).map {
            ImportRow(number: Int64($0 + 2), handle: "Goods-\($0)", outcome: .created, reason: nil)
          }
          try ImportStore.insertRows(id, rows, tx)
        }
        let long = String(repeating: "lamp", count: 2_000)
        let own = [
          ImportRow(number: 9_000, handle: "LAMP", outcome: .created, reason: nil),
          ImportRow(number: 9_001, handle: long, outcome: .rejected, reason: nil),
        ]
        try ImportStore.insertRows(file, own, tx)
        try ImportStore.insertRows(
          other, [ImportRow(number: 9_000, handle: "bowl", outcome: .created, reason: nil)], tx)
      }
      let ids = products.map(\.id)
      let brought = try await kit.database.read { try ImportStore.brought(ids, by: file, $0) }
      #expect(brought == products.filter { $0.slug == "lamp" }.map(\.id))
      let query = ImportStore.broughtQuery(ids, by: file)
      let plan = try await kit.database.write { tx -> [String] in
        switch tx.engine {
        case .sqlite:
          return try tx.all("EXPLAIN QUERY PLAN \(fragment: query)") { row in
            for _ in 0..<3 { _ = try row.next(Int64.self) }
            return try row.next(String.self)
          }
        case .postgres:
          try tx.run("ANALYZE import_rows")
          return try tx.values("EXPLAIN \(fragment: query)")
        }
      }
      #expect(plan.contains { $0.contains("import_rows_by_handle") }, "\(plan)")
    }
  }
}
