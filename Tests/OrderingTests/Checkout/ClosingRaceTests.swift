import Areas
import Foundation
import Identity
import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Ordering

/// Checkouts while a shop closes, or their account does.
@Suite struct ClosingRaceTests {
  /// Runs `change` in a transaction that stays open for a moment, and `body` meanwhile.
  private func during(
    _ market: Market, _ change: @escaping @Sendable (Transaction) throws -> Void,
    _ body: @Sendable () async throws -> some Any
  ) async throws -> Problem? {
    async let changed: Void = market.database.write { tx in
      try change(tx)
      Thread.sleep(forTimeInterval: 0.4)
    }
    try await Task.sleep(for: .milliseconds(150))
    let refusal = try await problem(body)
    try await changed
    return refusal
  }

  @Test(arguments: TestEngine.allCases)
  func nothingIsOrderedFromAShopThatCloses(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let shop = try await market.shop("north")
      let lamp = try await market.variant(of: shop)
      let cart = try await market.cart([(lamp, 1)])
      let refusal = try await during(market) { tx in
        _ = try tx.values(
          "SELECT id FROM shops WHERE id = \(shop) \(fragment: tx.forUpdate)", as: ShopID.self)
        try tx.run("UPDATE shops SET status = 'closed', deleted_at = 1 WHERE id = \(shop)")
        try tx.run("UPDATE products SET is_listed = FALSE WHERE shop_id = \(shop)")
      } _: {
        try await market.checkOut(cart.id)
      }
      #expect(refusal?.kind == .productUnavailable)
      #expect(try await market.count("SELECT COUNT(*) FROM orders") == 0)
      #expect(try await market.stock(lamp) == Stock(10))
    }
  }

  /// What takes a product out of the shops, as the catalogue does it: its variants are locked first.
  private static let takingOut: [String: SQL] = [
    "hidden": "hidden_at = 1, is_listed = FALSE", "archived": "status = 'archived', is_listed = FALSE",
    "deleted": "deleted_at = 1, is_listed = FALSE",
    "scheduled": "publish_at = 9000000000000, is_listed = FALSE",
  ]

  @Test(arguments: TestEngine.allCases, takingOut.keys.sorted())
  func nothingIsOrderedOfWhatIsTakenOut(_ engine: TestEngine, _ how: String) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"))
      let cart = try await market.cart([(lamp, 1)])
      let change = try #require(Self.takingOut[how])
      let refusal = try await during(market) { tx in
        _ = try tx.values(
          "SELECT id FROM variants WHERE id = \(lamp) \(fragment: tx.forUpdate)", as: VariantID.self)
        try tx.run(
          """
          UPDATE products SET \(fragment: change)
          WHERE id = (SELECT product_id FROM variants WHERE id = \(lamp))
          """)
      } _: {
        try await market.checkOut(cart.id)
      }
      #expect(refusal?.kind == .productUnavailable && refusal?.fields.map(\.field) == ["items.\(lamp)"])
      #expect(try await market.count("SELECT COUNT(*) FROM orders") == 0)
      #expect(try await market.stock(lamp) == Stock(10))
    }
  }

  @Test(
    "Many who buy while a product is hidden: who is told that it is ordered was before",
    arguments: TestEngine.allCases)
  func hidingWhileManyBuy(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"), stock: 100)
      var carts: [CartID] = []
      for _ in 0..<24 { carts.append(try await market.cart([(lamp, 1)]).id) }
      let orders: SQL = "SELECT COUNT(*) FROM orders"
      async let seen: Int = market.database.write { tx in
        _ = try tx.values(
          "SELECT id FROM variants WHERE id = \(lamp) \(fragment: tx.forUpdate)", as: VariantID.self)
        try tx.run("UPDATE products SET hidden_at = 1, is_listed = FALSE")
        return try tx.value(orders, as: Int.self) ?? -1
      }
      let kinds = try await withThrowingTaskGroup(of: ProblemKind?.self) { group in
        for cart in carts {
          group.addTask { try await problem { try await market.checkOut(cart) }?.kind }
        }
        return try await group.reduce(into: [ProblemKind?]()) { $0.append($1) }
      }
      let before = try await seen
      #expect(kinds.count { $0 == nil } == before, "nobody orders after it is hidden")
      #expect(kinds.allSatisfy { $0 == nil || $0 == .productUnavailable })
      #expect(try await market.count("SELECT COUNT(*) FROM orders") == Int64(before))
      #expect(try await market.stock(lamp) == Stock(100, allocated: Int64(before)))
    }
  }

  @Test(arguments: TestEngine.allCases)
  func nothingIsOrderedForAnAccountThatEnds(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"))
      let ada = try await market.account()
      let cart = try await market.cart([(lamp, 1)], viewer: ada)
      let refusal = try await during(market) { tx in
        _ = try tx.values(
          "SELECT id FROM accounts WHERE id = \(ada) \(fragment: tx.forUpdate)", as: AccountID.self)
        try tx.run("UPDATE accounts SET deleted_at = 1 WHERE id = \(ada)")
      } _: {
        try await market.checkOut(cart.id, buyer: Buyer(account: ada, email: "ada@example.com"))
      }
      #expect(refusal?.kind == .unauthenticated)
      #expect(try await market.count("SELECT COUNT(*) FROM orders") == 0)
      #expect(try await market.stock(lamp) == Stock(10))
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aShopWaitsForWhoIsPaying(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let shop = try await market.shop("north")
      let lamp = try await market.variant(of: shop)
      func obstacle() async throws -> Words? {
        try await market.database.read { try ShopClosingOrders().obstacle(toClosing: shop, $0) }
      }
      #expect(try await obstacle() == nil)
      let checkout = try await market.checkOut(try await market.cart([(lamp, 1)]).id, method: "test")
      #expect(try await obstacle() != nil)
      _ = try await market.ordering.cancelCheckout(checkout.id, viewer: nil, key: checkout.accessKey)
      #expect(try await obstacle() == nil)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func whatNobodyPaidIsForgotten(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"))
      let given = try await market.checkOut(try await market.cart([(lamp, 1)]).id, method: "test")
      _ = try await market.ordering.cancelCheckout(given.id, viewer: nil, key: given.accessKey)
      let kept = try await market.checkOut(try await market.cart([(lamp, 1)]).id, method: "test")
      _ = try await market.pay(kept.id)
      let data = OrderingPersonalData(clock: market.time.clock)
      func expire() async throws -> Int {
        try await market.database.write { try data.expire(Retention(), limit: 10, $0) }
      }
      market.time.advance(seconds: 29 * 86_400)
      #expect(try await expire() == 0)
      market.time.advance(seconds: 2 * 86_400)
      #expect(try await expire() == 1)
      #expect(try await expire() == 0)
      let left = try await market.database.read { snapshot in
        try snapshot.values("SELECT email || ' ' || address FROM checkouts", as: String.self)
      }
      let forgotten = try #require(left.first { $0.hasPrefix("aged-out@erased.invalid") })
      #expect(!forgotten.contains("Ada") && !forgotten.contains("1234567"))
      #expect(left.count == 2 && left.contains { $0.hasPrefix("ada@example.com") && $0.contains("Lovelace") })
    }
  }
}
