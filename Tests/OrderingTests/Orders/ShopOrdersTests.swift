import Kernel
import Persistence
import TestSupport
import Testing

@testable import Ordering

@Suite struct ShopOrdersTests {
  @Test(arguments: TestEngine.allCases)
  func everyDayIsThereAndCancelledOrdersAreNot(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let (north, south) = (try await market.shop("north"), try await market.shop("south"))
      let none = try await market.ordering.salesByDay(of: nil, days: 7, in: .utc)
      #expect(none.isEmpty)
      let lamp = try await market.variant(of: north)
      let kept = try await market.order(lamp, 2)
      let cancelled = try await market.order(lamp)
      _ = try await market.move(cancelled, to: .cancelled)
      _ = try await market.order(try await market.variant(of: south))
      let days = try await market.ordering.salesByDay(of: north, days: 7, in: .utc)
      #expect(days.count == 7)
      #expect(days.last?.orders == 1)
      #expect(days.last?.sold == MoneyTotal(kept.total))
      #expect(days.dropLast().allSatisfy { $0.orders == 0 && $0.sold.isZero })
      let all = try await market.ordering.salesByDay(of: nil, days: 7, in: .utc)
      #expect(all.last?.orders == 2)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func daysAreThoseOfTheTimeZone(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      // It is midnight UTC at the begin of 2026.
      let north = try await market.shop("north")
      let lamp = try await market.variant(of: north)
      let first = try await market.order(lamp)
      market.time.advance(seconds: 6 * 3600)
      _ = try await market.order(lamp, 2)
      let ends = try #require(CivilDay("2026-01-01"))
      for (name, counts) in [
        ("UTC", [0, 2]), ("America/New_York", [1, 1]), ("America/Los_Angeles", [0, 2]),
        ("Pacific/Kiritimati", [0, 2]),
      ] as [(String, [Int64])] {
        let zone = try #require(Zone(named: name))
        let days = try await market.ordering.salesByDay(of: north, days: 2, in: zone)
        #expect(days.map(\.orders) == counts, "\(name)")
        #expect(days.last?.day == (name == "America/Los_Angeles" ? ends.adding(-1) : ends), "\(name)")
      }
      let york = try #require(Zone(named: "America/New_York"))
      let all = try await market.ordering.salesByDay(of: nil, days: 2, in: york)
      #expect(all.first?.sold == MoneyTotal(first.total))
    }
  }

  @Test(arguments: TestEngine.allCases)
  func refundsAreTakenOffOnTheirDay(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let north = try await market.shop("north")
      let lamp = try await market.variant(of: north)
      let back = try await market.order(lamp, 3)
      for state in [OrderStatus.shipped, .delivered, .refundRequested] {
        _ = try await market.move(back, to: state)
      }
      let sold = try await market.ordering.salesByDay(of: north, days: 1, in: .utc)
      #expect(sold.last?.net == MoneyTotal(back.total) && sold.last?.refunded.isZero == true)
      market.time.advance(seconds: 86_400)
      _ = try await market.move(back, to: .refunded)
      let kept = try await market.order(lamp)
      let days = try await market.ordering.salesByDay(of: north, days: 2, in: .utc)
      #expect(days.map(\.orders) == [1, 1])
      #expect(days.map(\.sold) == [MoneyTotal(back.total), MoneyTotal(kept.total)])
      #expect(days.map(\.refunded) == [.zero(.eur), MoneyTotal(back.total)])
      #expect(days[1].net.amount == Int128(kept.total.amount - back.total.amount))
      let other = try await market.ordering.salesByDay(of: try await market.shop("south"), days: 2, in: .utc)
      #expect(other.isEmpty)
      market.time.advance(seconds: 86_400)
      let later = try await market.ordering.salesByDay(of: nil, days: 2, in: .utc)
      #expect(later.map(\.refunded.amount) == [Int128(back.total.amount), 0])
    }
  }

  @Test func salesAreReadByAnIndex() async throws {
    try await withMarket(.sqlite) { market async throws in
      let north = try await market.shop("north")
      for shop in [north, nil] {
        for moment in [SalesMoment.placed, .refunded] {
          let plan = try await market.database.read { snapshot in
            try OrderStore.salesPlan(moment, of: shop, snapshot)
          }
          #expect(plan.contains { $0.contains("SEARCH o USING INDEX") }, "\(plan)")
          #expect(!plan.contains { $0.contains("SCAN o") }, "\(plan)")
        }
      }
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

extension OrderStore {
  /// How SQLite goes about it.
  fileprivate static func salesPlan(
    _ moment: SalesMoment, of shop: ShopID?, _ snapshot: Snapshot
  ) throws -> [String] {
    let moments = (0..<3).map { Timestamp(milliseconds: $0 * 86_400_000) }
    return try snapshot.all("EXPLAIN QUERY PLAN \(fragment: salesQuery(moment, of: shop, moments))") { row in
      _ = try (row.next(Int64.self), row.next(Int64.self), row.next(Int64.self))
      return try row.next(String.self)
    }
  }
}
