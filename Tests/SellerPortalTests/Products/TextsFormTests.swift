import Areas
import Catalog
import Kernel
import MarketSupport
import TestSupport
import Testing
import Vendors

@testable import SellerPortal
@testable import Web

/// Only English is loaded in tests, so what was written is taken for another language.
@Suite("Texts in another language are written beside the original")
struct TextsFormTests {
  @Test(
    "A form shows the original, keeps what is typed, and empties what is emptied",
    arguments: TestEngine.allCases)
  func productTexts(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let desk = try await SellerDesk(market, shop)
      _ = try await market.stock("Lampe <1>", in: shop, price: 900)
      let id = try #require(try await market.catalog.products(of: shop.id, ShopProductQuery()).items.first)
        .card.id
      let path = "/sell/lamps/products/\(id)/languages/en"
      let page = Self.text(try await desk.send(.get, path))
      #expect(page.contains("Lampe &lt;1&gt;") && page.contains("name=\"seoDescription\""))
      let saved = try await desk.send(.post, path, [("title", "Lamp"), ("description", "Bright.")])
      #expect(saved.status == .seeOther && saved.headers[.location] == path)
      #expect(try await Self.texts(id, market, shop) == ["title": "Lamp", "description": "Bright."])
      _ = try await desk.send(.post, path, [("title", "Lamp"), ("description", "")])
      #expect(try await Self.texts(id, market, shop) == ["title": "Lamp"])
      let product = try await market.catalog.product(id.description, of: shop.id)
      #expect(product.title == "Lampe <1>")
    }
  }

  @Test("What is too long is said at its field, and nothing is kept", arguments: TestEngine.allCases)
  func refused(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let desk = try await SellerDesk(market, shop)
      _ = try await market.stock("Lampe", in: shop, price: 900)
      let id = try #require(try await market.catalog.products(of: shop.id, ShopProductQuery()).items.first)
        .card.id
      let path = "/sell/lamps/products/\(id)/languages/en"
      let long = String(repeating: "x", count: 256)
      let answer = try await desk.send(.post, path, [("title", long), ("description", "Bright.")])
      let page = Self.text(answer)
      #expect(answer.status.code == 422 && page.contains(long) && page.contains("id=\"f-title-error\""))
      #expect(try await Self.texts(id, market, shop).isEmpty)
      await #expect(throws: Problem.self) {
        try await desk.send(.get, "/sell/lamps/products/\(id)/languages/xx")
      }
    }
  }

  @Test("Two who write at once both keep what they wrote", arguments: TestEngine.allCases)
  func stale(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let desk = try await SellerDesk(market, shop)
      let path = "/sell/lamps/settings/languages/en"
      let opened = Self.text(try await desk.send(.get, path))
      let basis = try #require(opened.firstMatch(of: /name="basis" value="([^"]*)"/)).1
      func form(_ name: String, _ text: String) -> [(String, String)] {
        let names = [
          "description", "shippingPolicy", "returnPolicy", "privacyPolicy", "terms", "openingNote",
        ]
        return [("basis", String(basis).replacing("&amp;", with: "&"))]
          + names.map { ($0, $0 == name ? text : "") }
      }
      let first = try await desk.send(.post, path, form("description", "Lamps of all kinds"))
      let second = try await desk.send(.post, path, form("terms", "Be kind."))
      #expect(first.status == .seeOther && second.status == .seeOther)
      let translations = try await market.vendors.shop(shop.id).translations
      #expect(translations["en"] == ["description": "Lamps of all kinds", "terms": "Be kind."])
      let third = try await desk.send(.post, path, form("terms", "Be quick."))
      #expect(third.status.code == 409 && Self.text(third).contains("Be kind."))
    }
  }

  private static func texts(
    _ id: ProductID, _ market: Market, _ shop: Shop
  ) async throws -> [String: String] {
    try await market.catalog.product(id.description, of: shop.id).translations["en"]
  }

  private static func text(_ response: Response) -> String {
    String(decoding: response.bodyBytes, as: UTF8.self)
  }
}
