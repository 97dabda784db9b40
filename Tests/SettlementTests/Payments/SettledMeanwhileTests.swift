import Gateways
import Kernel
import MarketSupport
import Ordering
import Persistence
import Settlement
import Synchronization
import TestSupport
import Testing
import Vendors
import Web

/// An attempt to pay that somebody else settles while the gateway's answer is on its way.
struct SettledMeanwhileTests {
  /// Opens a checkout and pays it, while `meanwhile` happens between the gateway's answer and its booking.
  private func pay(
    _ engine: TestEngine, answered result: ChargeResult? = nil,
    meanwhile: @escaping @Sendable (Market, Shop, PaymentID) async throws -> Void,
    then check: (Market, Checkout, Problem?) async throws -> Void
  ) async throws {
    let gateway = MeddledGateway(result)
    try await withMarket(engine, gateways: [gateway]) { market async throws in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Lamp", in: shop, price: 4999)
      let checkout = try await market.checkOut([(lamp, 2)])
      gateway.meddle {
        let payment = try #require(await market.settlement.latestPayment(of: checkout.id))
        try await meanwhile(market, shop, payment.id)
      }
      var problem: Problem?
      do {
        _ = try await market.settlement.pay(checkout.id, with: .token("test_success"), viewer: nil)
      } catch let refusal as Problem {
        problem = refusal
      }
      try await check(market, checkout, problem)
      try await market.drain()
      let report = try await market.settlement.verifyLedger()
      #expect(report.isClean, "\(report)")
    }
  }

  /// Suspends the shop, has the job settle the attempt, and opens the shop again.
  private static func giveBack(_ market: Market, _ shop: Shop, _ payment: PaymentID) async throws {
    _ = try await market.vendors.suspend(shop.id, reason: "Sells what is not theirs")
    try await market.settlement.recoverPayment(payment)
    _ = try await market.vendors.approve(shop.id)
  }

  @Test("Money that went back buys nothing, even when the shop sells again", arguments: TestEngine.allCases)
  func moneyThatWentBack(engine: TestEngine) async throws {
    try await pay(engine, meanwhile: Self.giveBack) { market, checkout, problem async throws in
      #expect(problem?.kind == .paymentNotPossible)
      #expect(problem?.detail.description.hasPrefix("Lamps does not sell at the moment.") == true)
      #expect(try await market.ordering.checkout(checkout.id, viewer: nil).status == .awaitingPayment)
      #expect(try await market.settlement.latestPayment(of: checkout.id)?.state == .unmatched)
      // The goods are still held, so another attempt buys them.
      let paid = try await market.settlement.pay(checkout.id, with: .token("test_success"), viewer: nil)
      #expect(paid.checkout.status == .completed && paid.payment?.attempt == 2)
    }
  }

  @Test("Who is told of money that went back is told why", arguments: TestEngine.allCases)
  func whyItWentBack(engine: TestEngine) async throws {
    let declined = ChargeResult.declined(Decline(.other, "The line was bad."))
    try await pay(engine, answered: declined, meanwhile: Self.giveBack) { market, checkout, problem in
      #expect(problem?.kind == .paymentNotPossible)
      #expect(problem?.detail.description.hasPrefix("Lamps does not sell at the moment.") == true)
    }
    try await pay(engine, answered: declined) { market, _, payment async throws in
      let checkout = try #require(await market.database.read { try PaymentStore.find(payment, $0) }).checkout
      market.clock.advance(seconds: 26 * 60)
      _ = try await market.ordering.expireCheckout(checkout)
      try await market.settlement.recoverPayment(payment)
    } then: { market, checkout, problem in
      #expect(problem?.kind == .checkoutExpired)
      #expect(
        problem?.detail.description.hasPrefix("The payment arrived after the checkout was over.") == true)
    }
  }

  @Test("A bank sends its customer back to a page that there is")
  func theWayBack() async throws {
    let gateway = MeddledGateway(nil)
    try await withMarket(.sqlite, gateways: [gateway]) { market async throws in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Lamp", in: shop, price: 4999)
      let checkout = try await market.checkOut([(lamp, 1)])
      _ = try await market.settlement.pay(checkout.id, with: .token("test_challenge"), viewer: nil)
      let url = try #require(gateway.returnURL)
      let path = try #require(url.hasPrefix(Market.publicURL) ? url.dropFirst(Market.publicURL.count) : nil)
      let template = path.replacing(checkout.id.description, with: "{checkout}")
      let page = market.assembly.routes().first {
        $0.kind == .page && $0.method == .get && $0.path == template
      }
      #expect(page != nil, "\(template) is no page")
    }
  }
}

/// The test gateway, during whose first answer something else happens; `result` takes the answer's place.
private final class MeddledGateway: PaymentGateway {
  private struct State {
    var act: (@Sendable () async throws -> Void)?
    var returnURL: String?
  }

  private let inner = TestGateway()
  private let result: ChargeResult?
  private let state = Mutex(State())

  let name = "test"

  init(_ result: ChargeResult?) { self.result = result }

  var returnURL: String? { state.withLock { $0.returnURL } }

  func meddle(_ act: @escaping @Sendable () async throws -> Void) { state.withLock { $0.act = act } }

  func charge(_ charge: Charge) async throws -> ChargeResult {
    let answer = try await inner.charge(charge)
    let act = state.withLock { state in
      defer { state.act = nil }
      state.returnURL = charge.returnURL
      return state.act
    }
    guard let act else { return answer }
    try await act()
    return result ?? answer
  }

  func confirm(_ answer: ChallengeAnswer) async throws -> ChargeResult { try await inner.confirm(answer) }

  func refund(_ refund: GatewayRefund) async throws -> GatewayRefundResult { try await inner.refund(refund) }

  func record(_ reference: String) async throws -> GatewayRecord? { try await inner.record(reference) }
}
