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
  private func withCalls(
    _ engine: TestEngine, _ body: (KeyedMarket, KeyedCall, _ expected: Footprint) async throws -> Void
  ) async throws {
    let gateway = FlakyGateway()
    try await withMarket(engine, gateways: [gateway]) { market async throws in
      let kit = try await KeyedMarket(market, gateway)
      let (first, second) = (try await kit.calls(1), try await kit.calls(2))
      for (undisturbed, call) in zip(first, second) {
        let expected = try await kit.change { _ = await kit.node.send(undisturbed) }
        #expect(!expected.isEmpty, "\(call.name) moves nothing")
        try await body(kit, call, expected)
      }
      #expect(try await market.settlement.verifyLedger().isClean)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aCommitWhoseAnswerWasLostIsAnsweredAtOnce(engine: TestEngine) async throws {
    try await withCalls(engine) { kit, call, expected async throws in
      let change = try await kit.change {
        let node = kit.market.node(.outcomeUnknown)
        let first = await node.send(call)
        #expect(first.status < 300 && first.isReplay, "\(call.name): \(first.status) \(first.body)")
        let again = await node.send(call)
        #expect(again.status == first.status && again.body == first.body && again.isReplay)
      }
      #expect(change == expected, "\(call.name)")
    }
  }

  @Test(arguments: TestEngine.allCases)
  func whatADeadProgramDidIsAnsweredByTheNext(engine: TestEngine) async throws {
    try await withCalls(engine) { kit, call, expected async throws in
      let change = try await kit.change {
        _ = await kit.market.node(.death).send(call)
        for wait in [0, 62] as [Int64] {
          kit.market.clock.advance(seconds: wait)
          let answer = await kit.node.send(call)
          #expect(answer.status < 300 && answer.isReplay, "\(call.name): \(answer.status) \(answer.body)")
        }
      }
      #expect(change == expected, "\(call.name)")
    }
  }

  @Test(arguments: TestEngine.allCases)
  func twoNodesAtOnceDoItOnce(engine: TestEngine) async throws {
    try await withCalls(engine) { kit, call, expected async throws in
      let nodes = (0..<4).map { _ in kit.market.node() }
      let change = try await kit.change {
        let answers = await withTaskGroup(of: TestAnswer.self) { group in
          for index in 0..<12 { group.addTask { await nodes[index % 4].send(call) } }
          return await group.reduce(into: [TestAnswer]()) { $0.append($1) }
        }
        let done = answers.filter { $0.status < 300 }
        let rest = answers.filter { $0.status >= 300 }
        #expect(!done.isEmpty && Set(done.map(\.body)).count == 1, "\(call.name)")
        #expect(rest.allSatisfy { $0.text("code") == "idempotency-in-progress" }, "\(call.name)")
      }
      #expect(change == expected, "\(call.name)")
    }
  }

  @Test(arguments: TestEngine.allCases)
  func whoComesTooLateChangesNothing(engine: TestEngine) async throws {
    try await withCalls(engine) { kit, call, expected async throws in
      let change = try await kit.change {
        let gate = Gate()
        let stuck = kit.market.node(.gate(gate))
        // A call that is refused before its handler never comes to the gate.
        async let late = gate.give(up: await stuck.send(call))
        try await gate.awaitVisitor()
        kit.market.clock.advance(seconds: 62)
        let first = await kit.node.send(call)
        gate.open()
        let second = await late
        #expect(first.status < 300 && second.body == first.body && second.isReplay, "\(call.name)")
      }
      #expect(change == expected, "\(call.name)")
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
      // What looks random and is not may be somebody else's, too; what was drawn is nobody else's.
      for (key, isOne) in [
        ("00000000-0000-4000-8000-000000000000", false), ("0b8e1c72-93d4-1f5a-8c6b-7e2f4a9d0c31", false),
        ("0b8e1c72-93d4-4f5a-8c6b-7e2f4a9d0c31", true),
      ] {
        let twice = [await node.send("/carts", nil, key: key), await node.send("/carts", nil, key: key)]
        #expect((twice[0].text("id") == twice[1].text("id")) == isOne, "\(key)")
      }
      let signedIn = node.with(token: shop.owner.description)
      let own = [await signedIn.send("/carts", nil, key: "1"), await signedIn.send("/carts", nil, key: "1")]
      #expect(own[0].text("id") != nil && own[0].text("id") == own[1].text("id"))
    }
  }
}
