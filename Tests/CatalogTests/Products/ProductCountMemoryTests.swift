import Kernel
import Synchronization
import Testing
import Vendors

@testable import Catalog

/// The numbers of a large shop cost its pages nothing.
@Suite struct ProductCountMemoryTests {
  private func counts(_ active: Int) -> ShopProductCounts {
    ShopProductCounts(active: active, draft: 0, archived: 0, deleted: 0, lowStock: 0, soldOut: 0)
  }

  @Test func aSmallShopIsAlwaysCounted() async throws {
    let memory = ProductCountMemory(large: 100)
    for number in [1, 50, 99] {
      let found = try await memory.counts(of: Self.shop) { counts(number) }
      #expect(found.active == number)
    }
  }

  @Test func aLargeShopIsCountedBesideItsReaders() async throws {
    let memory = ProductCountMemory(large: 100, share: 2)
    let number = Mutex(100)
    let calls = Mutex(0)
    let slowly: @Sendable () async throws -> ShopProductCounts = {
      calls.withLock { $0 += 1 }
      try await Task.sleep(for: .milliseconds(30))
      return counts(number.withLock { $0 })
    }
    #expect(try await memory.counts(of: Self.shop, count: slowly).active == 100)
    number.withLock { $0 = 101 }
    // Nobody waits for a count, and few are made.
    for _ in 0..<50 { _ = try await memory.counts(of: Self.shop, count: slowly) }
    #expect(calls.withLock { $0 } < 25)
    var last = 100
    for _ in 0..<6_000 where last == 100 {
      last = try await memory.counts(of: Self.shop, count: slowly).active
      try await Task.sleep(for: .milliseconds(10))
    }
    #expect(last == 101)
    // A shop that became small is counted again as ever.
    number.withLock { $0 = 5 }
    for _ in 0..<6_000 where last != 5 {
      last = try await memory.counts(of: Self.shop, count: slowly).active
      try await Task.sleep(for: .milliseconds(10))
    }
    let before = calls.withLock { $0 }
    _ = try await memory.counts(of: Self.shop, count: slowly)
    #expect(last == 5 && calls.withLock { $0 } == before + 1)
  }

  private static let shop = ShopID()
}
