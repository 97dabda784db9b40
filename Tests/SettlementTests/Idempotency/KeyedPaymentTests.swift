import Kernel
import MarketSupport
import Ordering
import Persistence
import Settlement
import TestSupport
import Testing
import Web

private let secondsUntilRecovery: Int64 = 61
private let good = #"{"token": "test_success"}"#
private let bad = #"{"token": "test_decline"}"#

/// A checkout that is not paid yet, and who takes the money.
private struct Desk {
  let market: Market
  let gateway: FlakyGateway
  let checkout: Checkout

  var path: String { "/checkouts/\(checkout.id)/payment" }

  /// Pays at a node of its own.
  func pay(_ body: String, key: String = "k") async -> TestAnswer {
    await market.node().send(path, body, key: key)
  }

  /// The gateway does what it is asked, and its answer is lost.
  func payInVain(_ body: String) async {
    gateway.lose(true)
    let lost = await pay(body)
    #expect(lost.status == 503 && lost.response.headers[.retryAfter] != nil)
    gateway.lose(false)
  }

  /// The job finds out what became of it.
  func recover() async throws {
    market.clock.advance(seconds: secondsUntilRecovery)
    try await market.drain()
  }
}

private func withDesk(
  _ engine: TestEngine, isolation: isolated (any Actor)? = #isolation, _ body: (Desk) async throws -> Void
) async throws {
  let gateway = FlakyGateway()
  try await withMarket(engine, gateways: [gateway]) { market async throws in
    let shop = try await market.openShop("Lamps")
    let lamp = try await market.stock("Lamp", in: shop, price: 4999)
    try await body(Desk(market: market, gateway: gateway, checkout: try await market.checkOut([(lamp, 2)])))
  }
}

/// A payment with an Idempotency-Key stands on both sides of a call to the gateway: cut off anywhere, the same
/// key goes on where it stands.
struct KeyedPaymentTests {
  @Test(arguments: TestEngine.allCases, [Break.outcomeUnknown, .death])
  func aPaymentIsTakenOnce(engine: TestEngine, cut: Break) async throws {
    try await withDesk(engine) { desk async throws in
      let node = desk.market.node(cut)
      _ = await node.send(desk.path, good, key: "k")
      let answers = [await node.send(desk.path, good, key: "k"), await desk.pay(good)]
      #expect(answers.allSatisfy { $0.status == 200 && $0.isReplay && $0.text("status") == "completed" })
      #expect(answers[0].body == answers[1].body)
      #expect(desk.gateway.charges.values.reduce(0, +) == 1)
      #expect(try await desk.market.settlement.verifyLedger().isClean)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aLostAnswerOfTheGatewayIsAskedForAgain(engine: TestEngine) async throws {
    try await withDesk(engine) { desk async throws in
      await desk.payInVain(good)
      let done = await desk.pay(good)
      #expect(done.status == 200 && !done.isReplay && done.text("status") == "completed")
      let again = await desk.pay(good)
      #expect(again.isReplay && again.body == done.body)
      // Two calls with one key, so the gateway charged once.
      #expect(desk.gateway.charges.count == 1 && desk.gateway.charges.values.first == 2)
      #expect(await desk.pay(bad).text("code") == "idempotency-mismatch")
    }
  }

  /// The job found out that the attempt failed. The key stands for that attempt, not for another one.
  @Test(arguments: TestEngine.allCases)
  func anAttemptThatFailedMeanwhileIsNotMadeAgain(engine: TestEngine) async throws {
    try await withDesk(engine) { desk async throws in
      await desk.payInVain(bad)
      try await desk.recover()
      #expect(try await desk.market.settlement.latestPayment(of: desk.checkout.id)?.state == .declined)
      for _ in 0..<2 { #expect(await desk.pay(bad).status == 402) }
      #expect(desk.gateway.charges.count == 1)
      #expect(await desk.pay(good, key: "l").status == 200)
    }
  }

  /// Paid by the job after the client gave up, and after the checkout's time had run out.
  @Test(arguments: TestEngine.allCases)
  func aPaymentThatTheJobFinishedIsAnswered(engine: TestEngine) async throws {
    try await withDesk(engine) { desk async throws in
      await desk.payInVain(good)
      try await desk.recover()
      let answer = await desk.pay(good)
      #expect(answer.status == 200 && answer.text("status") == "completed")
      #expect(desk.gateway.charges.count == 1)
    }
  }

  /// The checkout is not over, so nobody is told that they came too late.
  @Test(arguments: TestEngine.allCases)
  func moneyForAShopThatDoesNotSellIsSaidToGoBack(engine: TestEngine) async throws {
    try await withDesk(engine) { desk async throws in
      await desk.payInVain(good)
      let shop = desk.checkout.parts[0].shop.id
      _ = try await desk.market.vendors.suspend(shop, reason: "Sells what is not theirs")
      try await desk.recover()
      let answer = await desk.pay(good)
      #expect(answer.text("code") == "payment-not-possible")
      let told = try #require(answer.text("detail"))
      #expect(told.hasPrefix("Lamps does not sell at the moment."))
      #expect(told.hasSuffix("You get the money back."))
      #expect(desk.gateway.charges.count == 1 && desk.gateway.refunds.count == 1)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aDeclinedCardStaysDeclined(engine: TestEngine) async throws {
    try await withDesk(engine) { desk async throws in
      let first = await desk.pay(bad)
      let again = await desk.pay(bad)
      #expect(first.status == 402 && !first.isReplay && again.status == 402 && again.isReplay)
      #expect(desk.gateway.charges.count == 1)
    }
  }
}
