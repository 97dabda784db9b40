import Kernel
import MarketSupport
import Settlement
import TestSupport
import Testing
import Vendors

@Suite("Administrators and the money of their own shops")
struct OwnShopMoneyTests {
  /// Does something as this administrator.
  private func acting<T: Sendable>(
    _ account: AccountID, _ act: () async throws -> T
  ) async throws -> T {
    let origin = Origin(
      account: account, role: .admin, action: "POST /test", requestID: "test", client: "127.0.0.1",
      isAudited: false)
    return try await Origin.$current.withValue(origin, operation: act)
  }

  private func expectRefused(_ account: AccountID, _ act: () async throws -> Void) async throws {
    let problem = await #expect(throws: Problem.self) { try await acting(account, act) }
    #expect(problem?.kind == .ownShop)
  }

  @Test("Nobody pays out to their own shop or sets its commission", arguments: TestEngine.allCases)
  func nobodyDecides(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.earningShop()
      let own = shop.owner
      let other = try await market.identity.ensureOperator(email: try market.email("fin"), name: "Fin").id
      let settlement = market.settlement
      let payout = try await settlement.requestPayout(
        PayoutRequest(amount: 700), from: shop.id, by: shop.owner)
      try await expectRefused(own) { _ = try await settlement.completePayout(payout.id, by: own) }
      try await expectRefused(own) { _ = try await settlement.failPayout(payout.id, reason: "Mine", by: own) }
      #expect(try await settlement.payout(payout.id, of: shop.id).state == .requested)
      let done = try await acting(other) { try await settlement.completePayout(payout.id, by: other) }
      #expect(done.state == .completed)

      let draft = CommissionRuleDraft(scope: .shop, shop: shop.slug, basisPoints: 100)
      try await expectRefused(own) { _ = try await settlement.setCommission(draft) }
      let rule = try await acting(other) { try await settlement.setCommission(draft) }.rule
      let rates = try CommissionRatesInput.read(.object(["basisPoints": 0]))
      try await expectRefused(own) { _ = try await settlement.changeCommission(rule.id) { _ in rates } }
      try await expectRefused(own) { try await settlement.deleteCommission(rule.id) }
      #expect(try await settlement.commissionRule(rule.id).rule.basisPoints == 100)
      try await acting(other) { try await settlement.deleteCommission(rule.id) }
    }
  }
}
