import Kernel
import TestSupport
import Testing
import Web

@testable import Catalog

/// Categories from a file, as Google's product taxonomy.
@Suite struct CategoryImportTests {
  private static let text = """
    # Google_Product_Taxonomy_Version: 2019-07-10
    1 - Animals & Pet Supplies
    3237 - Animals & Pet Supplies > Live Animals
    3 - animals & pet supplies > Pet Supplies > Bird Supplies

    Home > Lamps
    """

  @Test(arguments: TestEngine.allCases) func pathsAreMadeOnce(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      _ = try await kit.catalog.addCategory(NewCategoryInput(name: "Home"))
      let path = "/admin/category-imports"
      let started = await kit.admin.send(.post, path, Self.text, contentType: "text/plain")
      #expect(started.status == 202, "\(started.json)")
      #expect(started.json.at("lines") == .integer(4))
      let id = try #require(CategoryImportID(started.text("id") ?? ""))
      try await kit.catalog.runCategoryImport(id)
      let done = await kit.admin.send(.get, "\(path)/\(id)")
      #expect(done.text("status") == "completed")
      #expect(done.json.at("made") == .integer(5) && done.json.at("matched") == .integer(0))
      #expect(
        try await kit.catalog.categories().inOrder.map(\.name)
          == ["Home", "Lamps", "Animals & Pet Supplies", "Live Animals", "Pet Supplies", "Bird Supplies"])
      // Again, and by a run that comes twice, nothing is made.
      try await kit.catalog.runCategoryImport(id)
      let again = try await kit.catalog.startCategoryImport(Content(Array(Self.text.utf8)), fileName: "a.txt")
      try await kit.catalog.runCategoryImport(again.id)
      let second = try await kit.catalog.categoryImport(again.id)
      #expect(second.made == 0 && second.matched == 4 && second.status == .completed)
      #expect(try await kit.catalog.categories().inOrder.count == 6)
      #expect(await kit.admin.send(.get, path).items.count == 2)
    }
  }

  @Test(arguments: TestEngine.allCases) func whatCannotBeACategoryIsSkipped(_ engine: TestEngine) async throws
  {
    try await withCatalog(engine) { kit in
      let long = String(repeating: "x", count: 81)
      let deep = (1...31).map { "L\($0)" }.joined(separator: " > ")
      let file = try await kit.catalog.startCategoryImport(
        Content(Array("Good\n\(long)\nA >  > B\n\(deep)\n".utf8)), fileName: "")
      try await kit.catalog.runCategoryImport(file.id)
      let done = try await kit.catalog.categoryImport(file.id)
      #expect(done.made == 1 && done.skipped == 3 && done.done == 4 && done.fileName == "categories.txt")
    }
  }

  @Test(arguments: TestEngine.allCases) func badFilesChangeNothing(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      for bytes in [[UInt8](), Array("# only notes".utf8), [0xFF, 0xFE, 0x41], [0x41, 0x00]] {
        await #expect(throws: Problem.self) {
          _ = try await kit.catalog.startCategoryImport(Content(bytes), fileName: "bad.txt")
        }
      }
      #expect(
        await kit.vendor.send(.post, "/admin/category-imports", "A", contentType: "text/plain").status == 403)
      #expect(await kit.admin.send(.get, "/admin/category-imports").items.isEmpty)
      #expect(await kit.admin.send(.get, "/admin/category-imports/\(CategoryImportID())").status == 404)
    }
  }

  @Test(arguments: TestEngine.allCases) func itGoesOnAfterARestart(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let lines = (0..<250).map { "Top > Category \($0)" }.joined(separator: "\n")
      let file = try await kit.catalog.startCategoryImport(Content(Array(lines.utf8)), fileName: "many.txt")
      async let first: Void = kit.catalog.runCategoryImport(file.id)
      async let second: Void = kit.catalog.runCategoryImport(file.id)
      _ = try await (first, second)
      let done = try await kit.catalog.categoryImport(file.id)
      #expect(done.made == 251 && done.done == 250)
      #expect(try await kit.catalog.categories().inOrder.count == 251)
    }
  }
}
