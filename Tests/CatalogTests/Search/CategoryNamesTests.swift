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

  @Test("Categories are read once until one of them changes, and again after a while")
  func memory() throws {
    let memory = CategoryNameMemory()
    let start = ContinuousClock.Instant.now
    var reads = 0
    func names(asOf version: UInt64, after seconds: Int64) -> CategoryNames {
      memory.names(asOf: version, now: start.advanced(by: .seconds(seconds))) {
        reads += 1
        return [category("Vases \(reads)")]
      }
    }
    for _ in 0..<5 { #expect(found("vas", names(asOf: 1, after: 0)) == ["Vases 1"]) }
    #expect(found("vas", names(asOf: 2, after: 0)) == ["Vases 2"])
    // Who began before the change may get the names after it, and does not bring the old ones back.
    #expect(found("vas", names(asOf: 1, after: 1)) == ["Vases 2"])
    #expect(found("vas", names(asOf: 2, after: 60)) == ["Vases 3"])
    #expect(found("vas", names(asOf: 2, after: 60)) == ["Vases 3"])
    #expect(reads == 3)
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
