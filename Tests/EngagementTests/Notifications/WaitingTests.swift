import Areas
import Gateways
import Identity
import Kernel
import MarketSupport
import Persistence
import TestSupport
import Testing
import Vendors

@testable import Catalog
@testable import Engagement

/// Who waits for what is sold out.
struct WaitingTests {
  private struct Shelf {
    let market: Market
    let shop: Shop
    let product: ProductID
    let variant: VariantID

    init(_ market: Market, pieces: Int64 = 0) async throws {
      self.market = market
      let shop = try await market.openShop("Lamps")
      self.shop = shop
      variant = try await market.stock("Brass lamp", in: shop, price: 100, pieces: pieces)
      let level = try await market.catalog.stockLevel(variant, of: shop.id)
      product = level.product
    }

    func ask(_ email: String?, by account: AccountID? = nil) async throws {
      var body: [String: JSONValue] = ["variant": .string(variant.description)]
      if let email { body["email"] = .string(email) }
      let input = try StockNoticeInput.read(.object(body))
      _ = try await market.catalog.askForNotice(of: product.description, input, by: account)
    }

    /// A guest asks, and presses the button in the mail.
    func wait(_ email: String) async throws {
      try await ask(email)
      try await market.database.write { tx in
        let token: String? = try tx.value(
          "SELECT token FROM stock_notices WHERE variant_id = \(variant) AND email = \(email.lowercased())")
        if let notice = try token.flatMap({ try StockNoticeStore.find(token: $0, tx) }) {
          try StockNoticeStore.confirm(notice.id, tx)
        }
      }
    }

    func receive(_ pieces: Int64) async throws {
      let input = StockAdjustmentInput(delta: pieces, reason: pieces > 0 ? .received : .lost)
      _ = try await market.catalog.adjustStock(variant, of: shop.id, input)
    }

    func mails() async throws -> MailBox {
      let box = MailBox()
      try await market.drain(box)
      return box
    }
  }

  private func kind(_ body: () async throws -> Void) async throws -> ProblemKind? {
    do {
      try await body()
      return nil
    } catch let problem as Problem {
      return problem.kind
    }
  }

