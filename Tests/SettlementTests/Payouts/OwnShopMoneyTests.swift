import Kernel
import MarketSupport
import Settlement
import TestSupport
import Testing
import Vendors

@Suite("Administrators and the money of their own shops")
struct OwnShopMoneyTests {
  @Test("Nobody pays out to their own shop or sets its commission", arguments: TestEngine.allCases)
  func nobodyDecides(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.earningShop()
      let own = shop.owner
      let other = try await market.identity.ensureOperator(email: try market.email("fin"), name: "Fin").id
      let settlement = market.settlement
      let payout = try await settlement.requestPayout(
        PayoutRequest(amount: 700), from: shop.id, by: shop.owner)
      try await expectRefused(.ownShop, own) { _ = try await settlement.completePayout(payout.id, by: own) }
      try await expectRefused(.ownShop, own) {
        _ = try await settlement.failPayout(payout.id, reason: "Mine", by: own)
      }
      #expect(try await settlement.payout(payout.id, of: shop.id).state == .requested)
      let done = try await acting(other) { try await settlement.completePayout(payout.id, by: other) }
      #expect(done.state == .completed)

      let draft = CommissionRuleDraft(scope: .shop, shop: shop.slug, basisPoints: 100)
      try await expectRefused(.ownShop, own) { _ = try await settlement.setCommission(draft) }
      let rule = try await acting(other) { try await settlement.setCommission(draft) }.rule
      let rates = try CommissionRatesInput.read(.object(["basisPoints": 0]))
      try await expectRefused(.ownShop, own) {
        _ = try await settlement.changeCommission(rule.id) { _ in rates }
      }
      try await expectRefused(.ownShop, own) { try await settlement.deleteCommission(rule.id) }
      #expect(try await settlement.commissionRule(rule.id).rule.basisPoints == 100)
      try await acting(other) { try await settlement.deleteCommission(rule.id) }
    }
  }
}
