import Kernel
import Ordering
import Persistence
import TestSupport
import Testing

/// What people do who mean to pay.
@Suite struct ReservationBuyerTests {
  private let guest = Buyer.guest(at: "203.0.113.7")

  @Test(arguments: TestEngine.allCases)
  func ordinaryBuyersNoticeNothing(_ engine: TestEngine) async throws {
    try await withLimits(engine) { market async throws in
      let shop = try await market.shop("north")
      let (many, last) = (
        try await market.variant(of: shop, stock: 900), try await market.variant(of: shop, stock: 3)
      )
      let checkout = try await market.reserve([(many, 10), (last, 3)], by: guest)
      #expect(checkout.expiresAt == market.time.now.adding(seconds: 900))
      #expect(try await market.pay(checkout.id).status == .completed)
      let full = try await market.variants(100, of: shop, stock: 10)
      #expect(try await market.reserve(full.map { ($0, 1) }, by: guest).status == .awaitingPayment)
      #expect(try await market.refusal(many, 20, by: guest, method: "cod") == nil)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func someoneWithAnAccountBuysNearlyAll(_ engine: TestEngine) async throws {
    try await withLimits(engine) { market async throws in
      let shop = try await market.shop("north")
      let ada = Buyer.signedIn(try await market.account())
      let variants = try await market.variants(4, of: shop, stock: 900)
      let bulk = try await market.reserve(variants[0..<3].map { ($0, 800) }, by: ada)
      let fourth = try await market.refusal(variants[3], 800, by: ada)
      #expect(fourth?.kind == .reservationLimit)
      #expect(
        fourth?.fields.first?.message.description
          == "Only 225 of “Lamp (Red)” can be held without being paid.")
      #expect(try await market.refusal(variants[3], 225, by: ada) == nil)
      _ = try await market.pay(bulk.id)
      #expect(try await market.refusal(variants[3], 600, by: ada) == nil)
      // Not without paying.
      let screws = try await market.variant(of: shop, stock: 900)
      #expect(try await market.refusal(screws, 800, by: ada, method: "cod")?.kind == .reservationLimit)
      #expect(try await market.refusal(screws, 225, by: ada, method: "cod") == nil)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func anOfficeBehindOneAddressBuys(_ engine: TestEngine) async throws {
    try await withLimits(engine) { market async throws in
      let shop = try await market.shop("north")
      let scarce = try await market.variant(of: shop, stock: 45)
      let others = try await market.variants(9, of: shop, stock: 1_000)
      var last: CheckoutID?
      for _ in 0..<20 {
        last = try await market.reserve([(scarce, 1)] + others.map { ($0, 1) }, by: guest).id
      }
      let refused = try await market.refusal(others[0], by: guest)
      #expect(refused?.kind == .reservationLimit)
      #expect(refused?.retryAfterSeconds == 900)
      #expect(
        refused?.detail.description.hasPrefix("20 checkouts that are not paid are open from your network")
          == true)
      #expect(try await market.refusal(others[0], by: .signedIn(market.account(), at: "203.0.113.7")) == nil)
      #expect(try await market.refusal(others[0], by: .guest(at: "203.0.113.8")) == nil)
      // Whoever pays makes room.
      _ = try await market.pay(#require(last))
      #expect(try await market.refusal(others[0], by: guest) == nil)
    }
  }

  /// What counts is what is open, however many orders there were.
  @Test(arguments: TestEngine.allCases)
  func whatIsPaidDoesNotCount(_ engine: TestEngine) async throws {
    try await withLimits(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"), stock: 1_000)
      for index in 0..<30 {
        let checkout = try await market.reserve([(lamp, 10)], by: guest)
        if index == 0 {
          _ = try await market.ordering.cancelCheckout(checkout.id, viewer: nil, key: checkout.accessKey)
        } else {
          _ = try await market.pay(checkout.id)
        }
      }
      #expect(try await market.count("SELECT COUNT(*) FROM checkouts WHERE client IS NOT NULL") == 0)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func ordersAtTheDoorCountUntilTheShopBegins(_ engine: TestEngine) async throws {
    try await withLimits(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"), stock: 100)
      let first = try await market.reserve([(lamp, 20)], by: guest, method: "cod")
      #expect(try await market.refusal(lamp, 1, by: guest)?.kind == .reservationLimit)
      _ = try await market.move(first.orders[0], to: .processing)
      #expect(try await market.refusal(lamp, 20, by: guest, method: "cod") == nil)
      #expect(try await market.refusal(lamp, 1, by: guest, method: "cod")?.kind == .reservationLimit)
      market.time.advance(seconds: 86_401)
      #expect(try await market.refusal(lamp, 1, by: guest, method: "cod") == nil)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func theSameRequestAgainIsNoSecondOne(_ engine: TestEngine) async throws {
    try await withLimits(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"), stock: 20)
      let cart = try await market.cart([(lamp, 20)])
      let first = try await market.checkOut(cart.id, method: "test", buyer: guest)
      let second = try await market.checkOut(cart.id, method: "test", buyer: guest)
      #expect(first.id == second.id)
    }
  }

  /// As load tests have it, which come from one address.
  @Test(arguments: TestEngine.allCases)
  func withoutLimitsNobodyIsCounted(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"), stock: 1_000)
      for _ in 0..<30 { try await market.reserve([(lamp, 30)], by: guest) }
      #expect(try await market.count("SELECT COUNT(*) FROM checkouts WHERE client IS NOT NULL") == 0)
      #expect(try await market.count("SELECT COUNT(*) FROM reservation_clients") == 0)
    }
  }
}
