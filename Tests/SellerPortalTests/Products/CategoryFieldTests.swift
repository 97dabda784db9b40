import Catalog
@testable import Kernel
import MarketSupport
import TestSupport
import Testing

@testable import SellerPortal
@testable import Web

@Suite("What goods of a category say, in the form of a product")
struct CategoryFieldTests {
  private func text(_ response: Response) -> String { String(decoding: response.bodyBytes, as: UTF8.self) }

  private func makeScreens(_ market: Market) async throws {
    _ = try await market.catalog.addCategory(NewCategoryInput(name: "Screens"))
    _ = try await market.catalog.addCategory(NewCategoryInput(name: "Toys"))
    for fields in [
      [("name", "Screen size"), ("kind", "number"), ("unit", "in"), ("required", "true")],
      [("name", "Plug"), ("kind", "choice"), ("choices", "EU"), ("choices", "UK")],
    ] {
      let input = try NewAttributeInput.read(Parameters(fields))
      _ = try await market.catalog.addAttribute(input, to: "screens")
    }
  }

  @Test(
    "A button shows the fields of the category, and nothing typed is lost", arguments: TestEngine.allCases)
  func button(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let desk = try await SellerDesk(market, shop)
      try await makeScreens(market)
      let path = "/sell/lamps/products/new"
      let typed = [
        ("title", "Wide"), ("price", "99"), ("status", "active"), ("category", "screens"),
        ("tags", "new, wide"),
        ("attributes", "Colour: Red"),
      ]
      let page = text(try await desk.send(.post, path, typed + [("action", "category")]))
      #expect(page.contains("name=\"values[screen-size]\"") && page.contains("name=\"values[plug]\""))
      for value in ["Wide", "99", "new, wide", "Colour: Red"] { #expect(page.contains(value), "\(value)") }
      // Of another category the typed value is kept beside its fields.
      let said = [("values[screen-size]", "15.6"), ("values[plug]", "EU")]
      let other = typed.map { $0.0 == "category" ? ("category", "toys") : $0 } + said
      let toys = text(try await desk.send(.post, path, other + [("action", "category")]))
      #expect(toys.contains("type=\"hidden\" name=\"values[screen-size]\" value=\"15.6\""))
      let refused = try await desk.send(.post, path, typed + [("values[screen-size]", "wide")])
      #expect(refused.status == .unprocessableContent)
      #expect(text(refused).contains("Screen size: This must be a number."))
      let missing = try await desk.send(.post, path, typed)
      #expect(
        missing.status == .unprocessableContent && text(missing).contains("Screen size: This is needed."))
      #expect(try await desk.send(.post, path, typed + said).status == .seeOther)
      let product = try await market.catalog.product("wide", of: shop.id)
      #expect(product.values.map(\.value) == ["15.6", "EU"])
      #expect(product.attributes == [ProductAttribute(name: "Colour", value: "Red")])
    }
  }

  @Test("Numbers are typed and shown as the reader's language writes them", arguments: TestEngine.allCases)
  func numbers(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let desk = try await SellerDesk(market, shop)
      try await makeScreens(market)
      let german = Language(tag: "de", locale: "de-DE", catalogue: nil)
      try await Language.$current.withValue(german) {
        let typed = [
          ("title", "Wide"), ("price", "99"), ("status", "active"), ("category", "screens"),
          ("values[screen-size]", "15,6"),
        ]
        #expect(try await desk.send(.post, "/sell/lamps/products/new", typed).status == .seeOther)
        let product = try await market.catalog.product("wide", of: shop.id)
        #expect(product.values.map(\.value) == ["15.6"])
        let page = text(try await desk.send(.get, "/sell/lamps/products/\(product.id)"))
        #expect(page.contains("name=\"values[screen-size]\" value=\"15,6\""))
      }
    }
  }
}
