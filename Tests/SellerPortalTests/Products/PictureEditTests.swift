import Catalog
import Foundation
import Kernel
import MarketSupport
import TestSupport
import Testing

@testable import SellerPortal
@testable import Web

@Suite("Editing a product's picture")
struct PictureEditTests {
  @Test("It is seen, used and taken back without script", arguments: TestEngine.allCases)
  func editsWithForms(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      _ = try await market.stock("Lamp", in: shop, price: 1999)
      let listed = try await market.catalog.products(of: shop.id, ShopProductQuery()).items.first
      let product = try #require(listed).card.id.description
      let svg = """
        <svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40" fill="#ffffff"/>\
        <circle cx="20" cy="20" r="10" fill="#c2570c"/></svg>
        """
      let bytes = try await market.catalog.images.draw(svg: svg, width: 120)
      let upload = Upload(filename: "lamp.png", contentType: "image/png", bytes: bytes)
      let image = try #require(
        try await market.catalog.addImages([upload], alt: "", to: product, of: shop.id).first)
      let desk = try await SellerDesk(market, shop)
      let path = "/sell/lamps/products/\(product)"
      func page(_ response: Response) -> String { String(decoding: response.bodyBytes, as: UTF8.self) }
      func flash(_ response: Response) throws -> Flash {
        let cookie = try #require(response.cookies.first { $0.name == Flash.cookieName })
        return try #require(Flash(cookieValue: cookie.value))
      }
      let id = ("image", image.id.description)
      #expect(page(try await desk.send(.get, path)).contains("id=\"edit-picture-1\""))
      let none = try await desk.send(.post, "\(path)/pictures/edit", [id])
      #expect(try flash(none).kind == .error)

      let chosen = [id, ("edits", "shadow"), ("edits", "background-remove")]
      let preview = page(try await desk.send(.post, "\(path)/pictures/edit", chosen))
      #expect(preview.contains("/media/transforms/"))
      #expect(preview.contains("value=\"background-remove,shadow\""))
      #expect(try await market.catalog.product(product, of: shop.id).images.first?.key == image.key)

      let operations = ("operations", "background-remove,shadow")
      let applied = try await desk.send(.post, "\(path)/pictures/edit/apply", [id, operations])
      #expect(try flash(applied).kind == .success)
      #expect(try await market.catalog.product(product, of: shop.id).images.first?.key != image.key)
      #expect(page(try await desk.send(.get, path)).contains("\(path)/pictures/edit/undo"))
      let undone = try await desk.send(.post, "\(path)/pictures/edit/undo", [id])
      #expect(try flash(undone).kind == .success)
      #expect(try await market.catalog.product(product, of: shop.id).images.first?.key == image.key)
    }
  }
}
