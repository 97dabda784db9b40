import Catalog
import Kernel
import MarketSupport
import TestSupport
import Testing

@testable import SellerPortal
@testable import Web

@Suite("A product is copied from its page")
struct DuplicateButtonTests {
  @Test("The button leads to the copy, which is a draft", arguments: TestEngine.allCases)
  func copied(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let desk = try await SellerDesk(market, shop)
      _ = try await market.stock("Lamp", in: shop, price: 900, pieces: 7)
      let original = try #require(
        try await market.catalog.products(of: shop.id, ShopProductQuery()).items.first)
      let path = "/sell/lamps/products/\(original.card.id)"
      let page = String(decoding: try await desk.send(.get, path).bodyBytes, as: UTF8.self)
      #expect(page.contains("\(path)/duplicates"))
      let answer = try await desk.send(.post, "\(path)/duplicates")
      #expect(answer.status == .seeOther)
      let all = try await market.catalog.products(of: shop.id, ShopProductQuery()).items
      let copy = try #require(all.first { $0.card.id != original.card.id })
      #expect(all.count == 2 && copy.status == .draft && copy.card.title == original.card.title)
      #expect(answer.headers[.location]?.contains(copy.card.id.description) == true)
    }
  }
}
