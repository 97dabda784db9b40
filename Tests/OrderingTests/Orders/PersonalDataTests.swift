import Areas
import Identity
import Kernel
import TestSupport
import Testing

@testable import Ordering

@Suite struct PersonalDataTests {
  @Test(arguments: TestEngine.allCases)
  func ordersAreExportedAndKeepAnAccountOpen(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"))
      let ada = try await market.account()
      let order = try await market.order(lamp, buyer: Buyer(account: ada, email: "ada@example.com"))
      let data = OrderingPersonalData()
      let sections = try await market.database.read { try data.sections(for: ada, $0) }
      guard case .array(let orders)? = sections.first?.1 else {
        Issue.record("no orders in the export")
        return
      }
      #expect(orders.first?["number"] == .string(order.number))
      let open = try await market.database.read { try data.obstacle(toClosing: ada, $0) }
      #expect(open != nil)
      _ = try await market.move(order, to: .cancelled)
      let closed = try await market.database.read { try data.obstacle(toClosing: ada, $0) }
      #expect(closed == nil)
      let cart = try await market.cart([(lamp, 1)], viewer: ada)
      let person = ErasedPerson(account: ada, emails: ["ada@example.com"], pseudonym: "erased-1")
      let report = try await market.database.write { try data.erase(person, $0) }
      #expect(report.first { $0.what == "Orders" }?.count == 1)
      let left = try await market.ordering.order(order.id, access: .admin).order
      #expect(left.email == "erased-1@erased.invalid" && left.address.country == order.address.country)
      #expect(left.total == order.total && left.address.name != order.address.name)
      let gone = try await problem { try await market.ordering.cart(cart.id, viewer: ada) }
      #expect(gone?.kind == .notFound)
      #expect(try await market.count("SELECT COUNT(*) FROM orders") == 1)
    }
  }
}
