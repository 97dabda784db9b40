import Foundation
import Kernel
import MarketSupport
import Persistence
import TestSupport
import Testing

@testable import Engagement
@testable import Ordering

/// Orders that were placed at about the same time.
struct PlacedTogetherTests {
  private let customer = "ada@example.org"

  @Test("Of many orders each customer and each shop is told once", arguments: TestEngine.allCases)
  func manyOrdersAreToldOnce(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let lamps = try await market.openShop("Lamps")
      let rugs = try await market.openShop("Rugs")
      let lamp = try await market.stock("Lamp", in: lamps, price: 100)
      let kilim = try await market.stock("Kilim", in: rugs, price: 200)
      var numbers: [String] = []
      for _ in 0..<5 { numbers += try await market.buy([(lamp, 1), (kilim, 2)]).orders.map(\.number) }
      let box = MailBox()
      try await market.drain(box)
      try await market.drain(box)
      let confirmations = await box.to(customer)
      #expect(confirmations.count == 5)
      for number in numbers { #expect(confirmations.count { $0.text.contains(number) } == 1) }
      for slug in ["lamps", "rugs"] {
        let mails = await box.to("vendor-\(slug)@example.org")
        #expect(mails.count == 5)
        for number in numbers { #expect(mails.count { $0.text.contains(number) } <= 1) }
      }
    }
  }

  @Test("An order that can't be told of is in nobody's way", arguments: TestEngine.allCases)
  func aLostOrderIsInNobodysWay(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Lamp", in: shop, price: 100)
      let first = OrderFacts(try await market.buy([(lamp, 1)]).orders[0])
      let last = OrderFacts(try await market.buy([(lamp, 1)]).orders[0])
      // What became of its checkout nobody knows.
      let text = String(decoding: try JSONEncoder().encode(first), as: UTF8.self)
        .replacing(first.checkout.description, with: CheckoutID().description)
      let lost = try JSONDecoder().decode(OrderFacts.self, from: Data(text.utf8))
      let placed = [first, lost, last].enumerated().map { (OrderPlaced(facts: $1), "evt_\($0)") }
      let failures = try await market.engagement.tell(about: placed)
      #expect(failures.keys.sorted() == [1])
      // Told again, as after a crash before the jobs were written off.
      #expect(try await market.engagement.tell(about: placed).keys.sorted() == [1])
      let box = MailBox()
      var jobs = JobRegistry()
      jobs.sendMails(by: box, market.database)
      try await JobRunner(database: market.database, jobs: jobs).drain()
      #expect(await box.to(customer).count == 2)
      #expect(await box.to("vendor-lamps@example.org").count == 2)
    }
  }

  @Test("Who does not want to hear of new orders does not", arguments: TestEngine.allCases)
  func aShopThatWantsNoMailGetsNone(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let quietShop = try await market.openShop("Rugs")
      let lamp = try await market.stock("Lamp", in: shop, price: 100)
      let kilim = try await market.stock("Kilim", in: quietShop, price: 100)
      _ = try await market.buy([(lamp, 1), (kilim, 1)])
      try await market.database.write { tx in
        let profile = #"{"silenced":["newOrders"]}"#
        _ = try tx.run("UPDATE shops SET profile = \(profile) WHERE id = \(quietShop.id)")
      }
      let box = MailBox()
      try await market.drain(box)
      #expect(await box.to("vendor-lamps@example.org").count == 1)
      #expect(await box.to("vendor-rugs@example.org").isEmpty)
      #expect(await box.to(customer).count == 1)
    }
  }
}
