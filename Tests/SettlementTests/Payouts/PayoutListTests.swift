import Kernel
import MarketSupport
import TestSupport
import Testing
import Vendors

@testable import Settlement

struct PayoutListTests {
  private func walk(_ market: Market, _ filter: PayoutFilter) async throws -> [Payout] {
    var seen: [Payout] = []
    var cursor: Cursor?
    repeat {
      let page = try await market.settlement.payouts(filter, PageRequest(limit: 2, cursor: cursor))
      seen += page.items
      cursor = page.nextCursor
    } while cursor != nil && seen.count < 100
    return seen
  }

  @Test(arguments: TestEngine.allCases)
  func listsAreSortedNarrowedAndTakenOut(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Lamp", in: shop, price: 100_000)
      let order = try await market.buy([(lamp, 1)]).orders[0]
      try await market.move(order, .processing, .shipped, .delivered)
      var asked: [Payout] = []
      for amount in [300, 100, 200, 100, 400] as [Int64] {
        market.clock.advance(seconds: 3600)
        asked.append(
          try await market.settlement.requestPayout(
            PayoutRequest(amount: amount), from: shop.id, by: shop.owner))
      }
      #expect(try await walk(market, PayoutFilter()).map(\.id) == asked.map(\.id).reversed())
      #expect(try await walk(market, PayoutFilter(order: .oldest)).map(\.id) == asked.map(\.id))
      let amounts = asked.map(\.amount.amount).sorted()
      #expect(try await walk(market, PayoutFilter(order: .smallest)).map(\.amount.amount) == amounts)
      #expect(
        try await walk(market, PayoutFilter(order: .largest)).map(\.amount.amount) == amounts.reversed())
      let period = PayoutFilter(askedFrom: asked[1].requestedAt, askedBefore: asked[3].requestedAt)
      #expect(try await walk(market, period).map(\.id) == [asked[2].id, asked[1].id])
      #expect(try await walk(market, PayoutFilter(currency: .usd)).isEmpty)
      let other = try await market.openShop("Rugs")
      #expect(try await walk(market, PayoutFilter(shop: other.id)).isEmpty)
      let file = try await market.settlement.payoutTable(PayoutFilter(shop: shop.id), as: .csv)
      let text = String(decoding: try await file.wholeBody(), as: UTF8.self)
      #expect(text.split(separator: "\r\n").count == 6 && text.contains(",4.00,EUR,"))
      let cursor = try #require(
        try await market.settlement.payouts(PayoutFilter(order: .largest), PageRequest(limit: 1)).nextCursor)
      await #expect(throws: Problem.self) {
        _ = try await market.settlement.payouts(PayoutFilter(), PageRequest(limit: 1, cursor: cursor))
      }
    }
  }
}
