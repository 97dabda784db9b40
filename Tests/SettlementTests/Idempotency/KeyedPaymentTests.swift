import Kernel
import MarketSupport
import Ordering
import Persistence
import Settlement
import TestSupport
import Testing
import Web

/// A payment with an Idempotency-Key stands on both sides of a call to the gateway: cut off anywhere, the same
/// key goes on where it stands.
struct KeyedPaymentTests {
  private let secondsUntilRecovery: Int64 = 61

  private func open(_ market: Market) async throws -> (checkout: Checkout, path: String) {
    let shop = try await market.openShop("Lamps")
    let lamp = try await market.stock("Lamp", in: shop, price: 4999)
    let checkout = try await market.checkOut([(lamp, 2)])
    return (checkout, "/checkouts/\(checkout.id)/payment")
  }

  @Test(arguments: TestEngine.allCases, [Break.outcomeUnknown, .death])
  func aPaymentIsTakenOnce(engine: TestEngine, cut: Break) async throws {
    let gateway = FlakyGateway()
    try await withMarket(engine, gateways: [gateway]) { market async throws in
      let (_, path) = try await open(market)
      let body = #"{"token": "test_success"}"#
      let node = market.node(cut)
      _ = await node.send(path, body, key: "k")
      let answers = [await node.send(path, body, key: "k"), await market.node().send(path, body, key: "k")]
      #expect(answers.allSatisfy { $0.status == 200 && $0.isReplay && $0.text("status") == "completed" })
      #expect(answers[0].body == answers[1].body)
      #expect(gateway.charges.values.reduce(0, +) == 1)
      #expect(try await market.settlement.verifyLedger().isClean)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aLostAnswerOfTheGatewayIsAskedForAgain(engine: TestEngine) async throws {
    let gateway = FlakyGateway()
    try await withMarket(engine, gateways: [gateway]) { market async throws in
      let (_, path) = try await open(market)
      let body = #"{"token": "test_success"}"#
      gateway.lose(true)
      let lost = await market.node().send(path, body, key: "k")
      #expect(lost.status == 503 && lost.response.headers[.retryAfter] != nil)
      gateway.lose(false)
      let done = await market.node().send(path, body, key: "k")
      #expect(done.status == 200 && !done.isReplay && done.text("status") == "completed")
      let again = await market.node().send(path, body, key: "k")
      #expect(again.isReplay && again.body == done.body)
      // Two calls with one key, so the gateway charged once.
      #expect(gateway.charges.count == 1 && gateway.charges.values.first == 2)
      let other = await market.node().send(path, #"{"token": "test_decline"}"#, key: "k")
      #expect(other.text("code") == "idempotency-mismatch")
    }
  }

  /// The job found out that the attempt failed. The key stands for that attempt, not for another one.
  @Test(arguments: TestEngine.allCases)
  func anAttemptThatFailedMeanwhileIsNotMadeAgain(engine: TestEngine) async throws {
    let gateway = FlakyGateway()
    try await withMarket(engine, gateways: [gateway]) { market async throws in
      let (checkout, path) = try await open(market)
      let body = #"{"token": "test_decline"}"#
      gateway.lose(true)
      #expect(await market.node().send(path, body, key: "k").status == 503)
      gateway.lose(false)
      market.clock.advance(seconds: secondsUntilRecovery)
      try await market.drain()
      #expect(try await market.settlement.latestPayment(of: checkout.id)?.state == .declined)
      for _ in 0..<2 { #expect(await market.node().send(path, body, key: "k").status == 402) }
      #expect(gateway.charges.count == 1)
      #expect(await market.node().send(path, #"{"token": "test_success"}"#, key: "l").status == 200)
    }
  }

  /// Paid by the job after the client gave up, and after the checkout's time had run out.
  @Test(arguments: TestEngine.allCases)
  func aPaymentThatTheJobFinishedIsAnswered(engine: TestEngine) async throws {
    let gateway = FlakyGateway()
    try await withMarket(engine, gateways: [gateway]) { market async throws in
      let (_, path) = try await open(market)
      let body = #"{"token": "test_success"}"#
      gateway.lose(true)
      #expect(await market.node().send(path, body, key: "k").status == 503)
      gateway.lose(false)
      market.clock.advance(seconds: secondsUntilRecovery)
      try await market.drain()
      let answer = await market.node().send(path, body, key: "k")
      #expect(answer.status == 200 && answer.text("status") == "completed")
      #expect(gateway.charges.count == 1)
    }
  }

  /// The checkout is not over, so nobody is told that they came too late.
  @Test(arguments: TestEngine.allCases)
  func moneyForAShopThatDoesNotSellIsSaidToGoBack(engine: TestEngine) async throws {
    let gateway = FlakyGateway()
    try await withMarket(engine, gateways: [gateway]) { market async throws in
      let (checkout, path) = try await open(market)
      let body = #"{"token": "test_success"}"#
      gateway.lose(true)
      #expect(await market.node().send(path, body, key: "k").status == 503)
      gateway.lose(false)
      _ = try await market.vendors.suspend(checkout.parts[0].shop.id, reason: "Sells what is not theirs")
      market.clock.advance(seconds: secondsUntilRecovery)
      try await market.drain()
      let answer = await market.node().send(path, body, key: "k")
      #expect(answer.text("code") == "payment-not-possible")
      let told = try #require(answer.text("detail"))
      #expect(told.hasPrefix("Lamps does not sell at the moment."))
      #expect(told.hasSuffix("You get the money back."))
      #expect(gateway.charges.count == 1 && gateway.refunds.count == 1)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aDeclinedCardStaysDeclined(engine: TestEngine) async throws {
    let gateway = FlakyGateway()
    try await withMarket(engine, gateways: [gateway]) { market async throws in
      let (_, path) = try await open(market)
      let body = #"{"token": "test_decline"}"#
      let first = await market.node().send(path, body, key: "k")
      let again = await market.node().send(path, body, key: "k")
      #expect(first.status == 402 && !first.isReplay && again.status == 402 && again.isReplay)
      #expect(gateway.charges.count == 1)
    }
  }
}
