import Kernel
import Ordering
import Persistence
import TestSupport
import Testing

/// Runs the bodies at the same moment and answers the kinds of their refusals, `nil` for each success.
private func together(
  _ count: Int, _ body: @escaping @Sendable (Int) async throws -> Void
) async throws -> [ProblemKind?] {
  try await withThrowingTaskGroup(of: ProblemKind?.self) { group in
    for index in 0..<count {
      group.addTask { try await problem { try await body(index) }?.kind }
    }
    return try await group.reduce(into: []) { $0.append($1) }
  }
}

@Suite struct CheckoutRaceTests {
  @Test(arguments: TestEngine.allCases)
  func sixtyFourBuyersShareTenPieces(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"), stock: 10)
      var carts: [CartID] = []
      for _ in 0..<64 { carts.append(try await market.cart([(lamp, 1)]).id) }
      let results = try await together(64) { [carts] index in
        // Half of them pay at delivery, half at once.
        let method = index.isMultiple(of: 2) ? "cod" : "test"
        let checkout = try await market.checkOut(carts[index], method: method)
        if method == "test" { _ = try await market.pay(checkout.id) }
      }
      #expect(results.count { $0 == nil } == 10)
      #expect(results.count { $0 == .outOfStock } == 54)
      #expect(try await market.stock(lamp) == Stock(10, allocated: 10))
      #expect(try await market.count("SELECT COUNT(*) FROM orders") == 10)
      #expect(try await market.count("SELECT COUNT(*) FROM carts WHERE status = 'open'") == 54)
      #expect(market.recorder.entries.count == 10)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func refusalsNameTheItem(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"), stock: 2)
      let (first, second) = (try await market.cart([(lamp, 2)]), try await market.cart([(lamp, 2)]))
      _ = try await market.checkOut(first.id)
      let refusal = try await problem { try await market.checkOut(second.id) }
      #expect(refusal?.kind == .outOfStock)
      #expect(refusal?.fields.map(\.field) == ["items.\(lamp)"])
      #expect(refusal?.detail.description == "“Lamp (Red)” is sold out.")
    }
  }

  @Test(arguments: TestEngine.allCases)
  func cartsInOppositeOrderNeverStick(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let shop = try await market.shop("north")
      var variants: [VariantID] = []
      for _ in 0..<4 { variants.append(try await market.variant(of: shop, stock: 1_000)) }
      var carts: [CartID] = []
      for index in 0..<32 {
        let lines = index.isMultiple(of: 2) ? variants : variants.reversed()
        carts.append(try await market.cart(lines.map { ($0, 2) }).id)
      }
      let results = try await together(32) { [carts] in _ = try await market.checkOut(carts[$0]) }
      #expect(results.allSatisfy { $0 == nil })
      for variant in variants { #expect(try await market.stock(variant) == Stock(1_000, allocated: 64)) }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func oneCartIsCheckedOutOnce(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"))
      let cart = try await market.cart([(lamp, 1)])
      let results = try await together(16) { _ in _ = try await market.checkOut(cart.id) }
      #expect(results.allSatisfy { $0 == nil })
      #expect(try await market.count("SELECT COUNT(*) FROM checkouts") == 1)
      #expect(try await market.count("SELECT COUNT(*) FROM orders") == 1)
      #expect(try await market.stock(lamp) == Stock(10, allocated: 1))
    }
  }

  @Test(arguments: TestEngine.allCases)
  func paymentAndExpiryAgree(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"), stock: 100)
      for _ in 0..<10 {
        let before = try await market.stock(lamp)
        let cart = try await market.cart([(lamp, 1)])
        let checkout = try await market.checkOut(cart.id, method: "test")
        market.time.advance(seconds: 1_000)
        let results = try await together(4) { index in
          if index.isMultiple(of: 2) {
            _ = try await market.pay(checkout.id)
          } else {
            try await market.ordering.expireCheckout(checkout.id)
          }
        }
        let after = try await market.ordering.checkout(checkout.id, viewer: nil)
        let stock = try await market.stock(lamp)
        switch after.status {
        case .completed:
          #expect(results.allSatisfy { $0 == nil })
          #expect(stock?.allocated == (before?.allocated ?? 0) + 1)
        case .expired:
          #expect(results.count { $0 == .checkoutExpired } == 2)
          #expect(stock == before)
        case .awaitingPayment, .cancelled: Issue.record("neither paid nor expired")
        }
        #expect(stock?.reserved == 0)
      }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func cancelAndPayAgree(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"), stock: 100)
      for _ in 0..<10 {
        let cart = try await market.cart([(lamp, 1)])
        let checkout = try await market.checkOut(cart.id, method: "test")
        let results = try await together(2) { index in
          if index == 0 {
            _ = try await market.pay(checkout.id)
          } else {
            _ = try await market.ordering.cancelCheckout(checkout.id, viewer: nil, key: checkout.accessKey)
          }
        }
        #expect(results.count { $0 == nil } == 1)
        #expect(try await market.stock(lamp)?.reserved == 0)
      }
      let orders = try await market.count("SELECT COUNT(*) FROM orders")
      #expect(try await market.stock(lamp)?.allocated == orders)
    }
  }
}
