import Catalog
import Foundation
import Kernel
import MarketSupport
import TestSupport
import Testing

@testable import SellerPortal
@testable import Web

@Suite("The order of a product's pictures")
struct PictureOrderTests {
  private static let pixel =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

  @Test("It is changed for the order that was seen", arguments: TestEngine.allCases)
  func staleOrdersAreRefused(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      _ = try await market.stock("Lamp", in: shop, price: 1999)
      let listed = try await market.catalog.products(of: shop.id, ShopProductQuery()).items.first
      let product = try #require(listed).card.id.description
      let bytes = Array(try #require(Data(base64Encoded: Self.pixel)))
      for number in 0..<2 {
        let upload = Upload(filename: "\(number).png", contentType: "image/png", bytes: bytes)
        _ = try await market.catalog.addImages([upload], alt: "", to: product, of: shop.id)
      }
      func order() async throws -> [String] {
        try await market.catalog.product(product, of: shop.id).images.map(\.id.description)
      }
      let before = try await order()
      let desk = try await SellerDesk(market, shop)
      let path = "/sell/lamps/products/\(product)"
      let page = String(decoding: try await desk.send(.get, path).bodyBytes, as: UTF8.self)
      let match = try #require(page.firstMatch(of: /data-basis="([^"]*)"/))
      let basis = String(match.1).replacing("&amp;", with: "&")
      #expect(page.contains("name=\"basis\" value=\"\(match.1)\""), "the buttons send it, too")
      func arrange(_ ids: [String], _ more: [(String, String)]) async throws -> Flash {
        let answer = try await desk.send(
          .post, "\(path)/pictures/order", [("order", ids.joined(separator: ","))] + more)
        let cookie = try #require(answer.cookies.first { $0.name == Flash.cookieName })
        return try #require(Flash(cookieValue: cookie.value))
      }
      let third = Upload(filename: "3.png", contentType: "image/png", bytes: bytes)
      _ = try await market.catalog.addImages([third], alt: "", to: product, of: shop.id)
      let refused = try await arrange(before.reversed(), [("basis", basis)])
      #expect(refused.kind == .error && refused.message.text.contains("Look again"))
      let now = try await order()
      #expect(Array(now.prefix(2)) == before)
      let fresh = try #require(PictureEditor.order(now).basis).text
      #expect(try await arrange(now.reversed(), [("basis", fresh)]).kind == .success)
      #expect(try await order() == now.reversed())
    }
  }
}
