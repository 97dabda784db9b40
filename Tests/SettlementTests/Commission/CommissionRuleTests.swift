import Kernel
import MarketSupport
import Ordering
import Persistence
import Settlement
import TestSupport
import Testing

struct CommissionRuleTests {
  private func commission(_ market: Market, _ order: Order) async throws -> Int64? {
    try await market.database.read { try OrderSettlementStore.find(order.id, $0)?.commission.amount }
  }

  @Test(arguments: TestEngine.allCases)
  func aChangeCountsForTheNextOrderAndNotForOldOnes(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Lamp", in: shop, price: 10_000)
      let first = try await market.buy([(lamp, 1)], by: "cod").orders[0]
      _ = try await market.settlement.setCommission(
        CommissionRuleDraft(scope: .default, basisPoints: 500, flat: 25))
      let second = try await market.buy([(lamp, 2)], by: "cod").orders[0]
      let rule = try await market.settlement.setCommission(
        CommissionRuleDraft(scope: .shop, shop: shop.slug, basisPoints: 100))
      #expect(rule.name == "Lamps")
      let third = try await market.buy([(lamp, 1)], by: "cod").orders[0]
      try await market.settlement.deleteCommission(rule.rule.id)
      let fourth = try await market.buy([(lamp, 1)], by: "cod").orders[0]
      #expect(try await commission(market, first) == 1000)
      #expect(try await commission(market, second) == 1025)
      #expect(try await commission(market, third) == 100)
      #expect(try await commission(market, fourth) == 525)
      #expect(try await market.settlement.verifyLedger().findings.isEmpty)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aCategoryRuleReachesTheCategoriesBelow(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let home = try await market.category("Home")
      let lamps = try await market.category("Lamps", below: home)
      let shop = try await market.openShop("Bazaar")
      let lamp = try await market.stock("Lamp", in: shop, price: 10_000, category: lamps)
      let rug = try await market.stock("Rug", in: shop, price: 10_000)
      _ = try await market.settlement.setCommission(
        CommissionRuleDraft(scope: .category, category: home.description, basisPoints: 2000))
      let order = try await market.buy([(lamp, 1), (rug, 1)], by: "cod").orders[0]
      #expect(try await commission(market, order) == 3000)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func rulesAreListedReplacedAndGuarded(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let before = try await market.settlement.commissionRules()
      #expect(before.map(\.rule.basisPoints) == [1000])
      let again = try await market.settlement.setCommission(
        CommissionRuleDraft(scope: .default, basisPoints: 900))
      #expect(again.rule.id == before[0].rule.id)
      let changed = try await market.settlement.changeCommission(again.rule.id) { _ in
        try CommissionRatesInput.read(.object(["flat": 10]))
      }
      #expect(changed.rule.basisPoints == 900)
      #expect(changed.rule.flat == 10)
      await #expect(throws: Problem.self) { try await market.settlement.deleteCommission(again.rule.id) }
      await #expect(throws: Problem.self) {
        _ = try await market.settlement.setCommission(
          CommissionRuleDraft(scope: .shop, shop: "nobody", basisPoints: 1))
      }
      #expect(try await market.settlement.commissionRules().count == 1)
    }
  }
}
