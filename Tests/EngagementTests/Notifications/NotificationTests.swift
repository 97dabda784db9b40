import Gateways
import Identity
import Kernel
import MarketSupport
import Persistence
import Settlement
import TestSupport
import Testing

@testable import Catalog
@testable import Engagement
@testable import Ordering

struct NotificationTests {
  private let customer = "ada@example.org"

  @Test(arguments: TestEngine.allCases)
  func aCheckoutIsConfirmedOnceWithAllItsShops(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let lamps = try await market.openShop("Lamps")
      let rugs = try await market.openShop("Rugs")
      let lamp = try await market.stock("Brass lamp", in: lamps, price: 123_456)
      let kilim = try await market.stock("Kilim", in: rugs, price: 5000)
      try await market.database.write { tx in
        _ = try tx.run("UPDATE products SET image_key = 'products/lamp' WHERE title = 'Brass lamp'")
      }
      let checkout = try await market.buy([(lamp, 2), (kilim, 1)])
      let box = MailBox()
      try await market.drain(box)
      let confirmations = await box.to(customer)
      #expect(confirmations.count == 1)
      let text = confirmations.first?.text ?? ""
      for order in checkout.orders {
        #expect(text.contains(order.number))
        #expect(text.contains("\(Market.publicURL)/orders/\(order.id)?key=\(order.accessKey)"))
      }
      let html = confirmations.first?.html ?? ""
      for order in checkout.orders {
        let address = "\(Market.publicURL)/orders/\(order.id)?key=\(order.accessKey)"
        #expect(html.contains("<a href=\"\(address)\">Follow your order</a>"))
      }
      #expect(html.components(separatedBy: "http").count == html.components(separatedBy: "=\"http").count + 1)
      #expect(html.contains("src=\"\(Market.publicURL)/media/products/lamp/card.webp\""))
      #expect(await box.to("vendor-lamps@example.org").first?.html?.contains("/media/products/lamp/") == true)
      #expect(text.contains("2 × Brass lamp"))
      #expect(text.contains("€2,469.12"))
      #expect(text.contains("Ada Lovelace"))
      for (slug, good) in [("lamps", "Brass lamp"), ("rugs", "Kilim")] {
        let mails = await box.to("vendor-\(slug)@example.org")
        #expect(mails.count == 1)
        #expect(mails.first?.text.contains(good) == true)
        #expect(mails.first?.text.contains("/sell/\(slug)/orders/") == true)
      }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func nobodyIsToldTwiceWhenAConsumerRunsTwice(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let checkout = try await market.buy([(try await market.stock("Lamp", in: shop, price: 100), 1)])
      let order = checkout.orders[0]
      let facts = OrderFacts(order)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<6 {
          group.addTask {
            _ = try await market.engagement.tell(about: [(OrderPlaced(facts: facts), "evt_1")])
          }
          group.addTask { try await market.engagement.tellBoth(.cancelled, facts, "evt_2") }
        }
        try await group.waitForAll()
      }
      let box = MailBox()
      try await send(market, box)
      #expect(await box.to(customer).count == 2)
      #expect(await box.to("vendor-lamps@example.org").count == 2)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func everyStepOfAnOrderIsTold(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Lamp", in: shop, price: 10_000)
      let kept = try await market.buy([(lamp, 1)]).orders[0]
      let cancelled = try await market.buy([(lamp, 1)], by: "cod").orders[0]
      try await market.drain()
      let box = MailBox()
      try await market.move(kept, .processing, .shipped, .onTheWay, .delivered, .refundRequested)
      try await market.move(kept, .delivered, note: "It was used")
      try await market.move(kept, .refundRequested, .refunded)
      try await market.move(cancelled, .cancelled, note: "Broken in the kiln")
      try await market.drain(box)
      let titles = await box.to(customer).map(\.subject)
      #expect(titles.count == 9)
      for beginning in [
        "Lamps is preparing", "Your order is on its way out", "Your order is on the way",
        "Your order was delivered",
        "We told the shop", "Your refund request was declined", "Your order was refunded",
        "Your order was cancelled",
      ] {
        #expect(titles.contains { $0.hasPrefix(beginning) }, "\(beginning)")
      }
      let texts = await box.to(customer).map(\.text).joined()
      #expect(texts.contains("“It was used”"))
      #expect(texts.contains("“Broken in the kiln”"))
      #expect(texts.contains("You have nothing to pay."))
      #expect(texts.contains("€100.00 goes back to you"))
      // Two requests, a refund and a cancellation.
      #expect(await box.to("vendor-lamps@example.org").count == 4)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func whoseRefundWasDeclinedIsToldByName(engine: TestEngine) async throws {
    let gateway = FlakyGateway()
    try await withMarket(engine, gateways: [gateway]) { market in
      _ = try await market.identity.createAdmin(
        email: market.email("admin"), name: "Grace", password: "a long password")
      let shop = try await market.openShop("Lamps")
      let order = try await market.buy([(try await market.stock("Lamp", in: shop, price: 100), 1)]).orders[0]
      try await market.drain()
      gateway.refuseRefunds(true)
      try await market.move(order, .cancelled)
      let box = MailBox()
      try await market.drain(box)
      let told = await box.to("admin@example.org").map(\.text).joined()
      #expect(told.contains("'Test payment'") && !told.contains("'test'"))
    }
  }

