import Catalog
import Kernel
import MarketSupport
import TestSupport
import Testing

@testable import SellerPortal
@testable import Web

@Suite("The form of a product")
struct ProductFormTests {
  @Test(
    "The table of variants takes over what was typed, and one row fills all", arguments: TestEngine.allCases)
  func table(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let desk = try await SellerDesk(market, shop)
      func send(_ form: [(String, String)]) async throws -> Response {
        try await desk.send(.post, "/sell/lamps/products/new", form)
      }
      let typed = [
        ("title", "Mug"), ("price", "12.50"), ("stock", "4"), ("sku", "MUG"), ("status", "active"),
        ("options[0].name", "Colour"), ("options[0].values", "Red\r\nBlue"),
      ]
      let page = String(
        decoding: try await send(typed + [("action", "variants")]).bodyBytes, as: UTF8.self)
      #expect(page.contains("name=\"rows[0].sku\" value=\"MUG\""))
      #expect(page.ranges(of: "value=\"12.50\"").count >= 2)
      let rows = [("rows[0].values", "Red"), ("rows[0].sku", "MUG"), ("rows[1].values", "Blue")]
      let all = [("all.price", "9"), ("all.stock", "7")]
      let filled = String(
        decoding: try await send(typed + rows + all + [("action", "fill")]).bodyBytes, as: UTF8.self)
      for field in [
        "rows[0].price\" value=\"9\"", "rows[1].price\" value=\"9\"", "rows[1].stock\" value=\"7\"",
      ] {
        #expect(filled.contains("name=\"\(field)"), "\(field)")
      }
      // Nothing that was typed is left unused without a word.
      #expect(try await send(typed + rows + all).status == .unprocessableContent)
      let prices = [("rows[0].price", "9"), ("rows[1].price", "9"), ("rows[0].stock", "7")]
      #expect(try await send(typed + rows + prices).status == .seeOther)
      let made = try #require(
        try await market.catalog.products(of: shop.id, ShopProductQuery()).items.first)
      let product = try await market.catalog.product(made.card.id.description, of: shop.id)
      #expect(product.variants.map(\.sku) == ["MUG", nil] && product.variants.map(\.stock) == [7, 0])
    }
  }

  @Test("What search engines are told is kept, and can be emptied", arguments: TestEngine.allCases)
  func searchEngines(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let desk = try await SellerDesk(market, shop)
      let typed = [("title", "Mug"), ("price", "9"), ("status", "active")]
      let texts = [("seoTitle", "Mugs by hand"), ("seoDescription", "Fired\r\ntwice.")]
      #expect(try await desk.send(.post, "/sell/lamps/products/new", typed + texts).status == .seeOther)
      let made = try #require(
        try await market.catalog.products(of: shop.id, ShopProductQuery()).items.first)
      let path = "/sell/lamps/products/\(made.card.id)"
      let page = String(decoding: try await desk.send(.get, path).bodyBytes, as: UTF8.self)
      #expect(page.contains("value=\"Mugs by hand\"") && page.contains("Fired twice."))
      let emptied = [("seoTitle", ""), ("seoDescription", " ")]
      #expect(try await desk.send(.post, path, typed + emptied).status == .seeOther)
      let product = try await market.catalog.product(made.card.id.description, of: shop.id)
      #expect(product.pageText == PageText())
    }
  }

  @Test("A product waits for a moment of the shop's zone", arguments: TestEngine.allCases)
  func schedule(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let desk = try await SellerDesk(market, shop)
      let moment = market.clock.now.adding(seconds: 90_000)
      let typed = [("title", "Mug"), ("price", "9"), ("status", "active")]
      let wait = [("publishAt", shop.timeZone.typed(moment))]
      #expect(try await desk.send(.post, "/sell/lamps/products/new", typed + wait).status == .seeOther)
      let made = try #require(
        try await market.catalog.products(of: shop.id, ShopProductQuery()).items.first)
      let minute = shop.timeZone.moment(typed: shop.timeZone.typed(moment))
      #expect(made.publishAt == minute && !made.isListed)
      let list = String(decoding: try await desk.send(.get, "/sell/lamps/products").bodyBytes, as: UTF8.self)
      #expect(list.contains("Scheduled for"))
      let path = "/sell/lamps/products/\(made.card.id)"
      for (text, word) in [("2020-01-01T09:30", "has passed"), ("soon", "Write the moment")] {
        let refused = try await desk.send(.post, path, typed + [("publishAt", text)])
        #expect(refused.status == .unprocessableContent)
        #expect(String(decoding: refused.bodyBytes, as: UTF8.self).contains(word))
      }
      // Put up for sale from the list it is so at once.
      let bulk = [("action", "active"), ("ids", made.card.id.description)]
      #expect(try await desk.send(.post, "/sell/lamps/products", bulk).status == .seeOther)
      let product = try await market.catalog.product(made.card.id.description, of: shop.id)
      #expect(product.publishAt == nil && product.isListed)
    }
  }
}
