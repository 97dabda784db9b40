import Catalog
import Kernel
import MarketSupport
import TestSupport
import Testing

@testable import SellerPortal
@testable import Web

@Suite("A product that the marketplace hides")
struct HiddenProductTests {
  private static func text(_ response: Response) -> String {
    String(decoding: response.bodyBytes, as: UTF8.self)
  }

  @Test(
    "The reason stands in the list and on the page, and is answered there", arguments: TestEngine.allCases)
  func tellsAndIsAnswered(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let desk = try await SellerDesk(market, shop)
      for title in ["Lamp", "Torch"] { _ = try await market.stock(title, in: shop, price: 900) }
      let lamp = try await market.catalog.productForDesk("lamp").id
      let path = "/sell/lamps/products/\(lamp)"
      #expect(!Self.text(try await desk.send(.get, path)).contains("\(path)/answer"))
      let early = try await desk.send(.post, "\(path)/answer", [("text", "Why?")])
      #expect(early.status == .seeOther)
      #expect(early.cookies.first { $0.name == Flash.cookieName }?.value.contains("not hidden") == true)

      _ = try await market.catalog.hideProduct(lamp.description, HideProductInput(reason: "A <copy>"))
      let list = Self.text(try await desk.send(.get, "/sell/lamps/products"))
      #expect(list.contains("A &lt;copy&gt;") && list.contains("show=hidden"))
      let page = Self.text(try await desk.send(.get, path))
      #expect(page.contains("A &lt;copy&gt;") && page.contains("\(path)/answer"))
      #expect(!page.contains("\(path)/duplicates"))

      let empty = try await desk.send(.post, "\(path)/answer", [("text", " ")])
      #expect(empty.status == .unprocessableContent)
      #expect(Self.text(empty).contains("id=\"answer-text\""))
      let sent = try await desk.send(.post, "\(path)/answer", [("text", "It is mine")])
      #expect(sent.status == .seeOther)
      let answered = Self.text(try await desk.send(.get, path))
      #expect(answered.contains("It is mine") && !answered.contains("\(path)/answer"))
      let again = try await desk.send(.post, "\(path)/answer", [("text", "Really")])
      #expect(again.cookies.first { $0.name == Flash.cookieName }?.value.contains("answered already") == true)
    }
  }

  @Test("It is not put up for sale with others", arguments: TestEngine.allCases)
  func staysHiddenInBulk(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let desk = try await SellerDesk(market, shop)
      for title in ["Lamp", "Torch"] { _ = try await market.stock(title, in: shop, price: 900) }
      let all = try await market.catalog.products(of: shop.id, ShopProductQuery()).items
      _ = try await market.catalog.hideProduct("lamp", HideProductInput(reason: "A copy"))
      let answer = try await desk.send(
        .post, "/sell/lamps/products",
        [("action", "active")] + all.map { ("ids", $0.card.id.description) })
      let told = answer.cookies.first { $0.name == Flash.cookieName }?.value ?? ""
      #expect(told.contains("1 product now for sale") && told.contains("1 stayed as it was"), "\(told)")
      #expect(try await market.catalog.productForDesk("lamp").isListed == false)
    }
  }
}
