import Catalog
import Kernel
import MarketSupport
import TestSupport
import Testing

@testable import SellerPortal
@testable import Web

@Suite("The history of a product")
struct ProductHistoryPageTests {
  @Test("Its page tells what was and what became of it", arguments: TestEngine.allCases)
  func told(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let desk = try await SellerDesk(market, shop, staff: .products)
      _ = try await market.stock("Lamp", in: shop, price: 900, pieces: 7)
      let goods = try await market.catalog.products(of: shop.id, ShopProductQuery()).items
      let product = try #require(goods.first?.card.id)
      let changes = try ProductChangesInput.read(Parameters([("brand", "Grandlux")]))
      _ = try await market.catalog.editProduct(product.description, of: shop.id) { _ in changes }
      let path = "/sell/lamps/products/\(product)"
      let page = String(decoding: try await desk.send(.get, path).bodyBytes, as: UTF8.self)
      #expect(page.contains("\(path)/history"))
      let history = String(decoding: try await desk.send(.get, "\(path)/history").bodyBytes, as: UTF8.self)
      #expect(history.contains("Product edited") && history.contains("Grandlux"))
    }
  }
}
