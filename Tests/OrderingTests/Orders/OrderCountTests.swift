import Kernel
import TestSupport
import Testing

@testable import Ordering
@testable import Persistence

/// The numbers of orders by state are kept, and always those that counting would give.
@Suite struct OrderCountTests {
  @Test(
    "Kept numbers are the counted ones, before and after they are added up", arguments: TestEngine.allCases)
  func keptNumbersAreTrue(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let (north, south) = (try await market.shop("north"), try await market.shop("south"))
      let lamp = try await market.variant(of: north, stock: 100)
      let cup = try await market.variant(of: south, stock: 100)
      func expectTrue(_ place: Comment) async throws {
        for shop in [north, south, nil] {
          let ofShop: SQL = shop.map { "WHERE shop_id = \($0)" } ?? ""
          let counted = try await market.database.read { snapshot in
            try snapshot.all(
              "SELECT status, COUNT(*) FROM orders \(fragment: ofShop) GROUP BY status"
            ) { row -> (OrderStatus, Int64) in (try row.next(), try row.next()) }
          }
          let kept = try await market.ordering.orderCounts(OrderFilter(shop: shop))
          #expect(kept == Dictionary(uniqueKeysWithValues: counted), place)
        }
      }
      var orders: [Order] = []
      for _ in 0..<4 { orders.append(try await market.order(lamp)) }
      orders.append(try await market.order(cup))
      _ = try await market.move(orders[0], to: .cancelled)
      _ = try await market.move(orders[4], to: .shipped)
      try await expectTrue("as changes")
      try await market.ordering.addUpCounts()
      #expect(try await market.count("SELECT COUNT(*) FROM order_count_changes") == 0)
      try await expectTrue("added up")
      _ = try await market.move(orders[1], to: .shipped)
      _ = try await market.order(cup)
      try await expectTrue("both")
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<4 { group.addTask { try await market.ordering.addUpCounts() } }
        try await group.waitForAll()
      }
      try await expectTrue("added up by several at once")
      #expect(
        try await market.ordering.orderCounts(OrderFilter(shop: north, status: .shipped)) == [.shipped: 1])
      #expect(
        try await market.ordering.orderCounts(OrderFilter(shop: north, states: [.pending])) == [.pending: 2])
    }
  }

  @Test("No order is read for them", arguments: TestEngine.allCases)
  func noOrderIsRead(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let north = try await market.shop("north")
      _ = try await market.order(try await market.variant(of: north))
      for shop in [north, nil] {
        // Without the table of orders there is nothing else that they could come from.
        try await market.database.write { tx in
          try tx.run("UPDATE orders SET status = 'delivered'")
          #expect(try OrderStore.counts(OrderFilter(shop: shop), tx) == [.pending: 1])
          try tx.run("UPDATE orders SET status = 'pending'")
        }
      }
    }
  }

  @Test("What drifted is told, and set right while orders are placed", arguments: TestEngine.allCases)
  func recounting(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let north = try await market.shop("north")
      let lamp = try await market.variant(of: north, stock: 100)
      let first = try await market.order(lamp)
      _ = try await market.order(lamp)
      try await market.ordering.addUpCounts()
      #expect(try await market.ordering.compareOrderCounts().isEmpty)
      // As an older program moves an order, which keeps no numbers; and a lost row.
      _ = try await market.order(lamp)
      try await market.database.write { tx in
        try tx.run("UPDATE orders SET status = \(OrderStatus.shipped) WHERE id = \(first.id)")
        try tx.run("DELETE FROM order_totals")
      }
      let wrong = try await market.ordering.compareOrderCounts()
      #expect(Set(wrong.compactMap(\.shop)) == [north] && wrong.contains { $0.shop == nil })
      let shipped = wrong.first { $0.shop == north && $0.status == .shipped }
      #expect(shipped?.kept == 0 && shipped?.counted == 1)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<3 {
          group.addTask { _ = try await market.ordering.recountOrders() }
          group.addTask { _ = try await market.order(lamp) }
          group.addTask { try await market.ordering.addUpCounts() }
        }
        try await group.waitForAll()
      }
      #expect(try await market.ordering.compareOrderCounts().isEmpty)
      try await market.ordering.addUpCounts()
      #expect(try await market.ordering.compareOrderCounts().isEmpty)
      #expect(try await market.ordering.recountOrders().isEmpty)
    }
  }
}
