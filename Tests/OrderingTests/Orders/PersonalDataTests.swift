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
      let data = OrderingPersonalData(clock: market.time.clock)
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

  /// Anybody can write any address into an order.
  @Test(arguments: TestEngine.allCases)
  func ordersThatOnlyNameAnAddressHoldNoErasure(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"))
      let ada = try await market.account()
      let address = try #require(
        try await market.database.read { try AccountStore.knownEmails(ada, $0).first?.text })
      let stranger = Buyer(account: nil, email: address)
      func order(_ method: String) async throws -> Checkout {
        guard
          case .object(var members) = CheckoutBody.json(
            try await market.cart([(lamp, 1)]).id, method: method)
        else { throw Problem(.malformedRequest) }
        members["email"] = nil
        return try await market.ordering.placeCheckout(.read(.object(members)), by: stranger)
      }
      let (travelling, over) = (try await order("cod").orders[0], try await order("cod").orders[0])
      _ = try await market.move(over, to: .cancelled)
      let unpaid = try await order("test")
      let data = OrderingPersonalData(clock: market.time.clock)
      #expect(try await market.database.read { try data.obstacle(toClosing: ada, $0) } == nil)
      let person = ErasedPerson(account: ada, emails: [address], pseudonym: "erased-1")
      let report = try await market.database.write { try data.erase(person, $0) }
      #expect(report.first { $0.what == "Orders" }?.count == 1)
      // What is on its way still finds its way; what is over names nobody.
      func email(_ order: Order) async throws -> String {
        try await market.ordering.order(order.id, access: .admin).order.email
      }
      #expect(try await email(over) == "erased-1@erased.invalid")
      #expect(try await email(travelling) == address)
      let paid = try await market.pay(unpaid.id)
      #expect(paid.address == unpaid.address && paid.orders[0].address == unpaid.address)
      func sweep() async throws {
        _ = try await market.database.write { try data.expire(Retention(), limit: 100, $0) }
      }
      try await sweep()
      #expect(try await email(travelling) == address)
      _ = try await market.move(travelling, to: .cancelled)
      try await sweep()
      let left = try await market.ordering.order(travelling.id, access: .admin).order
      #expect(left.email != address && left.address.name != travelling.address.name)
      let checkout = try await market.ordering.checkout(travelling.checkout, viewer: nil)
      #expect(checkout.email != address)
    }
  }

  @Test(
    "A shop that lets nothing happen keeps nobody's account open for ever", arguments: TestEngine.allCases)
  func silentShopsHoldNoErasure(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"))
      let ada = try await market.account()
      let buyer = Buyer(account: ada, email: "ada@example.com")
      let address = try #require(
        try await market.database.read { try AccountStore.knownEmails(ada, $0).first?.text })
      let sent = try await market.move(market.order(lamp, buyer: buyer), to: .shipped)
      let guest = try await market.move(
        market.order(lamp, buyer: Buyer(account: nil, email: nil)), to: .shipped)
      try await market.run("UPDATE orders SET email = \(address) WHERE id = \(guest.id)")
      let unsent = try await market.order(lamp, buyer: buyer)
      let data = OrderingPersonalData(clock: market.time.clock)
      func obstacle() async throws -> Words? {
        try await market.database.read { try data.obstacle(toClosing: ada, $0) }
      }
      func email(_ order: Order) async throws -> String {
        try await market.ordering.order(order.id, access: .admin).order.email
      }
      market.time.advance(seconds: 31 * 24 * 60 * 60)
      // What was not sent can be cancelled by the buyer, and is waited for.
      #expect(try await obstacle() != nil)
      _ = try await market.move(unsent, to: .cancelled)
      #expect(try await obstacle() == nil)
      let person = ErasedPerson(account: ada, emails: [address], pseudonym: "erased-1")
      _ = try await market.database.write { try data.erase(person, $0) }
      #expect(try await email(sent) == "erased-1@erased.invalid")
      #expect(try await email(guest) == "erased-1@erased.invalid")
      // It can still arrive.
      #expect(try await market.move(sent, to: .delivered).status == .delivered)
    }
  }

  @Test(
    "An order that loses its person once it has arrived does so, too, when nothing happens",
    arguments: TestEngine.allCases)
  func silentOrdersLoseTheirPerson(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"))
      let ada = try await market.account()
      let address = try #require(
        try await market.database.read { try AccountStore.knownEmails(ada, $0).first?.text })
      let order = try await market.move(market.order(lamp), to: .shipped)
      try await market.run("UPDATE orders SET email = \(address) WHERE id = \(order.id)")
      let data = OrderingPersonalData(clock: market.time.clock)
      let person = ErasedPerson(account: ada, emails: [address], pseudonym: "erased-1")
      _ = try await market.database.write { try data.erase(person, $0) }
      func sweep() async throws -> String {
        _ = try await market.database.write { try data.expire(Retention(), limit: 100, $0) }
        return try await market.ordering.order(order.id, access: .admin).order.email
      }
      market.time.advance(seconds: 29 * 24 * 60 * 60)
      #expect(try await sweep() == address)
      market.time.advance(seconds: 2 * 24 * 60 * 60)
      #expect(try await sweep() != address)
    }
  }
}
