import Kernel
import Ordering
import TestSupport
import Testing

@Suite struct OrderTransitionsTests {
  @Test func theTableIsTheOneThatIsDocumented() {
    let expected: [(OrderStatus, Set<OrderStatus>)] = [
      (.pending, [.processing, .shipped, .cancelled]), (.paid, [.processing, .shipped, .cancelled]),
      (.processing, [.shipped, .cancelled]), (.shipped, [.onTheWay, .delivered]), (.onTheWay, [.delivered]),
      (.delivered, [.refundRequested]), (.refundRequested, [.refunded, .delivered]), (.cancelled, []),
      (.refunded, []),
    ]
    #expect(expected.count == OrderStatus.allCases.count)
    for (from, targets) in expected {
      for target in OrderStatus.allCases {
        #expect(OrderTransitions.allows(from, to: target, by: .vendor) == targets.contains(target))
        let isCustomers = targets.contains(target) && [.cancelled, .refundRequested].contains(target)
        #expect(OrderTransitions.allows(from, to: target, by: .customer) == isCustomers)
      }
    }
  }

  @Test func everyStateCanBeReached() {
    var reached: Set<OrderStatus> = [.pending, .paid]
    var front = Array(reached)
    while let state = front.popLast() {
      for next in OrderTransitions.table[state] ?? [] where reached.insert(next).inserted {
        front.append(next)
      }
    }
    #expect(reached == Set(OrderStatus.allCases))
  }

  @Test(arguments: [
    ("onTheWay", OrderStatus.onTheWay), ("on_the_way", .onTheWay), ("on-the-way", .onTheWay),
    ("On the way", .onTheWay), ("transferredToDeliveryPartner", .shipped), ("transferred", .shipped),
    ("SHIPPED", .shipped), ("canceled", .cancelled), ("refund_requested", .refundRequested),
  ])
  func spellingsAreUnderstood(_ text: String, _ status: OrderStatus) {
    #expect(OrderStatus(spelling: text) == status)
  }

  @Test func otherWordsAreNot() {
    #expect(OrderStatus(spelling: "lost") == nil)
    #expect(OrderStatus(spelling: "") == nil)
  }

  /// Every pair of states against the database: what the table has goes through, everything else changes
  /// nothing.
  @Test(arguments: TestEngine.allCases)
  func theDatabaseFollowsTheTable(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"), stock: 10_000)
      for from in OrderStatus.allCases {
        for target in OrderStatus.allCases {
          let order = try await market.order(lamp)
          try await market.run("UPDATE orders SET status = \(from) WHERE id = \(order.id)")
          let before = try await market.stock(lamp)
          let entries = market.recorder.entries.count
          let refusal = try await problem { try await market.move(order, to: target) }
          let isAllowed = OrderTransitions.allows(from, to: target, by: .vendor)
          #expect(refusal?.kind == (isAllowed ? nil : .transitionNotAllowed), "\(from) → \(target)")
          let details = try await market.ordering.order(order.id, access: .admin)
          #expect(details.order.status == (isAllowed ? target : from))
          #expect(details.history.count == (isAllowed ? 2 : 1))
          if !isAllowed {
            #expect(try await market.stock(lamp) == before)
            #expect(market.recorder.entries.count == entries)
          }
        }
      }
    }
  }
}
