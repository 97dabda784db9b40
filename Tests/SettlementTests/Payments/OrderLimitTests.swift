import Kernel
import MarketSupport
import Ordering
import Persistence
import Settlement
import TestSupport
import Testing

/// What one order may cost is looked at before anything is reserved or charged.
struct OrderLimitTests {
  private func refusal(_ body: () async throws -> Void) async -> Problem? {
    do {
      try await body()
      return nil
    } catch {
      return error as? Problem
    }
  }

  @Test(arguments: TestEngine.allCases)
  func twelveTimesTheDearestIsRefusedBeforeAnythingMoves(engine: TestEngine) async throws {
    let gateway = FlakyGateway()
    try await withMarket(engine, gateways: [gateway]) { market in
      let shop = try await market.openShop("Lamps")
      let cart = try await market.ordering.openCart(for: nil)
      for index in 0..<12 {
        let lamp = try await market.stock(
          "Lamp \(index)", in: shop, price: Money.largestAsked, pieces: 100_000)
        let tooMany = await refusal {
          _ = try await market.ordering.putItem(lamp, quantity: 999, in: cart.id, viewer: nil)
        }
        #expect(tooMany?.kind == .orderTooLarge)
        #expect(tooMany?.detail.description.contains("100,000,000,000.00") == true)
        // As a cart was filled before there was a limit, or before the price rose.
        try await market.database.write { tx in
          try tx.run("UPDATE carts SET currency = 'EUR' WHERE id = \(cart.id)")
          try tx.run(
            """
            INSERT INTO cart_items (cart_id, variant_id, quantity, price_seen, added_at)
            VALUES (\(cart.id), \(lamp), 999, \(Money.largestAsked), 0)
            """)
        }
      }
      let shown = try await market.ordering.cart(cart.id, viewer: nil)
      #expect(shown.subtotal?.amount == 11_988_000_000_000_000)
      #expect(shown.isTooLarge && !shown.canCheckOut)
      for method in ["test", "cod"] {
        let request = try CheckoutInput.read(
          .object([
            "cart": .string(cart.id.description), "email": "ada@example.org",
            "paymentMethod": .string(method),
            "shippingAddress": .object([
              "name": "Ada Lovelace", "line1": "1 Analytical Row", "city": "London", "postalCode": "W1A 1AA",
              "country": "GB",
            ]),
          ]))
        let tooLarge = await refusal { _ = try await market.ordering.placeCheckout(request, by: .guest) }
        #expect(tooLarge?.kind == .orderTooLarge)
      }
      #expect(gateway.charges.isEmpty)
      for table: SQL in ["checkouts", "orders", "payments", "ledger_transactions"] {
        let rows = try await market.database.read {
          try $0.value("SELECT COUNT(*) FROM \(fragment: table)", as: Int64.self)
        }
        #expect(rows == 0)
      }
      let held = try await market.database.read {
        try $0.value("SELECT COUNT(*) FROM variants WHERE reserved + allocated > 0", as: Int64.self)
      }
      #expect(held == 0)
      // The cart can still be emptied, line by line and piece by piece.
      let first = try #require(shown.lines.first?.variant)
      let fewer = try await market.ordering.putItem(first, quantity: 998, in: cart.id, viewer: nil)
      #expect(fewer.isTooLarge)
      for line in shown.lines {
        _ = try await market.ordering.removeItem(line.variant, from: cart.id, viewer: nil)
      }
      #expect(try await market.ordering.cart(cart.id, viewer: nil).isEmpty)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aCheckoutThatGrewTooLargeIsNotCharged(engine: TestEngine) async throws {
    let gateway = FlakyGateway()
    try await withMarket(engine, gateways: [gateway]) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Lamp", in: shop, price: 5000)
      let checkout = try await market.checkOut([(lamp, 1)])
      let total = Checkout.largestTotal + 1
      try await market.database.write { tx in
        try tx.run(
          "UPDATE checkouts SET items_total = \(total), shipping_total = 0, total = \(total) WHERE id = \(checkout.id)"
        )
      }
      let tooLarge = await refusal {
        _ = try await market.settlement.pay(checkout.id, with: .token("test_success"), viewer: nil)
      }
      #expect(tooLarge?.kind == .orderTooLarge)
      #expect(gateway.charges.isEmpty)
      #expect(try await market.settlement.latestPayment(of: checkout.id) == nil)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func theLargestOrderGoesAllTheWayAndBack(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Lamp", in: shop, price: Money.largestAsked)
      let penny = try await market.stock("Penny", in: shop, price: 1)
      let tooLarge = await refusal { _ = try await market.checkOut([(lamp, 10), (penny, 1)]) }
      #expect(tooLarge?.kind == .orderTooLarge)
      let order = try #require(try await market.buy([(lamp, 10)]).orders.first)
      #expect(order.total.amount == Checkout.largestTotal)
      let share = try #require(try await market.settlement.share(of: order.id))
      #expect(share.commission.amount == Checkout.largestTotal / 10)
      #expect(try share.commission.adding(share.net) == order.total)
      try await market.move(order, .shipped, .delivered, .refundRequested, .refunded)
      try await market.drain()
      let report = try await market.settlement.verifyLedger()
      #expect(report.isClean, "\(report)")
      #expect(report.balances.allSatisfy { $0.total.isZero })
    }
  }
}
