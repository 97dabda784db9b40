import Kernel
import Ordering
import TestSupport
import Testing

@Suite struct MoveOrderTests {
  @Test(arguments: TestEngine.allCases)
  func theWholeLifeOfACashOrder(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"))
      let order = try await market.order(lamp, 3)
      _ = try await market.move(order, to: .processing)
      #expect(try await market.stock(lamp) == Stock(10, allocated: 3))
      let shipped = try await market.ordering.moveOrder(
        order.id, OrderMove(to: .shipped, by: .vendor, carrier: "DHL", trackingNumber: "JD01"),
        access: .shop(order.shop.id))
      #expect(shipped.order.trackingNumber == "JD01" && shipped.order.carrier == "DHL")
      #expect(try await market.stock(lamp) == Stock(7, sold: 3))
      #expect(try await market.count("SELECT sold FROM products") == 3)
      _ = try await market.move(order, to: .onTheWay)
      let delivered = try await market.move(order, to: .delivered)
      #expect(delivered.paymentStatus == .succeeded && delivered.times.paidAt != nil)
      _ = try await market.ordering.moveOrder(
        order.id, OrderMove(to: .refundRequested, by: .customer, note: "Broken"),
        access: .customer(nil, key: order.accessKey))
      let refunded = try await market.move(order, to: .refunded)
      #expect(refunded.paymentStatus == .refunded)
      #expect(try await market.stock(lamp) == Stock(10))
      #expect(market.recorder.entries.dropFirst() == [.delivered(order.id), .refunded(order.id)])
      let history = try await market.ordering.order(order.id, access: .admin).history
      #expect(
        history.map(\.to) == [
          .pending, .processing, .shipped, .onTheWay, .delivered, .refundRequested, .refunded,
        ])
      #expect(history[5].note == "Broken" && history[5].actor == .customer)
      let events = try await market.database.read {
        try $0.values("SELECT name FROM outbox ORDER BY name", as: String.self)
      }
      #expect(
        events.filter { $0.hasPrefix("order.") } == [
          "order.delivered", "order.on-the-way", "order.paid", "order.placed", "order.processing",
          "order.refund-requested", "order.refunded", "order.shipped",
        ])
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aRefusedRefundIsNotBookedTwice(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let order = try await market.order(market.variant(of: market.shop("north")))
      for target in [OrderStatus.shipped, .delivered, .refundRequested, .delivered] {
        _ = try await market.move(order, to: target)
      }
      #expect(market.recorder.entries.dropFirst() == [.delivered(order.id)])
    }
  }

  @Test(arguments: TestEngine.allCases)
  func cancellingGivesBack(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"), stock: 2)
      let order = try await market.order(lamp, 2)
      #expect(try await market.count("SELECT COUNT(*) FROM products WHERE in_stock = TRUE") == 0)
      let access = OrderAccess.customer(nil, key: order.accessKey)
      let cancel = OrderMove(to: .cancelled, by: .customer, note: "Changed my mind")
      let cancelled = try await market.ordering.moveOrder(order.id, cancel, access: access).order
      #expect(cancelled.status == .cancelled && cancelled.paymentStatus == .cancelled)
      #expect(try await market.stock(lamp) == Stock(2))
      #expect(try await market.count("SELECT COUNT(*) FROM products WHERE in_stock = TRUE") == 1)
      let again = try await problem { try await market.ordering.moveOrder(order.id, cancel, access: access) }
      #expect(again?.kind == .transitionNotAllowed)
      #expect(market.recorder.entries.dropFirst() == [.cancelled(order.id)])
    }
  }

  @Test(arguments: TestEngine.allCases)
  func cancelAndShipAgree(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"), stock: 1_000)
      for _ in 0..<10 {
        let order = try await market.order(lamp, 2)
        let ordering = market.ordering
        let outcomes = try await withThrowingTaskGroup(of: ProblemKind?.self) { group in
          for target in [OrderStatus.cancelled, .shipped, .cancelled, .shipped] {
            group.addTask {
              try await problem {
                try await ordering.moveOrder(order.id, OrderMove(to: target, by: .vendor), access: .admin)
              }?.kind
            }
          }
          return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { $0 == nil } == 1)
        #expect(outcomes.count { $0 == .transitionNotAllowed } == 3)
      }
      let shipped = try await market.count("SELECT COUNT(*) FROM orders WHERE status = 'shipped'")
      #expect(try await market.stock(lamp) == Stock(1_000 - 2 * shipped, sold: 2 * shipped))
      let cancels = market.recorder.entries.count { if case .cancelled = $0 { true } else { false } }
      #expect(cancels == 10 - Int(shipped))
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aPaidOrderIsRefundedWhenCancelled(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"))
      let checkout = try await market.checkOut(market.cart([(lamp, 1)]).id, method: "test")
      let paid = try await market.pay(checkout.id)
      let cancelled = try await market.move(paid.orders[0], to: .cancelled)
      #expect(cancelled.paymentStatus == .refunded)
      #expect(try await market.stock(lamp) == Stock(10))
    }
  }
}
