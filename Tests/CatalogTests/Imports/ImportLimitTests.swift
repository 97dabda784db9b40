import Catalog
import Kernel
import TestSupport
import Testing
import Web

/// Files of products that would take more memory than they are long.
@Suite struct ImportLimitTests {
  @Test(arguments: TestEngine.allCases) func filesOutOfBoundsAreRefusedBeforeAnythingIsWritten(
    _ engine: TestEngine
  ) async throws {
    try await withCatalog(engine) { kit in
      let header = "Handle,Title,Variant Price\n"
      let row = "cup,Cup,9.00\n"
      let files = [
        (header + String(repeating: row, count: 1_001), "1,000 rows"),
        (header + row + String(repeating: ",", count: 100_000) + "\n", "1,000 fields"),
        (String(repeating: "Handle,", count: 100_000) + "\n" + row, "1,000 fields"),
        (header + "cup,\"" + String(repeating: "x", count: 1 << 20) + "\n", "1 MiB"),
      ]
      for (file, reason) in files {
        let problem = await #expect(throws: Problem.self) {
          try await kit.catalog.startImport(Content(Array(file.utf8)), fileName: "a.csv", into: kit.shop.id)
        }
        #expect(problem?.kind == .fileUnreadable)
        #expect(problem?.detail.description.contains(reason) == true, "\(problem?.detail.description ?? "")")
      }
      let page = try await kit.catalog.imports(of: kit.shop.id, PageRequest(limit: 10, cursor: nil))
      #expect(page.items.isEmpty)
    }
  }
}
