import Kernel
import TestSupport
import Testing
import Web

@testable import Ordering

/// Buyers, carts and deliveries that are in several markets at once.
@Suite struct MarketConsentTests {
  private static let america = PriceMarket(
    id: PriceMarketID(), code: "us", name: "America", currency: .usd, countries: ["US"], isActive: true)

  /// Gives goods a price in dollars in America.
  private func open(_ market: Market, _ variants: [VariantID], price: Int64) async throws {
    let here = Self.america
    try await market.database.write { tx in
      try tx.run(
        """
        INSERT INTO markets (id, code, name, currency, is_active, created_at, updated_at)
        VALUES (\(here.id), 'us', 'America', 'USD', TRUE, 0, 0)
        """)
      try tx.run("INSERT INTO market_countries (country, market_id) VALUES ('US', \(here.id))")
      for variant in variants {
        try tx.run(
          """
          INSERT INTO variant_prices (variant_id, market_id, product_id, price)
          SELECT id, \(here.id), product_id, \(price) FROM variants WHERE id = \(variant)
          """)
        try tx.run(
          """
          INSERT INTO market_products (product_id, market_id, price, price_max)
          SELECT product_id, \(here.id), \(price), \(price) FROM variants WHERE id = \(variant)
          """)
      }
    }
  }

  /// Who is in a market where a shop has no delivery can't have seen a sum there, and agrees to none elsewhere by silence.
  @Test(arguments: TestEngine.allCases)
  func silenceIsNoConsentWhereNoSumWasSeen(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let north = try await market.shop("north")
      let lamp = try await market.variant(of: north, price: 1_000)
      try await open(market, [lamp], price: 100)
      let post = try ShippingOptionsInput.read(
        .object([
          "options": .array([.object(["name": "Post", "price": 490, "minDays": 1, "maxDays": 2])])
        ]))
      _ = try await market.ordering.replaceShippingOptions(of: north) { _ in post }
      try await PriceMarket.$current.withValue(Self.america) {
        let cart = try await market.cart([(lamp, 1)])
        #expect(cart.subtotal == MoneyTotal(100, .usd))
        let refused = try await problem {
          try await market.ordering.placeCheckout(market.request(cart.id), by: .guest)
        }
        #expect(refused?.kind == .totalChanged && refused?.total == Money(1_490, .eur))
        #expect(refused?.fields.map(\.field) == ["expectedTotal"])
        #expect(try await market.stock(lamp) == Stock(10))
        guard case .object(var members) = CheckoutBody.json(cart.id) else { return }
        members["expectedTotal"] = .object(["amount": 1_490, "currency": "EUR"])
        let agreed = try CheckoutInput.read(.object(members))
        let placed = try await market.ordering.placeCheckout(agreed, by: .guest)
        #expect(placed.total == Money(1_490, .eur) && placed.market == nil)
      }
    }
  }

  /// A market lets goods of two currencies into one cart; what is left of them can still be bought at the shops' prices.
  @Test(arguments: TestEngine.allCases)
  func aCartHasTheCurrencyOfWhatIsLeft(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"), price: 1_000)
      let south = try await market.shop("south", currency: "GBP")
      let cup = try await market.variant(of: south, price: 300, currency: "GBP", title: "Cup")
      try await open(market, [lamp, cup], price: 500)
      let cart = try await PriceMarket.$current.withValue(Self.america) {
        try await market.cart([(lamp, 1), (cup, 1)])
      }
      #expect(cart.canCheckOut && cart.subtotal == MoneyTotal(1_000, .usd))
      _ = try await market.ordering.removeItem(lamp, from: cart.id, viewer: nil)
      let left = try await market.ordering.putItem(cup, quantity: 2, in: cart.id, viewer: nil)
      #expect(left.subtotal?.currency.code == "GBP" && left.subtotal?.amount == 600)
      // And another currency is refused, as ever.
      let refused = try await problem {
        try await market.ordering.putItem(lamp, quantity: 1, in: cart.id, viewer: nil)
      }
      #expect(refused?.kind == .currencyMismatch)
    }
  }
}
