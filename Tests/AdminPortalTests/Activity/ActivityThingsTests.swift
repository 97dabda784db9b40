import Kernel
import MarketSupport
import Ordering
import Settlement
import TestSupport
import Testing

@testable import Web

@Suite("What entries of the log are about")
struct ActivityThingsTests {
  @Test("An order that was moved is named by its number and led to", arguments: TestEngine.allCases)
  func namesOrders(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Lamp", in: shop, price: 1_999)
      let order = try #require(try await market.buy([(lamp, 1)]).orders.first)
      try await market.move(order, .processing)
      let answer = try await market.administer(.get, "/admin/audit")
      let page = String(decoding: answer.bodyBytes, as: UTF8.self)
      #expect(page.contains("activity__detail\" dir=\"auto\">\(order.number)</span>"))
      #expect(page.contains("href=\"/admin/orders/\(order.id)\""))
      let numbers = try await market.ordering.orderNumbers([order.id, OrderID()])
      #expect(numbers == [order.id: order.number])
      let product = try #require(order.items.first?.product)
      #expect(try await market.catalog.productTitles([product, ProductID()]) == [product: "Lamp"])
    }
  }
}
