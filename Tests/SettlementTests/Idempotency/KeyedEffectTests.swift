import Kernel
import MarketSupport
import Ordering
import Persistence
import Settlement
import TestSupport
import Testing
import Vendors
import Web

/// A request with an Idempotency-Key has its effect once, wherever it is cut off.
struct KeyedEffectTests {
  /// Every kind of thing that moves money or goods by one transaction: a request, and how often it took effect.
  private struct Effect {
    let name: String
    let path: String
    let body: String?
    let token: AccountID?
    let count: @Sendable () async throws -> Int
  }

  private func effects(_ market: Market) async throws -> [Effect] {
    let shop = try await market.earningShop()
    let lamp = try await market.stock("Lamp", in: shop, price: 5_000)
    let carts = [try await market.cart(lamp)]
    let orders = [try await market.buy([(lamp, 1)]).orders[0], try await market.buy([(lamp, 1)]).orders[0]]
    let payouts = [
      try await market.settlement.requestPayout(PayoutRequest(amount: 700), from: shop.id, by: shop.owner),
      try await market.settlement.requestPayout(PayoutRequest(amount: 800), from: shop.id, by: shop.owner),
    ]
    @Sendable func steps(_ order: Order) async throws -> Int {
      try await market.ordering.order(order.id, access: .admin).history.count
    }
    // Nobody decides about the payouts of their own shop.
    let other = try await market.identity.ensureOperator(email: market.email("finance"), name: "Finance").id
    let before = [try await steps(orders[0]), try await steps(orders[1])]
    func finished(_ payout: Payout) -> @Sendable () async throws -> Int {
      { try await market.settlement.payout(payout.id, of: shop.id).state == .requested ? 0 : 1 }
    }
    return [
      Effect(
        name: "payout", path: "/shops/\(shop.id)/payouts", body: #"{"amount": 1000}"#, token: shop.owner
      ) { try await market.payouts(of: shop) - 2 },
      Effect(name: "checkout", path: "/checkouts", body: checkoutBody(carts[0]), token: nil) {
        try await market.ordering.orders(OrderFilter(shop: shop.id), PageRequest(limit: 100, cursor: nil))
          .items.count - 3
      },
      Effect(
        name: "transition", path: "/shops/\(shop.id)/orders/\(orders[0].id)/transitions",
        body: #"{"to": "processing"}"#, token: shop.owner
      ) { try await steps(orders[0]) - before[0] },
      Effect(
        name: "cancel", path: "/orders/\(orders[1].id)/cancel?key=\(orders[1].accessKey)", body: nil,
        token: nil
      ) { try await steps(orders[1]) - before[1] },
      Effect(
        name: "complete", path: "/admin/payouts/\(payouts[0].id)/complete", body: nil, token: other,
        count: finished(payouts[0])),
      Effect(
        name: "fail", path: "/admin/payouts/\(payouts[1].id)/fail", body: #"{"reason": "closed"}"#,
        token: other, count: finished(payouts[1])),
    ]
  }

