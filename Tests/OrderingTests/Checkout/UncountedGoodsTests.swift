import Kernel
import Ordering
import Persistence
import TestSupport
import Testing

/// Goods that nobody counts, or that sell on when none is left, through carts, checkouts and orders.
@Suite struct UncountedGoodsTests {
  @Test(arguments: TestEngine.allCases) func goodsThatSellOnAreBoughtBeyondTheirStock(
    _ engine: TestEngine
  ) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"), stock: 2)
      try await market.run("UPDATE variants SET sells_on = TRUE WHERE id = \(lamp)")
      let order = try await market.order(lamp, 7)
      #expect(try await market.stock(lamp) == Stock(7, allocated: 7))
      #expect(try await market.owed(lamp) == 5)
      let next = try await market.order(lamp, 1)
      _ = try await market.move(order, to: .cancelled)
      #expect(try await market.stock(lamp) == Stock(2, allocated: 1))
      #expect(try await market.owed(lamp) == 0)
      _ = try await market.move(next, to: .processing)
      let shipped = try await market.move(next, to: .shipped)
      #expect(shipped.status == .shipped)
      #expect(try await market.stock(lamp) == Stock(1, sold: 1))
      #expect(try await market.count("SELECT COUNT(*) FROM products WHERE in_stock = FALSE") == 0)
    }
  }

  @Test(arguments: TestEngine.allCases) func reservationsOfGoodsThatNobodyCountsComeAndGo(
    _ engine: TestEngine
  ) async throws {
    try await withMarket(engine) { market async throws in
      let card = try await market.variant(of: market.shop("north"), stock: 0)
      try await market.run("UPDATE variants SET tracks_stock = FALSE WHERE id = \(card)")
      let paid = try await market.checkOut(market.cart([(card, 90)]).id, method: "test")
      let left = try await market.checkOut(market.cart([(card, 30)]).id, method: "test")
      #expect(try await market.stock(card) == Stock(120, reserved: 120))
      _ = try await market.pay(paid.id)
      #expect(try await market.stock(card) == Stock(120, reserved: 30, allocated: 90))
      market.time.advance(seconds: 3_600)
      _ = try await market.ordering.expireCheckout(left.id)
      #expect(try await market.stock(card) == Stock(90, allocated: 90))
      #expect(try await market.owed(card) == 90)
    }
  }
}

extension Market {
  fileprivate func owed(_ variant: VariantID) async throws -> Int64? {
    try await database.read { try $0.value("SELECT owed FROM variants WHERE id = \(variant)") }
  }
}
