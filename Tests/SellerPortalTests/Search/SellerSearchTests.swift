import Kernel
import MarketSupport
import TestSupport
import Testing

@testable import SellerPortal
@testable import Web

@Suite("A shop's search")
struct SellerSearchTests {
  private static func page(_ desk: SellerDesk, _ text: String) async throws -> String {
    let path = "/sell/\(desk.shop.slug)/search"
    let found = try #require(desk.route(.get, path))
    #expect(desk.may(found.route.access))
    let response = try await found.route.handle(
      Request(
        path: path, viewer: desk.viewer, shop: desk.shop.id, query: Parameters([("q", text)]),
        pathParameters: found.values))
    #expect(response.status == .ok)
    return String(decoding: response.bodyBytes, as: UTF8.self)
  }

  @Test(
    "It finds orders, customers and products of the shop, and nothing of others",
    arguments: TestEngine.allCases)
  func findsEverything(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let (lamps, cups) = (try await market.openShop("Lamps"), try await market.openShop("Cups"))
      let lamp = try await market.stock("Lovely lamp", in: lamps, price: 1999)
      let cup = try await market.stock("Lovely cup", in: cups, price: 999)
      let order = try await market.buy([(lamp, 1)], by: "cod").orders[0]
      let other = try await market.buy([(cup, 1)], by: "cod").orders[0]
      try await market.drain()
      let owner = try await SellerDesk(market, lamps)
      let found = try await Self.page(owner, "LOVE")
      #expect(found.contains("Lovely lamp") && !found.contains("Lovely cup"))
      #expect(found.contains(order.number) && !found.contains(other.number))
      #expect(found.contains("/sell/lamps/orders?q=ada%40example.org") || found.contains("q=ada@example.org"))
      #expect(try await Self.page(owner, order.number).contains(order.number))
      #expect(try await Self.page(owner, other.number).contains("Nothing for"))
      #expect(!(try await Self.page(owner, "london")).contains("Customers"), "places are no names")
      #expect(try await Self.page(owner, " ").contains("What are you looking for?"))

      // Staff find what they may open.
      let goods = try await Self.page(try await SellerDesk(market, lamps, staff: .products), "love")
      #expect(goods.contains("Lovely lamp"))
      #expect(!goods.contains(order.number) && !goods.contains("ada@example.org"))
      let sales = try await Self.page(try await SellerDesk(market, lamps, staff: .orders), "love")
      #expect(sales.contains(order.number) && !sales.contains("Lovely lamp"))
      let neither = try await Self.page(try await SellerDesk(market, lamps, staff: .payouts), "love")
      #expect(!neither.contains(order.number) && !neither.contains("Lovely lamp"))
      #expect(!neither.contains("data-search-field"))
    }
  }
}
