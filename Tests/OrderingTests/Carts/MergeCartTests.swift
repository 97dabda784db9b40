import Kernel
import Ordering
import TestSupport
import Testing

@Suite struct MergeCartTests {
  @Test(arguments: TestEngine.allCases)
  func aGuestsCartBecomesTheAccounts(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"))
      let ada = try await market.account()
      let guest = try await market.cart([(lamp, 2)])
      let merged = try await market.ordering.mergeCart(guest: guest.id, into: ada).cart
      #expect(merged.id == guest.id)
      #expect(merged.account == ada)
      let stranger = try await problem { try await market.ordering.cart(guest.id, viewer: nil) }
      #expect(stranger?.kind == .notFound)
      #expect(try await market.ordering.presentCart(held: nil, viewer: ada)?.id == guest.id)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func quantitiesAddUpAsFarAsThereIsStock(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let shop = try await market.shop("north")
      let lamp = try await market.variant(of: shop, stock: 5)
      let cup = try await market.variant(of: shop, stock: 9)
      let ada = try await market.account()
      let own = try await market.cart([(lamp, 3)], viewer: ada)
      let guest = try await market.cart([(lamp, 4), (cup, 2)])
      for _ in 0..<2 {
        // The second merge of the same cart changes nothing.
        let merged = try await market.ordering.mergeCart(guest: guest.id, into: ada).cart
        #expect(merged.id == own.id)
        let quantities = Dictionary(uniqueKeysWithValues: merged.lines.map { ($0.variant, $0.quantity) })
        #expect(quantities == [lamp: 5, cup: 2])
      }
      #expect(try await market.ordering.cart(guest.id, viewer: nil).status == .merged)
      let late = try await problem { try await market.checkOut(guest.id) }
      #expect(late?.kind == .cartClosed)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func mergesAtTheSameMomentCountOnce(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"), stock: 100)
      let ada = try await market.account()
      let own = try await market.cart([(lamp, 1)], viewer: ada)
      let guest = try await market.cart([(lamp, 2)])
      let ordering = market.ordering
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<8 {
          group.addTask { _ = try await ordering.mergeCart(guest: guest.id, into: ada) }
        }
        try await group.waitForAll()
      }
      #expect(try await ordering.cart(own.id, viewer: ada).lines.map(\.quantity) == [3])
    }
  }

  @Test(arguments: TestEngine.allCases)
  func anothersCartIsNotThere(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"))
      let (ada, bob) = (try await market.account(), try await market.account())
      let own = try await market.cart([(lamp, 1)], viewer: ada)
      let stolen = try await problem { try await market.ordering.mergeCart(guest: own.id, into: bob) }
      #expect(stolen?.kind == .notFound)
    }
  }
}
