import Catalog
import Kernel
import MarketSupport
import TestSupport
import Testing

@testable import SellerPortal
@testable import Web

@Suite("Many products in one form")
struct ProductSheetTests {
  private static let place = "/sell/lamps/products/sheet"

  private func page(_ response: Response) -> String { String(decoding: response.bodyBytes, as: UTF8.self) }

  private func goods(_ market: Market, _ desk: SellerDesk) async throws -> [ShopProduct] {
    try await market.catalog.products(of: desk.shop.id, ShopProductQuery(order: .title)).items
  }

  /// The fields of the form as a browser sends them, with these values instead.
  private func fields(_ goods: [ShopProduct], _ changes: [String: String] = [:]) -> [(String, String)] {
    goods.flatMap { product -> [(String, String)] in
      let name = ProductSheet.field(product.card.id)
      let stored = [
        ("status", product.status.rawValue), ("seenStatus", product.status.rawValue),
        ("price", product.card.price.typed), ("seenPrice", String(product.card.price.amount)),
        ("stock", String(product.stock)), ("seenStock", String(product.stock)),
      ]
      return [("rows", product.card.id.description)]
        + stored.map { ("\(name).\($0.0)", changes["\(name).\($0.0)"] ?? $0.1) }
    }
  }

  @Test("What was changed is saved in one go, and undone in one go", arguments: TestEngine.allCases)
  func savesAndUndoes(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      for (title, price) in [("Arc", 1000), ("Bulb", 2000), ("Cone", 3000)] as [(String, Int64)] {
        _ = try await market.stock(title, in: shop, price: price, pieces: 5)
      }
      let desk = try await SellerDesk(market, shop, staff: .products)
      let before = try await goods(market, desk)
      let form = page(try await desk.send(.get, Self.place, query: "sort=title"))
      let arc = ProductSheet.field(before[0].card.id)
      #expect(form.contains("name=\"\(arc).price\" value=\"10.00\""))
      let saved = try await desk.send(
        .post, Self.place,
        fields(
          before,
          [
            "\(arc).price": "12.50", "\(arc).stock": "7",
            "\(ProductSheet.field(before[2].card.id)).status": "draft",
          ]), query: "sort=title")
      #expect(saved.status == .seeOther && saved.headers[.location] == "\(Self.place)?sort=title")
      let cookie = try #require(saved.cookies.first { $0.name == Flash.cookieName })
      let flash = try #require(Flash(cookieValue: cookie.value))
      #expect(flash.message.text == "2 products changed.")
      let after = try await goods(market, desk)
      #expect(after.map(\.card.price.amount) == [1250, 2000, 3000] && after[0].stock == 7)
      #expect(after.map(\.status) == [.active, .active, .draft])
      let undo = try #require(flash.undoPath)
      _ = try await desk.send(.post, undo)
      let restored = try await goods(market, desk)
      #expect(restored.map(\.card.price.amount) == [1000, 2000, 3000] && restored[0].stock == 5)
      #expect(restored.allSatisfy { $0.status == .active })
      let again = try await desk.send(.post, undo)
      let told = try #require(
        again.cookies.first { $0.name == Flash.cookieName }.flatMap {
          Flash(cookieValue: $0.value)
        })
      #expect(told.message.text == "2 products are as before.", "the same answer, and nothing twice")
      #expect(try await goods(market, desk)[0].stock == 5)
    }
  }

  @Test("A form that is sent twice counts once", arguments: TestEngine.allCases)
  func countsOnce(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      _ = try await market.stock("Arc", in: shop, price: 1000, pieces: 5)
      let desk = try await SellerDesk(market, shop)
      let shown = page(try await desk.send(.get, Self.place))
      let key = try #require(shown.firstMatch(of: /name="key" value="(bulk_[^"]+)"/)).output.1
      let before = try await goods(market, desk)
      let arc = ProductSheet.field(before[0].card.id)
      let sent = [("key", String(key))] + fields(before, ["\(arc).stock": "8"])
      for _ in 0..<2 {
        let saved = try await desk.send(.post, Self.place, sent)
        let cookie = try #require(saved.cookies.first { $0.name == Flash.cookieName })
        #expect(Flash(cookieValue: cookie.value)?.message.text == "1 product changed.")
      }
      #expect(try await goods(market, desk)[0].stock == 8)
      let other = [("key", String(key))] + fields(before, ["\(arc).stock": "9"])
      let refused = try await desk.send(.post, Self.place, other)
      #expect(refused.status == .conflict && page(refused).contains("This form was saved already"))
    }
  }

  @Test("What can't be read changes nothing and is shown as it was typed")
  func showsAgain() async throws {
    try await withMarket(.sqlite) { market in
      let shop = try await market.openShop("Lamps")
      for title in ["Arc", "Bulb"] { _ = try await market.stock(title, in: shop, price: 1000, pieces: 5) }
      let desk = try await SellerDesk(market, shop)
      let before = try await goods(market, desk)
      let (arc, bulb) = (
        ProductSheet.field(before[0].card.id), ProductSheet.field(before[1].card.id)
      )
      let refused = try await desk.send(
        .post, Self.place,
        fields(before, ["\(arc).price": "cheap", "\(bulb).price": "9.00", "\(bulb).stock": "-1"]))
      #expect(refused.status == .unprocessableContent)
      let shown = page(refused)
      #expect(shown.contains("value=\"cheap\"") && shown.contains("value=\"9.00\""))
      #expect(shown.contains("aria-invalid=\"true\""))
      #expect(try await goods(market, desk).map(\.card.price.amount) == [1000, 1000])
      // Somebody else is faster: their price is told, and what nobody touched is shown as it is now.
      let changes = try ProductChangesInput.read(Parameters([("price", "11.00")]))
      for product in before {
        _ = try await market.catalog.editProduct(product.card.id.description, of: shop.id) { _ in changes }
      }
      let stale = try await desk.send(.post, Self.place, fields(before, ["\(arc).price": "9.00"]))
      #expect(stale.status == .unprocessableContent)
      let both = page(stale)
      #expect(both.contains("Somebody changed the price meanwhile"))
      #expect(both.contains("name=\"\(arc).price\" value=\"9.00\""))
      #expect(both.contains("name=\"\(bulb).price\" value=\"11.00\""))
      #expect(both.contains("name=\"\(arc).seenPrice\" value=\"1100\""), "the next press is about this price")
      let nothing = try await desk.send(.post, Self.place, fields(try await goods(market, desk)))
      #expect(nothing.status == .seeOther)
    }
  }

  @Test("The list keeps its state, tells what it can't read, and gives itself as a file")
  func listIsOne() async throws {
    try await withMarket(.sqlite) { market in
      let shop = try await market.openShop("Lamps")
      for (title, price) in [("Zenith", 1000), ("Bulb", 2000)] as [(String, Int64)] {
        _ = try await market.stock(title, in: shop, price: price)
      }
      let desk = try await SellerDesk(market, shop)
      let list = page(
        try await desk.send(.get, "/sell/lamps/products", query: "priceFrom=15.00&sort=-price&columns=sku"))
      #expect(list.contains("Bulb") && !list.contains("Zenith"))
      #expect(list.contains("aria-sort=\"descending\"") == false, "a column that is not seen has no head")
      #expect(list.contains("/sell/lamps/products.csv?priceFrom=15.00&amp;sort=-price"))
      #expect(list.contains("/sell/lamps/products/sheet?priceFrom=15.00&amp;sort=-price"))
      let wrong = page(try await desk.send(.get, "/sell/lamps/products", query: "priceFrom=much"))
      #expect(wrong.contains("id=\"list-filters\" open") && wrong.contains("Zenith"))
      let file = try await desk.send(.get, "/sell/lamps/products.csv", query: "priceFrom=15.00")
      let text = String(decoding: try await file.wholeBody(), as: UTF8.self)
      #expect(text.contains(",Bulb,") && !text.contains(",Zenith,"))
      await #expect(throws: Problem.self) {
        _ = try await desk.send(.get, "/sell/lamps/products.csv", query: "priceFrom=much")
      }
      let empty = page(try await desk.send(.get, "/sell/lamps/products", query: "priceFrom=99"))
      #expect(empty.contains("No product fits these filters"))
      // A bulk action leads back to where it was pressed, and nowhere else.
      for (next, expected) in [
        ("/sell/lamps/products?sort=title", "/sell/lamps/products?sort=title"),
        ("/sell/lamps/settings", "/sell/lamps/products"), ("//evil.example", "/sell/lamps/products"),
      ] {
        let sent = try await desk.send(.post, "/sell/lamps/products", [("action", "active"), ("next", next)])
        #expect(sent.headers[.location] == expected)
      }
    }
  }
}