  @Test(arguments: TestEngine.allCases)
  func payoutsAreTold(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let admin = try await market.identity.createAdmin(
        email: market.email("admin"), name: "Grace", password: "a long password")
      let shop = try await market.openShop("Lamps")
      let order = try await market.buy([(try await market.stock("Lamp", in: shop, price: 10_000), 1)]).orders[
        0]
      try await market.move(order, .shipped, .delivered)
      try await market.drain()
      let settlement = market.settlement
      let box = MailBox()
      let sent = try await settlement.requestPayout(
        PayoutRequest(amount: 1234, note: "For March"), from: shop.id, by: shop.owner)
      let failed = try await settlement.requestPayout(PayoutRequest(amount: 1), from: shop.id, by: shop.owner)
      _ = try await settlement.completePayout(sent.id, bankReference: "SEPA-77", by: admin.id)
      _ = try await settlement.failPayout(failed.id, reason: "The number is wrong", by: admin.id)
      try await market.drain(box)
      let asked = await box.to("admin@example.org")
      #expect(asked.count == 2)
      #expect(asked.contains { $0.text.contains("€12.34") && $0.text.contains("For March") })
      let told = await box.to("vendor-lamps@example.org").map(\.text).joined()
      #expect(told.contains("SEPA-77"))
      #expect(told.contains("The number is wrong"))
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aVendorHearsOfEmptyShelvesOnceADay(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Brass lamp", in: shop, price: 100, pieces: 4)
      let product = try await market.database.read { snapshot in
        try snapshot.value("SELECT product_id FROM variants WHERE id = \(lamp)", as: ProductID.self)
      }
      let id = try #require(product)
      try await market.drain()
      let moment = market.clock.now
      for _ in 0..<2 {
        try await market.engagement.tellVendor(
          about: StockLow(variant: lamp, product: id, shop: shop.id, left: 1), at: moment)
      }
      try await market.engagement.tellVendor(
        about: StockOut(variant: lamp, product: id, shop: shop.id), at: moment)
      try await market.engagement.tellVendor(
        about: StockOut(variant: lamp, product: id, shop: shop.id), at: moment.adding(seconds: 86_400))
      let box = MailBox()
      try await send(market, box)
      let subjects = await box.to("vendor-lamps@example.org").map(\.subject)
      #expect(subjects.count == 3)
      #expect(subjects.contains("Brass lamp is running low (Lamps)"))
      #expect(subjects.filter { $0 == "Brass lamp is sold out (Lamps)" }.count == 2)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func oldNotesAreDeleted(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      _ = try await market.buy([(try await market.stock("Lamp", in: shop, price: 100), 1)])
      try await market.drain()
      #expect(try await market.engagement.purgeNotifications() == 0)
      market.clock.advance(seconds: 200 * 86_400)
      #expect(try await market.engagement.purgeNotifications() == 2)
    }
  }

  /// Sends what is queued, without handing out events.
  private func send(_ market: Market, _ box: MailBox) async throws {
    var jobs = JobRegistry()
    jobs.sendMails(by: box, market.database)
    try await JobRunner(database: market.database, jobs: jobs).drain()
  }
}

extension OrderFacts {
  /// What the event of a placed order tells, read back as an event is.
  init(_ order: Order) {
    self.init(order, actor: .customer, note: nil)
  }
}
