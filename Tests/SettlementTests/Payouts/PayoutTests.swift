import Kernel
import MarketSupport
import Ordering
import Persistence
import TestSupport
import Testing
import Vendors

@testable import Settlement

struct PayoutTests {
  /// A shop with 9,000 available.
  private func earning(_ market: Market) async throws -> Shop {
    let shop = try await market.openShop("Lamps")
    let lamp = try await market.stock("Lamp", in: shop, price: 10_000)
    let order = try await market.buy([(lamp, 1)]).orders[0]
    try await market.move(order, .processing, .shipped, .delivered)
    return shop
  }

  @Test(arguments: TestEngine.allCases)
  func twoRequestsAtOnceNeverSpendTheSameMoney(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await earning(market)
      for round in 0..<4 {
        let outcomes = await withTaskGroup(of: ProblemKind?.self) { group in
          for _ in 0..<8 {
            group.addTask {
              do {
                _ = try await market.settlement.requestPayout(
                  PayoutRequest(amount: 2000), from: shop.id, by: shop.owner)
                return nil
              } catch {
                return (error as? Problem)?.kind ?? .internalError
              }
            }
          }
          return await group.reduce(into: [ProblemKind?]()) { $0.append($1) }
        }
        #expect(outcomes.filter { $0 == nil }.count == (round == 0 ? 4 : 0))
        #expect(outcomes.compactMap { $0 }.allSatisfy { $0 == .balanceTooLow })
      }
      let balance = try await market.settlement.balance(of: shop.id)
      #expect(balance.available.amount == 1000)
      #expect(balance.inPayout.amount == 8000)
      #expect(try await market.settlement.verifyLedger().findings.isEmpty)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aPayoutIsFinishedOnce(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await earning(market)
      let settlement = market.settlement
      let first = try await settlement.requestPayout(
        PayoutRequest(amount: 3000), from: shop.id, by: shop.owner)
      let second = try await settlement.requestPayout(
        PayoutRequest(amount: 4000), from: shop.id, by: shop.owner)
      #expect(try await settlement.balance(of: shop.id).available.amount == 2000)
      #expect(try await settlement.requestedPayoutCount() == 2)
      let outcomes = await withTaskGroup(of: Bool.self) { group in
        for index in 0..<8 {
          group.addTask {
            let attempt: Payout? =
              index % 2 == 0
              ? try? await settlement.completePayout(first.id, bankReference: "B-1", by: shop.owner)
              : try? await settlement.failPayout(first.id, reason: "Closed account", by: shop.owner)
            return attempt != nil
          }
        }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(outcomes == 1)
      _ = try await settlement.failPayout(second.id, reason: "Wrong number", by: shop.owner)
      await #expect(throws: Problem.self) {
        _ = try await settlement.failPayout(second.id, reason: "Again", by: shop.owner)
      }
      await #expect(throws: Problem.self) {
        _ = try await settlement.completePayout(second.id, by: shop.owner)
      }
      let finished = try await settlement.payout(first.id)
      let balance = try await settlement.balance(of: shop.id)
      #expect(balance.available.amount == (finished.state == .completed ? 6000 : 9000))
      #expect(balance.inPayout.isZero)
      #expect(try await settlement.verifyLedger().findings.isEmpty)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func otherShopsAndCurrenciesAreKeptApart(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await earning(market)
      let other = try await market.openShop("Rugs")
      let settlement = market.settlement
      let payout = try await settlement.requestPayout(PayoutRequest(amount: 1), from: shop.id, by: shop.owner)
      await #expect(throws: Problem(.notFound)) { _ = try await settlement.payout(payout.id, of: other.id) }
      #expect(try await settlement.payouts(of: other.id, PageRequest()).items.isEmpty)
      #expect(try await settlement.payouts(state: .requested, PageRequest()).items.map(\.id) == [payout.id])
      for request in [
        PayoutRequest(amount: 0), PayoutRequest(amount: -5), PayoutRequest(amount: 1, currency: "USD"),
      ] {
        await #expect(throws: Problem.self) {
          _ = try await settlement.requestPayout(request, from: shop.id, by: shop.owner)
        }
      }
      #expect(try await settlement.balance(of: other.id).available.isZero)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aRefundAfterAPayoutMakesTheBalanceNegative(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Lamp", in: shop, price: 10_000)
      let order = try await market.buy([(lamp, 1)]).orders[0]
      try await market.move(order, .shipped, .delivered)
      let payout = try await market.settlement.requestPayout(
        PayoutRequest(amount: 9000), from: shop.id, by: shop.owner)
      _ = try await market.settlement.completePayout(payout.id, by: shop.owner)
      try await market.move(order, .refundRequested, .refunded)
      try await market.drain()
      #expect(try await market.settlement.balance(of: shop.id).available.amount == -9000)
      await #expect(throws: Problem.self) {
        _ = try await market.settlement.requestPayout(PayoutRequest(amount: 1), from: shop.id, by: shop.owner)
      }
      #expect(try await market.settlement.verifyLedger().findings.isEmpty)
      let closing = try await market.database.read {
        try ShopClosingBalance().obstacle(toClosing: shop.id, $0)
      }
      #expect(closing != nil)
    }
  }
}
