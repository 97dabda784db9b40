import Kernel
import MarketSupport
import Ordering
import Persistence
import Settlement
import TestSupport
import Testing

private func rates(_ flat: JSONValue) throws -> CommissionRatesInput {
  try CommissionRatesInput.read(.object(["flat": flat]))
}

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
        CommissionRuleDraft(scope: .default, basisPoints: 500, flat: 25, currency: .eur))
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
  func whatIsNotSaidStays(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let settlement = market.settlement
      _ = try await settlement.setCommission(CommissionRuleDraft(scope: .default, basisPoints: 850))
      // A new rule begins with the share that held until now.
      let euros = try await settlement.setCommission(
        CommissionRuleDraft(scope: .default, flat: 30, currency: .eur))
      #expect(euros.rule.basisPoints == 850 && euros.rule.flat == 30)
      let cheaper = try await settlement.setCommission(
        CommissionRuleDraft(scope: .default, basisPoints: 700, currency: .eur))
      #expect(cheaper.rule.id == euros.rule.id)
      #expect(cheaper.rule.basisPoints == 700 && cheaper.rule.flat == 30)
      let flatter = try await settlement.setCommission(
        CommissionRuleDraft(scope: .default, flat: 50, currency: .eur))
      #expect(flatter.rule.basisPoints == 700 && flatter.rule.flat == 50)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aFlatAmountHasACurrency(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let settlement = market.settlement
      let yen = try #require(Currency("JPY"))
      for refused in [
        { try await settlement.setCommission(CommissionRuleDraft(scope: .default, flat: 50)) },
        {
          let all = try #require(try await settlement.commissionRules().first).rule.id
          return try await settlement.changeCommission(all) { _ in try rates(50) }
        },
      ] as [() async throws -> NamedCommissionRule] {
        let problem = await #expect(throws: Problem.self) { _ = try await refused() }
        #expect(problem?.kind == .invalidInput)
      }
      let rule = try await settlement.setCommission(
        CommissionRuleDraft(scope: .default, flat: 50, currency: yen)
      ).rule
      await #expect(throws: Problem.self) {
        _ = try await settlement.changeCommission(rule.id) { _ in
          try rates(.object(["amount": 50, "currency": "EUR"]))
        }
      }
      #expect(
        try await settlement.changeCommission(
          rule.id, { _ in try rates(.object(["amount": 60, "currency": "JPY"])) }
        )
        .rule.flat
          == 60)
      await #expect(throws: (any Error).self) {
        try await market.database.write { tx in
          try tx.run("UPDATE commission_rules SET flat = 1 WHERE currency = ''")
        }
      }
      let (kiosk, shop) = (
        try await market.openShop("Kiosk", currency: yen), try await market.openShop("Lamps")
      )
      let (tea, lamp) = (
        try await market.stock("Tea", in: kiosk, price: 10_000),
        try await market.stock("Lamp", in: shop, price: 10_000)
      )
      #expect(try await commission(market, try await market.buy([(tea, 1)], by: "cod").orders[0]) == 1060)
      #expect(try await commission(market, try await market.buy([(lamp, 1)], by: "cod").orders[0]) == 1000)
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
        try CommissionRatesInput.read(.object(["basisPoints": 800]))
      }
      #expect(changed.rule.basisPoints == 800)
      await #expect(throws: Problem.self) { try await market.settlement.deleteCommission(again.rule.id) }
      await #expect(throws: Problem.self) {
        _ = try await market.settlement.setCommission(
          CommissionRuleDraft(scope: .shop, shop: "nobody", basisPoints: 1))
      }
      #expect(try await market.settlement.commissionRules().count == 1)
    }
  }
}
