import Identity
import Kernel
import MarketSupport
import Ordering
import Persistence
import Settlement
import TestSupport
import Testing

@Suite("Administrators and what they bought")
struct OwnOrderTests {
  @Test("Nobody moves or refunds an order of their own", arguments: TestEngine.allCases)
  func nobodyDecides(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Lamp", in: shop, price: 1_999)
      let ada = try await market.identity.ensureOperator(email: try market.email("ada"), name: "Ada").id
      let other = try await market.identity.ensureOperator(email: try market.email("fin"), name: "Fin").id
      // With the account, and as a guest with its address.
      let signedIn = try await market.checkOut(
        [(lamp, 1)], by: "cod", account: ada, email: "else@example.org")
      let guest = try await market.checkOut([(lamp, 1)], by: "cod", email: "ada@example.org")
      for order in [try #require(signedIn.orders.first), try #require(guest.orders.first)] {
        let cancel = OrderMove(to: .cancelled, by: .admin)
        try await expectRefused(.ownOrder, ada) {
          _ = try await market.ordering.moveOrder(order.id, cancel, access: .admin)
        }
        #expect(try await market.ordering.order(order.id, access: .admin).order.status == order.status)
        let moved = try await acting(other) {
          try await market.ordering.moveOrder(order.id, cancel, access: .admin)
        }
        #expect(moved.order.status == .cancelled)
      }
    }
  }

  @Test("Nor sends its money back once more", arguments: TestEngine.allCases)
  func nobodyRetries(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Lamp", in: shop, price: 1_999)
      let order = try #require(try await market.buy([(lamp, 1)]).orders.first)
      try await market.move(order, .cancelled)
      let refund = try #require(try await market.settlement.refund(of: order.id))
      try await market.database.write { tx in
        try tx.run("UPDATE refunds SET status = 'declined' WHERE id = \(refund.id)")
      }
      let ada = try await market.identity.ensureOperator(email: try market.email("ada"), name: "Ada").id
      let other = try await market.identity.ensureOperator(email: try market.email("fin"), name: "Fin").id
      try await expectRefused(.ownOrder, ada) { _ = try await market.settlement.retryRefund(refund.id) }
      let again = try await acting(other) { try await market.settlement.retryRefund(refund.id) }
      #expect(again.state == .pending)
    }
  }
}
