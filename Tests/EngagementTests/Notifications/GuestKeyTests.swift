import Kernel
import MarketSupport
import Ordering
import Persistence
import TestSupport
import Testing

/// Events are kept for long and handed on, and tell nobody how to see a guest's order.
struct GuestKeyTests {
  @Test("A guest's letters lead to the order, and no event does", arguments: TestEngine.allCases)
  func keysAreInLettersAlone(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let order = try await market.buy([(try await market.stock("Lamp", in: shop, price: 100), 1)]).orders[0]
      try await market.move(order, .processing, .shipped)
      let box = MailBox()
      try await market.drain(box)
      let events: [String] = try await market.database.read {
        try $0.values("SELECT payload FROM outbox WHERE name LIKE 'order.%'")
      }
      #expect(events.count >= 3)
      #expect(!events.contains { $0.contains(order.accessKey) || $0.contains("accessKey") })
      let letters = await box.mails.filter { $0.text.contains("Lamps") && $0.to == order.email }
      #expect(letters.count >= 2)
      #expect(letters.allSatisfy { $0.text.contains("/orders/\(order.id)?key=\(order.accessKey)") })
    }
  }
}