  @Test(arguments: TestEngine.allCases)
  func aCommitWhoseAnswerWasLostIsAnsweredAtOnce(engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      for effect in try await effects(market) {
        let node = market.node(.outcomeUnknown).with(token: effect.token?.description)
        let first = await node.send(effect.path, effect.body, key: "k")
        #expect(first.status < 300 && first.isReplay, "\(effect.name): \(first.status) \(first.body)")
        let again = await node.send(effect.path, effect.body, key: "k")
        #expect(again.status == first.status && again.body == first.body && again.isReplay)
        #expect(try await effect.count() == 1, "\(effect.name)")
      }
      #expect(try await market.settlement.verifyLedger().isClean)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func whatADeadProgramDidIsAnsweredByTheNext(engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      for effect in try await effects(market) {
        _ = await market.node(.death).with(token: effect.token?.description)
          .send(effect.path, effect.body, key: "k")
        for wait in [0, 62] as [Int64] {
          market.clock.advance(seconds: wait)
          let node = market.node().with(token: effect.token?.description)
          let answer = await node.send(effect.path, effect.body, key: "k")
          #expect(answer.status < 300 && answer.isReplay, "\(effect.name): \(answer.status) \(answer.body)")
        }
        #expect(try await effect.count() == 1, "\(effect.name)")
      }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func twoNodesAtOnceDoItOnce(engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      for effect in try await effects(market) {
        let nodes = (0..<4).map { _ in market.node().with(token: effect.token?.description) }
        let answers = await withTaskGroup(of: TestAnswer.self) { group in
          for index in 0..<12 {
            group.addTask { await nodes[index % 4].send(effect.path, effect.body, key: "k") }
          }
          return await group.reduce(into: [TestAnswer]()) { $0.append($1) }
        }
        let done = answers.filter { $0.status < 300 }
        let rest = answers.filter { $0.status >= 300 }
        #expect(!done.isEmpty && Set(done.map(\.body)).count == 1, "\(effect.name)")
        #expect(rest.allSatisfy { $0.text("code") == "idempotency-in-progress" }, "\(effect.name)")
        #expect(try await effect.count() == 1, "\(effect.name)")
      }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func whoComesTooLateChangesNothing(engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      for effect in try await effects(market) {
        let gate = Gate()
        let stuck = market.node(.gate(gate)).with(token: effect.token?.description)
        async let late = stuck.send(effect.path, effect.body, key: "k")
        try await gate.awaitVisitor()
        market.clock.advance(seconds: 62)
        let node = market.node().with(token: effect.token?.description)
        let first = await node.send(effect.path, effect.body, key: "k")
        gate.open()
        let second = await late
        #expect(first.status < 300 && second.body == first.body && second.isReplay, "\(effect.name)")
        #expect(try await effect.count() == 1, "\(effect.name)")
      }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func anotherContentIsRefusedAfterTheEffect(engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let shop = try await market.earningShop()
      let node = market.node(.death).with(token: shop.owner.description)
      let path = "/shops/\(shop.id)/payouts"
      _ = await node.send(path, #"{"amount": 1000}"#, key: "k")
      let other = await node.send(path, #"{"amount": 2000}"#, key: "k")
      #expect(other.status == 422 && other.text("code") == "idempotency-mismatch")
      #expect(try await market.payouts(of: shop) == 1)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aRefusalLeavesNothingBehind(engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let shop = try await market.earningShop()
      let node = market.node().with(token: shop.owner.description)
      let path = "/shops/\(shop.id)/payouts"
      let wrong = await node.send(path, #"{"amount": {"amount": 100, "currency": "USD"}}"#, key: "k")
      #expect(wrong.status == 422)
      #expect(await node.send(path, #"{"amount": 100}"#, key: "k").status == 201)
      let tooMuch = await node.send(path, #"{"amount": 900000}"#, key: "m")
      #expect(tooMuch.status == 409 && !tooMuch.isReplay)
      let again = await node.send(path, #"{"amount": 900000}"#, key: "m")
      #expect(again.status == 409 && again.isReplay && again.body == tooMuch.body)
      #expect(try await market.payouts(of: shop) == 1)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func guestsDoNotShareKeys(engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Lamp", in: shop, price: 5_000)
      let node = market.node()
      let carts = [try await market.cart(lamp), try await market.cart(lamp)]
      let first = await node.send("/checkouts", checkoutBody(carts[0]), key: "1")
      let second = await node.send("/checkouts", checkoutBody(carts[1]), key: "1")
      #expect(first.status == 201 && second.status == 201 && first.text("id") != second.text("id"))
      let other = await node.send("/checkouts", checkoutBody(carts[0], email: "eve@example.org"), key: "1")
      #expect(other.text("code") == "idempotency-mismatch")
      // A guest without a cart can't be told from another one.
      let opened = [await node.send("/carts", nil, key: "1"), await node.send("/carts", nil, key: "1")]
      #expect(opened.allSatisfy { $0.status == 201 } && opened[0].text("id") != opened[1].text("id"))
      let signedIn = node.with(token: shop.owner.description)
      let own = [await signedIn.send("/carts", nil, key: "1"), await signedIn.send("/carts", nil, key: "1")]
      #expect(own[0].text("id") != nil && own[0].text("id") == own[1].text("id"))
    }
  }
}
