import Kernel
import Synchronization
import TestSupport
import Testing

@testable import Catalog

/// Counts that are kept: always true where they are cheap, a moment old where they are not.
@Suite struct FacetMemoryTests {
  private final class Calls: Sendable {
    private let number = Atomic<Int>(0)

    var count: Int { number.load(ordering: .relaxed) }

    func add() { number.add(1, ordering: .relaxed) }
  }

  private func facets(_ total: Int) -> Facets {
    Facets(
      total: total, categories: [], colors: [], sizes: [], tags: [], brands: [], shops: [], currencies: [],
      prices: [], ratings: [])
  }

  @Test func cheapCountsAreCountedAnew() async throws {
    let memory = FacetMemory()
    let calls = Calls()
    for (version, total) in [(1, 10), (1, 11), (2, 12), (2, 13)] as [(UInt64, Int)] {
      let found = try await memory.facets(ListingFilter(), version: version) {
        calls.add()
        return facets(total)
      }
      #expect(found.total == (version == 1 ? 10 : 12))
    }
    #expect(calls.count == 2)
    let other = try await memory.facets(ListingFilter(brands: ["Kiln"]), version: 2) { facets(3) }
    #expect(other.total == 3)
  }

  @Test func oneReaderCountsWhatIsDear() async throws {
    let memory = FacetMemory()
    let calls = Calls()
    @Sendable func count(_ total: Int) async throws -> Facets {
      calls.add()
      try await Task.sleep(for: .milliseconds(30))
      return facets(total)
    }
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<8 {
        group.addTask { try await memory.facets(ListingFilter(), version: 1) { try await count(1) }.total }
      }
      for try await total in group { #expect(total == 1) }
    }
    #expect(calls.count == 1)
    // The last ones are shown while the next are counted, and these then.
    let old = try await memory.facets(ListingFilter(), version: 2) { try await count(2) }
    // On a machine that hangs for a second they are too old for that.
    #expect(old.total == 1 || old.total == 2)
    for _ in 0..<200 {
      let now = try await memory.facets(ListingFilter(), version: 2) { try await count(2) }
      if now.total == 2 { break }
      try await Task.sleep(for: .milliseconds(10))
    }
    #expect(calls.count == 2)
  }

  @Test func failuresAreNotKept() async throws {
    let memory = FacetMemory()
    await #expect(throws: Problem.self) {
      try await memory.facets(ListingFilter(), version: 1) { throw Problem(.unavailable) }
    }
    #expect(try await memory.facets(ListingFilter(), version: 1) { facets(4) }.total == 4)
  }
}
