import Kernel
import TestSupport
import Testing

@testable import Catalog

/// What is typed costs the same however many categories there are.
@Suite struct CategoryNamesTests {
  private func category(_ name: String) -> Category {
    Category(id: CategoryID(), parent: nil, slug: name.lowercased(), name: name, position: 0)
  }

  private func found(_ text: String, _ names: CategoryNames, limit: Int = 10) -> [String] {
    names.beginning(SearchWords.query(text), limit: limit).map(\.name)
  }

  @Test("Words of names are found by their beginnings, in the order of the names")
  func beginnings() {
    let names = CategoryNames(
      ["Tall vases", "Vases", "Bed & Bath", "Beds", "Straßenkunst", "T-Shirts", "Ähnliche Vasen"].map(
        category))
    #expect(found("vas", names) == ["Ähnliche Vasen", "Tall vases", "Vases"])
    #expect(found("vas", names, limit: 2) == ["Ähnliche Vasen", "Tall vases"])
    #expect(found("vases ta", names) == ["Tall vases"])
    #expect(found("bed", names) == ["Bed & Bath", "Beds"])
    #expect(found("strasse", names) == ["Straßenkunst"])
    #expect(found("tshirt", names) == ["T-Shirts"])
    #expect(found("ases", names).isEmpty)
    #expect(found("zz", names).isEmpty)
    #expect(found("vas", CategoryNames([])).isEmpty)
  }

  @Test("Categories are read once until one of them changes")
  func memory() throws {
    let memory = CategoryNameMemory()
    var reads = 0
    func names(asOf version: UInt64) -> CategoryNames {
      memory.names(asOf: version) {
        reads += 1
        return [category("Vases \(reads)")]
      }
    }
    let begun = memory.version
    for _ in 0..<5 { #expect(found("vas", names(asOf: begun)) == ["Vases 1"]) }
    memory.forget()
    #expect(found("vas", names(asOf: memory.version)) == ["Vases 2"])
    // Who began before the change may get the names after it, and does not bring the old ones back.
    #expect(found("vas", names(asOf: begun)) == ["Vases 2"])
    #expect(found("vas", names(asOf: memory.version)) == ["Vases 2"])
    #expect(reads == 2)
  }

  @Test("What another node changes is suggested as soon as that is known", arguments: TestEngine.allCases)
  func otherNodes(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      func suggested() async throws -> [String] {
        try await kit.catalog.suggestions(for: "vas").categories.map(\.name)
      }
      #expect(try await suggested().isEmpty)
      let vases = category("Vases")
      // Another node's commit, of which this one knows by its changes alone.
      try await kit.database.write { tx in _ = try CategoryStore.insert(vases, tx) }
      await kit.catalog.changes.catchUp()
      #expect(try await suggested() == ["Vases"])
    }
  }

  @Test("What is suggested follows every change of the categories", arguments: TestEngine.allCases)
  func changes(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      func suggested() async -> [String] {
        await kit.api.send(.get, "/search/suggestions?q=vas").json.at("categories").list
          .compactMap { $0.at("name").text }
      }
      #expect(await suggested().isEmpty)
      _ = await kit.admin.send(.post, "/admin/categories", #"{"name": "Vases"}"#)
      #expect(await suggested() == ["Vases"])
      _ = await kit.admin.send(.patch, "/admin/categories/vases", #"{"name": "Vasen"}"#)
      #expect(await suggested() == ["Vasen"])
      _ = try await kit.catalog.ensureCategory(path: ["Home", "Vast things"])
      #expect(await suggested() == ["Vasen", "Vast things"])
      let deleted = await kit.admin.send(.delete, "/admin/categories/vases")
      #expect(deleted.status == 204)
      #expect(await suggested() == ["Vast things"])
    }
  }
}
