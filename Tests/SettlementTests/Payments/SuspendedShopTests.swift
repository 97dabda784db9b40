import Kernel
import MarketSupport
import Ordering
import Persistence
import Settlement
import TestSupport
import Testing
import Vendors

/// A shop that was suspended while a checkout waited gets no money.
struct SuspendedShopTests {
  private func open(_ market: Market) async throws -> (lamps: Shop, checkout: Checkout) {
    let (lamps, rugs) = (try await market.openShop("Lamps"), try await market.openShop("Rugs"))
    let lamp = try await market.stock("Lamp", in: lamps, price: 4999, pieces: 5)
    let rug = try await market.stock("Rug", in: rugs, price: 12_345)
    return (lamps, try await market.checkOut([(lamp, 2), (rug, 1)]))
  }

  private func pay(_ checkout: Checkout, _ step: PaymentStep, _ market: Market) async throws -> Problem? {
    do {
      _ = try await market.settlement.pay(checkout.id, with: step, viewer: nil)
      return nil
    } catch let problem as Problem {
      return problem
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aPaymentIsRefusedBeforeMoneyMoves(engine: TestEngine) async throws {
    let gateway = FlakyGateway()
    try await withMarket(engine, gateways: [gateway]) { market in
      let (lamps, checkout) = try await open(market)
      let asked = try await market.settlement.pay(checkout.id, with: .token("test_challenge"), viewer: nil)
      #expect(asked.payment?.state == .challenge)
      _ = try await market.vendors.suspend(lamps.id, reason: "Sells what is not theirs")
      let before = gateway.charges
      for step in [PaymentStep.challenge("pass"), .token("test_success")] {
        let refused = try await pay(checkout, step, market)
        #expect(refused?.kind == .paymentNotPossible)
        #expect(refused?.detail.description.contains("Lamps does not sell at the moment.") == true)
      }
      #expect(gateway.charges == before)
      // Given up, what the other shop sells can be ordered.
      _ = try await market.ordering.cancelCheckout(checkout.id, viewer: nil, key: checkout.accessKey)
      let cart = try await market.ordering.cart(checkout.cart, viewer: nil)
      #expect(
        cart.lines.map(\.problem) == [.unavailable, nil] || cart.lines.map(\.problem) == [nil, .unavailable])
      #expect(try await market.settlement.verifyLedger().isClean)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func moneyThatIsUnderWayGoesBack(engine: TestEngine) async throws {
    let gateway = FlakyGateway()
    try await withMarket(engine, gateways: [gateway]) { market in
      let (lamps, checkout) = try await open(market)
      gateway.lose(true)
      #expect(try await pay(checkout, .token("test_success"), market)?.kind == .unavailable)
      gateway.lose(false)
      _ = try await market.vendors.suspend(lamps.id, reason: "Sells what is not theirs")
      market.clock.advance(seconds: 61)
      try await market.drain()
      #expect(try await market.settlement.latestPayment(of: checkout.id)?.state == .unmatched)
      #expect(try await market.ordering.checkout(checkout.id, viewer: nil).orders.isEmpty)
      #expect(gateway.refunds.count == 1)
      let reason = try await market.settlement.refunds(nil, PageRequest()).items.first?.reason
      #expect(reason?.description == "A shop does not sell any more")
      let held = try await market.database.read { try Ledger.balance(of: .gateway("test"), .eur, $0) }
      #expect(held.isZero)
      let report = try await market.settlement.verifyLedger()
      #expect(report.isClean, "\(report)")
    }
  }

  @Test(arguments: TestEngine.allCases)
  func paymentsAndSuspensionsAtTheSameMomentLeaveNoOrderOfAClosedShop(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      for _ in 0..<4 {
        let (lamps, checkout) = try await open(market)
        async let paid = pay(checkout, .token("test_success"), market)
        async let suspended = market.vendors.suspend(lamps.id, reason: "Sells what is not theirs")
        let refused = try await paid
        _ = try await suspended
        let after = try await market.ordering.checkout(checkout.id, viewer: nil)
        #expect(after.orders.isEmpty == (refused != nil))
        #expect(refused == nil || refused?.kind == .paymentNotPossible)
        try await market.drain()
        _ = try await market.vendors.approve(lamps.id)
      }
      let report = try await market.settlement.verifyLedger()
      #expect(report.isClean, "\(report)")
    }
  }
}
