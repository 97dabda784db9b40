import Catalog
import Kernel
import MarketSupport
import Ordering
import Persistence
import TestSupport
import Testing
import Vendors
import Web

@testable import Settlement

/// What a shop earns at the prices of a market is in the market's currency, and is paid in it.
@Suite struct MarketPayoutTests {
  /// Sells a lamp for $100 in a market of a shop that is in euros.
  private func sell(_ market: Market, _ shop: Shop) async throws {
    let lamp = try await market.stock("Lamp", in: shop, price: 5_000)
    let isles = try NewMarketInput.read(
      .object(["name": "Isles", "code": "isles", "currency": "USD", "countries": .array(["GB"])]))
    let here = try await market.catalog.addMarket(isles)
    let product: ProductID? = try await market.database.read {
      try $0.value("SELECT product_id FROM variants WHERE id = \(lamp)")
    }
    let prices = try MarketPricesInput.read(
      .object(["prices": .array([.object(["variant": .string(lamp.description), "price": 10_000])])]))
    _ = try await market.catalog.setMarketPrices(
      "isles", of: try #require(product).description, in: shop.id
    ) { _ in prices }
    let order = try await PriceMarket.$current.withValue(here) {
      try await market.buy([(lamp, 1)]).orders[0]
    }
    try await market.move(order, .processing, .shipped, .delivered)
  }

  @Test(arguments: TestEngine.allCases)
  func whatIsEarnedInAMarketCanBePaidOut(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      try await sell(market, shop)
      let settlement = market.settlement
      let balances = try await settlement.balances(of: shop.id)
      #expect(balances.own.available == MoneyTotal(0, .eur))
      #expect(balances.others.map(\.available) == [MoneyTotal(9_000, .usd)])
      let lines = try await settlement.lines(of: shop.id, LineFilter(currency: .usd), PageRequest(limit: 10))
      #expect(lines.items.first?.balance == MoneyTotal(9_000, .usd))
      // A shop does not close on money that is owed to it in any currency.
      func obstacle() async throws -> Words? {
        try await market.database.read { try ShopClosingBalance().obstacle(toClosing: shop.id, $0) }
      }
      #expect(try await obstacle() != nil)
      // Neither in a currency that it has not sold in, nor out of what it has not.
      for (currency, kind) in [("GBP", ProblemKind.invalidInput), ("EUR", .balanceTooLow)] {
        let refused = await #expect(throws: Problem.self) {
          try await settlement.requestPayout(
            PayoutRequest(amount: 9_000, currency: currency), from: shop.id, by: shop.owner)
        }
        #expect(refused?.kind == kind, "\(currency)")
      }
      let payout = try await settlement.requestPayout(
        PayoutRequest(amount: 9_000, currency: "USD"), from: shop.id, by: shop.owner)
      #expect(payout.amount == Money(9_000, .usd))
      #expect(try await obstacle() != nil)
      _ = try await settlement.completePayout(payout.id, by: shop.owner)
      #expect(try await obstacle() == nil)
      #expect(try await settlement.verifyLedger().findings.isEmpty)
    }
  }
}
