import Kernel
import MarketSupport
import Ordering
import Persistence
import Settlement
import TestSupport
import Testing

struct PaymentTests {
  private func open(_ market: Market) async throws -> Checkout {
    let lamps = try await market.openShop("Lamps")
    let rugs = try await market.openShop("Rugs")
    let lamp = try await market.stock("Lamp", in: lamps, price: 4999)
    let rug = try await market.stock("Rug", in: rugs, price: 12_345)
    return try await market.checkOut([(lamp, 2), (rug, 1)])
  }

  @Test(arguments: TestEngine.allCases)
  func anAcceptedPaymentMakesOneOrderPerShop(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let checkout = try await open(market)
      let paid = try await market.settlement.pay(checkout.id, with: .token("test_success"), viewer: nil)
      #expect(paid.checkout.status == .completed)
      #expect(paid.checkout.orders.count == 2)
      #expect(paid.payment?.state == .succeeded)
      let again = try await market.settlement.pay(checkout.id, with: .token("test_success"), viewer: nil)
      #expect(again.checkout.orders.map(\.id) == paid.checkout.orders.map(\.id))
      #expect(again.payment?.id == paid.payment?.id)
      let report = try await market.settlement.verifyLedger()
      #expect(report.isClean, "\(report)")
      #expect(report.gatewayRecords == 1)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aDeclinedPaymentCanBeTriedAgain(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let checkout = try await open(market)
      for token in ["test_decline", "nonsense"] {
        let problem = await #expect(throws: Problem.self) {
          _ = try await market.settlement.pay(checkout.id, with: .token(token), viewer: nil)
        }
        #expect(problem?.kind == .paymentDeclined)
      }
      #expect(try await market.settlement.latestPayment(of: checkout.id)?.attempt == 2)
      let paid = try await market.settlement.pay(checkout.id, with: .token("test_success"), viewer: nil)
      #expect(paid.payment?.attempt == 3)
      #expect(paid.checkout.status == .completed)
      #expect(try await market.settlement.verifyLedger().isClean)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aChallengeIsPassedOrFailed(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let checkout = try await open(market)
      let settlement = market.settlement
      let asked = try await settlement.pay(checkout.id, with: .token("test_challenge"), viewer: nil)
      #expect(asked.payment?.state == .challenge)
      #expect(asked.payment?.challenge == .question)
      #expect(asked.checkout.status == .awaitingPayment)
      let failed = await #expect(throws: Problem.self) {
        _ = try await settlement.pay(checkout.id, with: .challenge("fail"), viewer: nil)
      }
      #expect(failed?.kind == .paymentDeclined)
      let nothing = await #expect(throws: Problem.self) {
        _ = try await settlement.pay(checkout.id, with: .challenge("pass"), viewer: nil)
      }
      #expect(nothing?.kind == .paymentNotPossible)
      _ = try await settlement.pay(checkout.id, with: .token("test_challenge"), viewer: nil)
      // A new attempt takes the place of the one that waits.
      _ = try await settlement.pay(checkout.id, with: .token("test_challenge"), viewer: nil)
      let paid = try await settlement.pay(checkout.id, with: .challenge("pass"), viewer: nil)
      #expect(paid.checkout.status == .completed)
      #expect(paid.payment?.attempt == 3)
      #expect(try await settlement.verifyLedger().isClean)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func manyPaymentsAtOnceTakeTheMoneyOnce(engine: TestEngine) async throws {
    let gateway = FlakyGateway()
    try await withMarket(engine, gateways: [gateway]) { market in
      let checkout = try await open(market)
      let orders = try await withThrowingTaskGroup(of: [OrderID].self) { group in
        for _ in 0..<16 {
          group.addTask {
            try await market.settlement.pay(checkout.id, with: .token("test_success"), viewer: nil)
              .checkout.orders.map(\.id)
          }
        }
        return try await group.reduce(into: Set<[OrderID]>()) { $0.insert($1) }
      }
      #expect(orders.count == 1)
      #expect(gateway.charges.count == 1)
      #expect(try await market.settlement.verifyLedger().isClean)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func whatCanNotBePaidIsSaid(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let checkout = try await open(market)
      let settlement = market.settlement
      for step in [PaymentStep.none, .challenge("pass")] {
        await #expect(throws: Problem.self) {
          _ = try await settlement.pay(checkout.id, with: step, viewer: nil)
        }
      }
      let unknown = await #expect(throws: Problem.self) {
        _ = try await settlement.pay(CheckoutID(), with: .token("test_success"), viewer: nil)
      }
      #expect(unknown?.kind == .notFound)
      market.clock.advance(seconds: 16 * 60)
      let late = await #expect(throws: Problem.self) {
        _ = try await settlement.pay(checkout.id, with: .token("test_success"), viewer: nil)
      }
      #expect(late?.kind == .checkoutExpired)
      let lamps = try await market.openShop("Lamps")
      let lamp = try await market.stock("Other lamp", in: lamps, price: 100)
      let cash = try await market.buy([(lamp, 1)], by: "cod")
      let asItIs = try await settlement.pay(cash.id, with: .none, viewer: nil)
      #expect(asItIs.checkout.status == .completed)
      #expect(asItIs.payment == nil)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aCheckoutOfAnAccountIsPaidByThatAccountOnly(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Lamp", in: shop, price: 100)
      let checkout = try await market.checkOut([(lamp, 1)], account: shop.owner)
      await #expect(throws: Problem(.notFound)) {
        _ = try await market.settlement.pay(checkout.id, with: .token("test_success"), viewer: nil)
      }
      let paid = try await market.settlement.pay(
        checkout.id, with: .token("test_success"), viewer: shop.owner)
      #expect(paid.checkout.status == .completed)
    }
  }
}
