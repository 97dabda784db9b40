import Kernel
import MarketSupport
import Ordering
import TestSupport
import Testing

@testable import SellerPortal
@testable import Web

@Suite("Several at once")
struct BulkTests {
  private func flash(_ response: Response) throws -> Flash {
    let cookie = try #require(response.cookies.first { $0.name == Flash.cookieName })
    return try #require(Flash(cookieValue: cookie.value))
  }

  @Test("What could not be done is told with its own reason")
  func tellsReasons() async throws {
    try await withMarket(.sqlite) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Lamp", in: shop, price: 1999)
      var orders: [Order] = []
      for _ in 0..<3 { orders += try await market.buy([(lamp, 1)], by: "cod").orders }
      try await market.move(orders[0], .processing, .shipped, .delivered)
      try await market.move(orders[1], .processing, .shipped)
      let desk = try await SellerDesk(market, shop)
      let told = try flash(
        try await desk.send(
          .post, "/sell/lamps/orders",
          [("action", "shipped")] + orders.map { ("ids", $0.id.description) }))
      #expect(told.kind == .error)
      let text = told.message.text
      #expect(text.contains("1 order is now in the state “Shipped”."))
      #expect(text.contains("1 stayed as it was: The order is “Delivered”"))
      #expect(text.contains("1 stayed as it was: The order is “Shipped”"))
    }
  }

  @Test("A form that is refused comes back with the status of its problem")
  func showsFormAgain() async throws {
    try await withMarket(.sqlite) { market in
      let shop = try await market.openShop("Lamps")
      let desk = try await SellerDesk(market, shop)
      let response = try await desk.send(
        .post, "/sell/lamps/settings", [("name", ""), ("description", ""), ("slug", "bulbs")])
      #expect(response.status == .unprocessableContent)
      let page = String(decoding: response.bodyBytes, as: UTF8.self)
      #expect(page.contains("Give the shop a name.") && page.contains("Say what the shop sells."))
      #expect(page.contains("value=\"bulbs\""))
    }
  }
}
