import Identity
import Kernel
import TestSupport
import Testing

@testable import Areas
@testable import Ordering
@testable import Persistence

/// Orders are found by words of their own table.
@Suite struct OrderNameTests {
  private func found(_ market: Market, _ text: String) async throws -> [OrderID] {
    try await market.ordering.orders(OrderFilter(text: text), PageRequest()).items.map(\.order.id)
  }

  @Test("Whoever is erased is found by nothing of theirs any more", arguments: TestEngine.allCases)
  func erasureTakesTheWordsToo(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"))
      let ada = try await market.account()
      let order = try await market.order(lamp, buyer: Buyer(account: ada, email: "ada@example.com"))
      _ = try await market.move(order, to: .cancelled)
      let theirs = ["lovelace", "ada@", "berlin", "10115", "gartenstrasse"]
      for text in theirs { #expect(try await found(market, text) == [order.id], "\(text)") }
      let person = ErasedPerson(account: ada, emails: ["ada@example.com"], pseudonym: "erased-1")
      _ = try await market.database.write {
        try OrderingPersonalData(clock: market.time.clock).erase(person, $0)
      }
      for text in theirs { #expect(try await found(market, text).isEmpty, "\(text)") }
      #expect(try await found(market, order.number) == [order.id])
      let numbers = order.number.lowercased().split(separator: "-").map(String.init)
      let left = try await market.database.read {
        try $0.values("SELECT word FROM order_words", as: String.self)
      }
      #expect(Set(left) == Set(numbers + [numbers.joined(), numbers.dropFirst().joined()]))
      // What is filled in later knows as little.
      try await market.run("DELETE FROM order_words")
      try await market.run("INSERT INTO order_word_rebuilds (id, position) VALUES (1, NULL)")
      try await OrderNames.rebuild(market.database)
      #expect(try await found(market, "Erased").isEmpty)
      #expect(try await found(market, order.number) == [order.id])
    }
  }

  @Test(
    "An order is found by its whole number at once, by the rest when it has its words",
    arguments: TestEngine.allCases)
  func numbersNeedNoWords(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let (north, south) = (try await market.shop("north"), try await market.shop("south"))
      let lamp = try await market.variant(of: north)
      let placed = try await market.checkOut(market.cart([(lamp, 1)]).id).orders
      let number = placed[0].number
      #expect(try await market.count("SELECT COUNT(*) FROM order_words") == 0)
      let bare = String(number.dropFirst(2))
      for typed in [number, number.lowercased(), bare, bare.replacing("-", with: " ")] {
        #expect(try await found(market, typed) == [placed[0].id], "\(typed)")
      }
      let elsewhere = OrderFilter(shop: south, text: number)
      #expect(try await market.ordering.orders(elsewhere, PageRequest()).items.isEmpty)
      #expect(try await found(market, "lovelace").isEmpty)
      // Events come at least once.
      for _ in 0..<2 { try await market.ordering.name(placed) }
      for typed in ["lovelace", "ada@example", "berlin 10115", String(number.prefix(5)), number] {
        #expect(try await found(market, typed) == [placed[0].id], "\(typed)")
      }
      let words = OrderNames.words(placed)[0].words
      let kept = try await market.database.read {
        try $0.values("SELECT word FROM order_words ORDER BY word", as: String.self)
      }
      #expect(kept.sorted() == words)
    }
  }

  @Test("Whoever is erased before the words come, or meanwhile, gets none", arguments: TestEngine.allCases)
  func wordsComeLate(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"), stock: 100)
      for round in 0..<8 {
        let ada = try await market.account()
        let buyer = Buyer(account: ada, email: "ada@example.com")
        var placed: [Order] = []
        for _ in 0..<3 {
          let cart = try await market.cart([(lamp, 1)], viewer: ada)
          placed += try await market.checkOut(cart.id, buyer: buyer).orders
        }
        let orders = placed
        let person = ErasedPerson(account: ada, emails: ["ada@example.com"], pseudonym: "erased-\(round)")
        try await withThrowingTaskGroup(of: Void.self) { group in
          group.addTask {
            _ = try await market.database.write {
              try OrderingPersonalData(clock: market.time.clock).erase(person, $0)
            }
          }
          for _ in 0..<3 { group.addTask { try await market.ordering.name(orders) } }
          try await group.waitForAll()
        }
        try await market.ordering.name(orders)
        for text in ["lovelace", "ada@", "berlin", "10115", "Erased"] {
          #expect(try await found(market, text).isEmpty, "\(text)")
        }
        for order in orders { #expect(try await found(market, String(order.number.prefix(7))) == [order.id]) }
      }
    }
  }

  @Test("No search reads the table of orders from end to end", arguments: TestEngine.allCases)
  func searchesGoByAnIndex(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"))
      _ = try await market.order(lamp)
      for text in ["lovelace", "o'love berlin", "ada@example"] {
        let plan = try await market.database.write { tx -> [String] in
          let condition = try OrderFilter(text: text).conditions(tx)
          let query: SQL = """
            SELECT o.number FROM orders o WHERE \(fragment: .join(condition, " AND "))
            ORDER BY o.id DESC LIMIT 25
            """
          switch tx.engine {
          case .sqlite:
            return try tx.all("EXPLAIN QUERY PLAN \(fragment: query)") { row in
              _ = try (row.next(Int64.self), row.next(Int64.self), row.next(Int64.self))
              return try row.next(String.self)
            }
          case .postgres:
            try tx.run("SET LOCAL enable_seqscan = off")
            return try tx.values("EXPLAIN \(fragment: query)")
          }
        }
        #expect(!plan.contains { $0.contains("SCAN o") || $0.contains("Seq Scan") }, "\(plan)")
        #expect(plan.contains { $0.contains("order_words") || $0.contains("n USING") }, "\(plan)")
      }
    }
  }
}
