import Kernel
import Ordering
import Persistence
import TestSupport
import Testing

@Suite struct GiveUpCheckoutTests {
  @Test(arguments: TestEngine.allCases)
  func cancellingGivesTheGoodsAndTheCartBack(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"))
      let cart = try await market.cart([(lamp, 4)])
      let checkout = try await market.checkOut(cart.id, method: "test")
      for _ in 0..<2 {
        // The second time changes nothing.
        #expect(
          try await market.ordering.cancelCheckout(checkout.id, viewer: nil, key: checkout.accessKey).status
            == .cancelled)
        #expect(try await market.stock(lamp) == Stock(10))
      }
      #expect(try await market.ordering.cart(cart.id, viewer: nil).status == .open)
      let payment = try await problem { try await market.pay(checkout.id) }
      #expect(payment?.kind == .checkoutExpired)
      let second = try await market.checkOut(cart.id)
      #expect(second.id != checkout.id && second.status == .completed)
      let tooLate = try await problem {
        try await market.ordering.cancelCheckout(second.id, viewer: nil, key: second.accessKey)
      }
      #expect(tooLate?.kind == .notAllowedNow)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func expiryGivesTheGoodsBack(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"), stock: 3)
      let cart = try await market.cart([(lamp, 3)])
      let checkout = try await market.checkOut(cart.id, method: "test")
      #expect(try await market.ordering.expireCheckout(checkout.id) == false)
      market.time.advance(seconds: 899)
      #expect(try await market.ordering.expireOverdueCheckouts() == 0)
      market.time.advance(seconds: 1)
      let tooLate = try await problem {
        try await market.database.write {
          try market.ordering.checkoutForPayment(checkout.id, viewer: nil, $0)
        }
      }
      #expect(tooLate?.kind == .checkoutExpired)
      #expect(try await market.ordering.expireOverdueCheckouts() == 1)
      #expect(try await market.ordering.expireOverdueCheckouts() == 0)
      #expect(try await market.stock(lamp) == Stock(3))
      #expect(try await market.count("SELECT COUNT(*) FROM products WHERE in_stock = TRUE") == 1)
      #expect(try await market.ordering.checkout(checkout.id, viewer: nil).status == .expired)
      #expect(try await market.checkOut(cart.id).status == .completed)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func eachCheckoutLeavesAJobForItsEnd(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"))
      let checkout = try await market.checkOut(market.cart([(lamp, 1)]).id, method: "test")
      var registry = JobRegistry()
      try OrderingJobs.register(market.ordering, in: &registry)
      let runner = JobRunner(database: market.database, jobs: registry)
      try await runner.drain()
      #expect(try await market.ordering.checkout(checkout.id, viewer: nil).status == .awaitingPayment)
      market.time.advance(seconds: 901)
      try await runner.drain()
      #expect(try await market.ordering.checkout(checkout.id, viewer: nil).status == .expired)
      #expect(try await market.stock(lamp) == Stock(10))
    }
  }
}
