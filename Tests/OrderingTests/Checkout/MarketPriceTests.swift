import Kernel
import TestSupport
import Testing
import Web

@testable import Ordering

/// Who buys in a market pays its prices, and never others than those that they saw.
@Suite struct MarketPriceTests {
  private static let america = PriceMarket(
    id: PriceMarketID(), code: "us", name: "America", currency: .usd, countries: ["US"], isActive: true)

  private func open(_ market: Market, _ lamp: VariantID, price: Int64) async throws {
    let here = Self.america
    try await market.database.write { tx in
      try tx.run(
        """
        INSERT INTO markets (id, code, name, currency, is_active, created_at, updated_at)
        VALUES (\(here.id), 'us', 'America', 'USD', TRUE, 0, 0)
        """)
      try tx.run("INSERT INTO market_countries (country, market_id) VALUES ('US', \(here.id))")
      try tx.run(
        """
        INSERT INTO variant_prices (variant_id, market_id, product_id, price)
        SELECT id, \(here.id), product_id, \(price) FROM variants WHERE id = \(lamp)
        """)
      try tx.run(
        """
        INSERT INTO market_products (product_id, market_id, price, price_max)
        SELECT product_id, \(here.id), \(price), \(price) FROM variants WHERE id = \(lamp)
        """)
    }
  }

  private func request(_ cart: CartID, to country: String, seeing total: JSONValue?) throws -> CheckoutInput {
    guard case .object(var members) = CheckoutBody.json(cart, country: country) else {
      throw Problem(.malformedRequest)
    }
    members["expectedTotal"] = total
    return try CheckoutInput.read(.object(members))
  }

  @Test(arguments: TestEngine.allCases) func ordersFreezeWhatTheMarketCosts(_ engine: TestEngine) async throws
  {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"), price: 1_000)
      try await open(market, lamp, price: 1_500)
      try await PriceMarket.$current.withValue(Self.america) {
        let cart = try await market.cart([(lamp, 2)])
        #expect(cart.currency == .usd && cart.subtotal?.amount == 3_000 && cart.notices.isEmpty)
        let seen: JSONValue = .object(["amount": 3_000, "currency": "USD"])
        let placed = try await market.ordering.placeCheckout(
          request(cart.id, to: "US", seeing: seen), by: .guest)
        #expect(placed.total == Money(3_000, .usd) && placed.market == "us")
        #expect(placed.orders.map(\.market) == ["us"])
        try await market.run("UPDATE variant_prices SET price = 9900")
        let later = try await market.ordering.checkout(placed.id, viewer: nil)
        #expect(later.total == Money(3_000, .usd) && later.orders.first?.market == "us")
        #expect(later.orders.first?.items.first?.unitPrice == Money(1_500, .usd))
      }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func anotherMarketAtTheEndIsSeenBeforeItIsPaid(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"), price: 1_000)
      try await open(market, lamp, price: 900)
      let cart = try await market.cart([(lamp, 1)])
      // In euros it was more, but nobody has seen dollars: neither who says nothing, nor who names no currency.
      for seen in [nil, JSONValue.integer(1_000), .object(["amount": 1_000, "currency": "EUR"])] {
        let refused = try await problem {
          try await market.ordering.placeCheckout(request(cart.id, to: "US", seeing: seen), by: .guest)
        }
        #expect(refused?.kind == .totalChanged && refused?.total == Money(900, .usd), "\(seen as Any)")
      }
      #expect(try await market.stock(lamp) == Stock(10))
      let agreed: JSONValue = .object(["amount": 900, "currency": "USD"])
      let placed = try await market.ordering.placeCheckout(
        request(cart.id, to: "US", seeing: agreed), by: .guest)
      #expect(placed.total == Money(900, .usd) && placed.market == "us")
    }
  }

  @Test(arguments: TestEngine.allCases)
  func whoChangesTheMarketIsTold(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let north = try await market.shop("north")
      let lamp = try await market.variant(of: north, price: 1_000)
      let cup = try await market.variant(of: north, price: 300, title: "Cup")
      try await open(market, lamp, price: 1_500)
      let cart = try await market.cart([(lamp, 1), (cup, 1)])
      #expect(cart.canCheckOut && cart.subtotal?.amount == 1_300)
      try await PriceMarket.$current.withValue(Self.america) {
        // One has a price in dollars, the other has none: they are no one order.
        let there = try await market.ordering.cart(cart.id, viewer: nil)
        #expect(!there.canCheckOut && there.notices.contains { $0.code == .otherCurrency })
        let refused = try await problem {
          try await market.ordering.placeCheckout(request(cart.id, to: "US", seeing: nil), by: .guest)
        }
        #expect(refused?.kind == .currencyMismatch)
      }
      #expect(try await market.ordering.cart(cart.id, viewer: nil).canCheckOut)
    }
  }

  /// A delivery whose price is in another currency than the goods is none.
  @Test(arguments: TestEngine.allCases) func deliveriesCostTheMarketsCurrency(_ engine: TestEngine)
    async throws
  {
    try await withMarket(engine) { market async throws in
      let north = try await market.shop("north")
      let lamp = try await market.variant(of: north, price: 1_000)
      try await open(market, lamp, price: 1_500)
      func post(_ prices: JSONValue) throws -> ShippingOptionsInput {
        try ShippingOptionsInput.read(
          .object([
            "options": .array([
              .object([
                "name": "Post", "price": 490, "minDays": 1, "maxDays": 2, "marketPrices": prices,
              ])
            ])
          ]))
      }
      let bare = try post(.object([:]))
      _ = try await market.ordering.replaceShippingOptions(of: north) { _ in bare }
      try await PriceMarket.$current.withValue(Self.america) {
        let cart = try await market.cart([(lamp, 1)])
        let refused = try await problem {
          try await market.ordering.placeCheckout(request(cart.id, to: "US", seeing: nil), by: .guest)
        }
        #expect(refused?.kind == .shippingUnavailable)
        let priced = try post(.object(["us": 700]))
        _ = try await market.ordering.replaceShippingOptions(of: north) { _ in priced }
        let placed = try await market.ordering.placeCheckout(
          request(cart.id, to: "US", seeing: .object(["amount": 2_200, "currency": "USD"])), by: .guest)
        #expect(placed.shippingTotal == Money(700, .usd) && placed.total == Money(2_200, .usd))
      }
    }
  }
}
