import Kernel
import TestSupport
import Testing

@testable import Ordering

@Suite struct ShopOrdersTests {
  @Test(arguments: TestEngine.allCases)
  func everyDayIsThereAndCancelledOrdersAreNot(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let (north, south) = (try await market.shop("north"), try await market.shop("south"))
      let none = try await market.ordering.salesByDay(of: nil, days: 7)
      #expect(none.isEmpty)
      let lamp = try await market.variant(of: north)
      let kept = try await market.order(lamp, 2)
      let cancelled = try await market.order(lamp)
      _ = try await market.move(cancelled, to: .cancelled)
      _ = try await market.order(try await market.variant(of: south))
      let days = try await market.ordering.salesByDay(of: north, days: 7)
      #expect(days.count == 7)
      #expect(days.last?.orders == 1)
      #expect(days.last?.total == MoneyTotal(kept.total))
      #expect(days.dropLast().allSatisfy { $0.orders == 0 && $0.total.isZero })
      let all = try await market.ordering.salesByDay(of: nil, days: 7)
      #expect(all.last?.orders == 2)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aShopWaitsForItsOrdersBeforeItCloses(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let north = try await market.shop("north")
      let order = try await market.order(try await market.variant(of: north))
      let busy = try await market.database.read { try ShopClosingOrders().obstacle(toClosing: north, $0) }
      #expect(busy != nil)
      _ = try await market.move(order, to: .cancelled)
      let free = try await market.database.read { try ShopClosingOrders().obstacle(toClosing: north, $0) }
      #expect(free == nil)
    }
  }
}
