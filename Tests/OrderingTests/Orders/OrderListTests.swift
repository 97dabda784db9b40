import Areas
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Ordering

@Suite struct OrderListTests {
  private func walk(
    _ market: Market, _ filter: OrderFilter, by order: OrderListOrder
  ) async throws -> [Order] {
    var seen: [Order] = []
    var cursor: Cursor?
    repeat {
      let page = try await market.ordering.orders(filter, by: order, PageRequest(limit: 2, cursor: cursor))
      seen += page.items.map(\.order)
      cursor = page.nextCursor
    } while cursor != nil && seen.count < 100
    return seen
  }

  @Test(arguments: TestEngine.allCases)
  func everyOrderOfTheListHasEachOnce(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let (north, south) = (try await market.shop("north"), try await market.shop("south", currency: "USD"))
      let lamp = try await market.variant(of: north, stock: 100)
      let cup = try await market.variant(of: south, stock: 100, currency: "USD")
      var placed: [Order] = []
      for pieces in [2, 1, 3, 1, 2] as [Int64] {
        market.time.advance(seconds: 3600)
        placed.append(try await market.order(lamp, pieces))
      }
      market.time.advance(seconds: 3600)
      let foreign = try await market.order(cup, 9)
      let ofNorth = OrderFilter(shop: north)
      #expect(try await walk(market, ofNorth, by: .newest).map(\.id) == placed.map(\.id).reversed())
      #expect(try await walk(market, ofNorth, by: .oldest).map(\.id) == placed.map(\.id))
      let totals = placed.map(\.total.amount).sorted()
      #expect(try await walk(market, ofNorth, by: .cheapest).map(\.total.amount) == totals)
      #expect(try await walk(market, ofNorth, by: .dearest).map(\.total.amount) == totals.reversed())
      let all = try await walk(market, OrderFilter(), by: .dearest)
      #expect(all.count == 6 && all.first?.id == foreign.id, "currencies are apart")
      let euros = try await walk(market, OrderFilter(currency: .eur), by: .dearest)
      #expect(euros.map(\.id).contains(foreign.id) == false && euros.count == 5)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func periodsAndPaymentsNarrow(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let north = try await market.shop("north")
      let lamp = try await market.variant(of: north, stock: 100)
      var placed: [Order] = []
      for _ in 0..<6 {
        market.time.advance(seconds: 3600)
        placed.append(try await market.order(lamp))
      }
      let period = OrderFilter(
        shop: north, placedFrom: placed[1].times.placedAt, placedBefore: placed[4].times.placedAt)
      #expect(try await walk(market, period, by: .newest).map(\.id) == [3, 2, 1].map { placed[$0].id })
      #expect(try await walk(market, period, by: .oldest).map(\.id) == [1, 2, 3].map { placed[$0].id })
      #expect(try await walk(market, period, by: .cheapest).count == 3)
      _ = try await market.move(placed[0], to: .cancelled)
      let cancelled = OrderFilter(shop: north, payment: .cancelled)
      #expect(try await walk(market, cancelled, by: .newest).map(\.id) == [placed[0].id])
      // Kept numbers are of states alone; what is narrowed further is counted.
      #expect(try await market.ordering.orderCounts(period) == [.pending: 3])
      let first = try await market.ordering.orders(period, PageRequest(limit: 1)).nextCursor
      let cursor = try #require(first)
      await #expect(throws: Problem.self) {
        _ = try await market.ordering.orders(
          OrderFilter(shop: north), PageRequest(limit: 1, cursor: cursor))
      }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func filesHaveAllThatIsNarrowed(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let (north, south) = (try await market.shop("north"), try await market.shop("south"))
      let lamp = try await market.variant(of: north, stock: 100)
      let own = try await market.order(lamp, 2)
      let foreign = try await market.order(try await market.variant(of: south))
      let answer = try await market.ordering.orderTable(OrderFilter(shop: north), as: .csv)
      let text = String(decoding: try await answer.wholeBody(), as: UTF8.self)
      #expect(text.contains(own.number) && !text.contains(foreign.number))
      #expect(text.split(separator: "\r\n").count == 2 && text.contains(",\(own.total.decimal),EUR,"))
      let none = try await market.ordering.orderTable(OrderFilter(shop: north, status: .shipped), as: .xlsx)
      #expect(try await none.wholeBody().prefix(2) == [0x50, 0x4B], "a file with its head alone")
      let all = try await market.ordering.orderTable(OrderFilter(), as: .csv)
      #expect(String(decoding: try await all.wholeBody(), as: UTF8.self).contains(foreign.number))
    }
  }
}
