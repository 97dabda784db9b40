import Kernel
import MarketSupport
import Ordering
import Persistence
import Settlement
import TestSupport
import Testing

/// The program ends, or the line breaks, between the gateway's answer and our books.
struct PaymentRecoveryTests {
  private let secondsUntilRecovery: Int64 = 61

  private func open(_ market: Market) async throws -> Checkout {
    let shop = try await market.openShop("Lamps")
    return try await market.checkOut([(try await market.stock("Lamp", in: shop, price: 4999), 2)])
  }

  private func payOverBrokenLine(
    _ checkout: Checkout, _ step: PaymentStep, _ market: Market, _ gateway: FlakyGateway
  ) async throws {
    gateway.lose(true)
    let problem = await #expect(throws: Problem.self) {
      _ = try await market.settlement.pay(checkout.id, with: step, viewer: nil)
    }
    #expect(problem?.kind == .unavailable)
    gateway.lose(false)
  }

  @Test(arguments: TestEngine.allCases)
  func theJobFinishesAPaymentThatWasCutOff(engine: TestEngine) async throws {
    let gateway = FlakyGateway()
    try await withMarket(engine, gateways: [gateway]) { market in
      let checkout = try await open(market)
      try await payOverBrokenLine(checkout, .token("test_success"), market, gateway)
      try await market.drain()
      #expect(try await market.settlement.latestPayment(of: checkout.id)?.state == .processing)
      market.clock.advance(seconds: secondsUntilRecovery)
      try await market.drain()
      #expect(try await market.settlement.latestPayment(of: checkout.id)?.state == .succeeded)
      #expect(try await market.ordering.checkout(checkout.id, viewer: nil).status == .completed)
      // Both calls had one key.
      #expect(gateway.charges.count == 1)
      #expect(try await market.settlement.verifyLedger().isClean)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func theCustomerWhoTriesAgainFinishesItToo(engine: TestEngine) async throws {
    let gateway = FlakyGateway()
    try await withMarket(engine, gateways: [gateway]) { market in
      let checkout = try await open(market)
      try await payOverBrokenLine(checkout, .token("test_challenge"), market, gateway)
      let asked = try await market.settlement.pay(checkout.id, with: .token("test_challenge"), viewer: nil)
      #expect(asked.payment?.state == .challenge)
      try await payOverBrokenLine(checkout, .challenge("pass"), market, gateway)
      let paid = try await market.settlement.pay(checkout.id, with: .challenge("pass"), viewer: nil)
      #expect(paid.checkout.status == .completed)
      market.clock.advance(seconds: secondsUntilRecovery)
      try await market.drain()
      #expect(gateway.charges.count == 2)
      #expect(try await market.settlement.verifyLedger().isClean)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func anotherCardWaitsForTheFirstAnswer(engine: TestEngine) async throws {
    let gateway = FlakyGateway()
    try await withMarket(engine, gateways: [gateway]) { market in
      let checkout = try await open(market)
      try await payOverBrokenLine(checkout, .token("test_decline"), market, gateway)
      let paid = try await market.settlement.pay(checkout.id, with: .token("test_success"), viewer: nil)
      #expect(paid.checkout.status == .completed)
      #expect(paid.payment?.attempt == 2)
      let other = try await open(market)
      try await payOverBrokenLine(other, .token("test_success"), market, gateway)
      // The first card did pay: the second one is not charged.
      let settled = try await market.settlement.pay(other.id, with: .token("test_decline"), viewer: nil)
      #expect(settled.checkout.status == .completed)
      #expect(settled.payment?.attempt == 1)
      #expect(try await market.settlement.verifyLedger().isClean)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func moneyThatComesTooLateGoesBack(engine: TestEngine) async throws {
    let gateway = FlakyGateway()
    try await withMarket(engine, gateways: [gateway]) { market in
      let checkout = try await open(market)
      try await payOverBrokenLine(checkout, .token("test_success"), market, gateway)
      market.clock.advance(seconds: 16 * 60)
      #expect(try await market.ordering.expireCheckout(checkout.id))
      try await market.drain()
      #expect(try await market.settlement.latestPayment(of: checkout.id)?.state == .unmatched)
      #expect(gateway.refunds.count == 1)
      #expect(
        try await market.settlement.refunds(.succeeded, PageRequest()).items.map(\.amount.amount) == [9998])
      let held = try await market.database.read { try Ledger.balance(of: .gateway("test"), .eur, $0) }
      #expect(held.isZero)
      let report = try await market.settlement.verifyLedger()
      #expect(report.isClean, "\(report)")
      #expect(report.gatewayRecords == 2)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aRefundIsSentUntilItsAnswerArrivesAndBookedOnce(engine: TestEngine) async throws {
    let gateway = FlakyGateway()
    try await withMarket(engine, gateways: [gateway]) { market in
      let checkout = try await open(market)
      let paid = try await market.settlement.pay(checkout.id, with: .token("test_success"), viewer: nil)
      let order = paid.checkout.orders[0]
      gateway.lose(true)
      try await market.move(order, .cancelled)
      try await market.drain()
      #expect(try await market.settlement.refund(of: order.id)?.state == .pending)
      #expect(try await market.settlement.verifyLedger().isClean)
      gateway.lose(false)
      market.clock.advance(seconds: 7200)
      try await market.drain()
      let refund = try await market.settlement.refund(of: order.id)
      #expect(refund?.state == .succeeded)
      if let refund {
        try await market.settlement.sendRefund(refund.id)
        #expect(gateway.refunds == [refund.id.description: 2])
      }
      let held = try await market.database.read { try Ledger.balance(of: .gateway("test"), .eur, $0) }
      #expect(held.isZero)
      #expect(try await market.settlement.verifyLedger().isClean)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aRefundThatIsDeclinedCanBeSentAgain(engine: TestEngine) async throws {
    let gateway = FlakyGateway()
    try await withMarket(engine, gateways: [gateway]) { market in
      let checkout = try await open(market)
      let paid = try await market.settlement.pay(checkout.id, with: .token("test_success"), viewer: nil)
      gateway.refuseRefunds(true)
      try await market.move(paid.checkout.orders[0], .cancelled)
      try await market.drain()
      let declined = try await market.settlement.refunds(.declined, PageRequest()).items
      #expect(declined.count == 1)
      #expect(try await market.settlement.verifyLedger().isClean)
      gateway.refuseRefunds(false)
      for refund in declined {
        _ = try await market.settlement.retryRefund(refund.id)
        await #expect(throws: Problem.self) { _ = try await market.settlement.retryRefund(refund.id) }
      }
      try await market.drain()
      #expect(try await market.settlement.refunds(.succeeded, PageRequest()).items.count == 1)
      #expect(try await market.settlement.verifyLedger().isClean)
    }
  }
}