  @Test(arguments: TestEngine.allCases)
  func everybodyIsToldOnce(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shelf = try await Shelf(market)
      let ada = try await market.identity.ensureOperator(email: market.email("ada"), name: "Ada")
      try await shelf.wait("Guest@example.org")
      try await shelf.wait("guest@example.org")
      try await shelf.ask(nil, by: ada.id)
      _ = try await shelf.mails()
      try await shelf.receive(2)
      let box = try await shelf.mails()
      let guest = await box.to("guest@example.org").filter { $0.subject.contains("Brass lamp") }
      #expect(guest.map(\.subject) == ["Brass lamp is back in stock"])
      #expect(guest.first?.text.contains("/products/") == true)
      #expect(guest.first?.text.contains("/notices/stop?token=") == true)
      #expect(await box.to("ada@example.org").count == 1)
      try await shelf.receive(-2)
      try await shelf.receive(1)
      let later = try await shelf.mails()
      #expect(await later.told("guest@example.org") == 0)
      try await shelf.receive(-1)
      try await shelf.wait("guest@example.org")
      try await shelf.receive(1)
      #expect(await (try await shelf.mails()).told("guest@example.org") == 1)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func manyAreToldByAFewTransactions(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shelf = try await Shelf(market)
      for number in 0..<230 { try await shelf.wait("guest\(number)@example.org") }
      try await shelf.receive(1)
      // The event comes twice, and both at once.
      let event = StockBack(variant: shelf.variant, product: shelf.product, shop: shelf.shop.id)
      async let first: Void = market.engagement.tellWaiting(about: event)
      async let second: Void = market.engagement.tellWaiting(about: event)
      _ = try await (first, second)
      let box = try await shelf.mails()
      for number in [0, 99, 100, 229] { #expect(await box.told("guest\(number)@example.org") == 1) }
      let left = try await market.database.read {
        try $0.value("SELECT COUNT(*) FROM stock_notices WHERE told_at IS NULL", as: Int64.self)
      }
      #expect(left == 0)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func nobodyIsToldOfWhatIsGoneAgain(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shelf = try await Shelf(market)
      try await shelf.wait("guest@example.org")
      try await shelf.receive(1)
      try await shelf.receive(-1)
      #expect(await (try await shelf.mails()).told("guest@example.org") == 0)
      // An order that is given back is as good as a delivery.
      try await shelf.receive(1)
      #expect(await (try await shelf.mails()).told("guest@example.org") == 1)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func anOrderThatIsCancelledBringsItBack(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shelf = try await Shelf(market, pieces: 1)
      #expect(try await kind { try await shelf.ask("guest@example.org") } == .notAllowedNow)
      let order = try await market.buy([(shelf.variant, 1)], by: "cod").orders[0]
      try await shelf.wait("guest@example.org")
      try await market.move(order, .cancelled)
      #expect(await (try await shelf.mails()).told("guest@example.org") == 1)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func whatWasListedAgainIsFoundByTheClock(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shelf = try await Shelf(market)
      try await shelf.wait("guest@example.org")
      try await market.database.write { tx in
        _ = try tx.run("UPDATE products SET is_listed = FALSE WHERE id = \(shelf.product)")
      }
      try await shelf.receive(1)
      #expect(await (try await shelf.mails()).told("guest@example.org") == 0)
      try await market.database.write { tx in
        _ = try tx.run("UPDATE products SET is_listed = TRUE WHERE id = \(shelf.product)")
      }
      try await market.catalog.tellOverdueNotices()
      #expect(await (try await shelf.mails()).told("guest@example.org") == 1)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aLinkEndsAllWishesOfItsAddress(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shelf = try await Shelf(market)
      let other = try await market.stock("Bowl", in: shelf.shop, price: 100, pieces: 0)
      try await shelf.wait("guest@example.org")
      let input = try StockNoticeInput.read(
        .object(["variant": .string(other.description), "email": "guest@example.org"]))
      let bowl = try await market.catalog.stockLevel(other, of: shelf.shop.id).product
      _ = try await market.catalog.askForNotice(of: bowl.description, input, by: nil)
      try await market.catalog.stopNotices(token: "nobody's")
      let token = try await market.database.read {
        try $0.value(
          "SELECT token FROM stock_notices WHERE variant_id = \(shelf.variant)", as: String.self)
      }
      try await market.catalog.stopNotices(token: #require(token))
      let left = try await market.database.read {
        try $0.value("SELECT COUNT(*) FROM stock_notices", as: Int64.self)
      }
      #expect(left == 0)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func theLinkOfAMailWorksWhenSomebodyAsksAgain(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shelf = try await Shelf(market)
      try await shelf.wait("guest@example.org")
      try await shelf.receive(1)
      let mail = try #require(
        await (try await shelf.mails()).to("guest@example.org").last { $0.subject.contains("is back") })
      let link = try #require(mail.text.firstMatch(of: /stop\?token=([A-Za-z0-9_-]+)/))
      try await shelf.receive(-1)
      try await shelf.wait("guest@example.org")
      try await market.catalog.stopNotices(token: String(link.1))
      try await shelf.receive(1)
      #expect(await (try await shelf.mails()).told("guest@example.org") == 0)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func whoWaitsForVeryMuchMayAskForTheSameAgain(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shelf = try await Shelf(market)
      try await shelf.wait("guest@example.org")
      for number in 1..<100 {
        let other = try await market.stock("Bowl \(number)", in: shelf.shop, price: 100, pieces: 0)
        try await market.database.write { tx in
          _ = try StockNoticeStore.keep(
            other, account: nil, email: "guest@example.org", language: "en", token: "token \(number)",
            isConfirmed: true, confirmationAt: nil, tx)
        }
      }
      try await shelf.wait("guest@example.org")
      let vase = try await market.stock("Vase", in: shelf.shop, price: 100, pieces: 0)
      let product = try await market.catalog.stockLevel(vase, of: shelf.shop.id).product
      let input = try StockNoticeInput.read(
        .object(["variant": .string(vase.description), "email": "guest@example.org"]))
      #expect(
        try await kind {
          _ = try await market.catalog.askForNotice(of: product.description, input, by: nil)
        } == .notAllowedNow)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func badWishesAreRefused(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shelf = try await Shelf(market)
      #expect(try await kind { try await shelf.ask(nil) } == .invalidInput)
      #expect(try await kind { try await shelf.ask("nobody") } == .invalidInput)
      let other = try await market.stock("Bowl", in: shelf.shop, price: 100, pieces: 0)
      let input = try StockNoticeInput.read(
        .object(["variant": .string(other.description), "email": "guest@example.org"]))
      #expect(
        try await kind {
          _ = try await market.catalog.askForNotice(of: shelf.product.description, input, by: nil)
        } == .notFound)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func wishesAreExportedErasedAndExpire(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shelf = try await Shelf(market)
      let ada = try await market.identity.ensureOperator(email: market.email("ada"), name: "Ada")
      // Asked for without signing in, with the address of an account.
      try await shelf.wait("ada@example.org")
      try await shelf.wait("guest@example.org")
      let data = StockNoticePersonalData()
      let told = try await market.database.read { try data.sections(for: ada.id, $0) }
      #expect(told.first?.0 == "stockNotices" && told.first?.1 != .array([]))
      #expect(try await market.database.read { try data.counts(of: ada.id, $0) } == ["stockNotices": 1])
      let person = ErasedPerson(account: ada.id, emails: ["ada@example.org"], pseudonym: "erased-1")
      #expect(try await market.database.write { try data.erase(person, $0) }.map(\.count) == [1])
      func expired() async throws -> Int {
        try await market.database.write { try data.expire(Retention(), limit: 10, $0) }
      }
      market.clock.advance(seconds: 40 * 86_400)
      #expect(try await expired() == 0)
      market.clock.advance(seconds: 340 * 86_400)
      #expect(try await expired() == 1)
    }
  }
}
