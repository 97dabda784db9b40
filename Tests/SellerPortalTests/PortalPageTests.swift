import Assembly
import Catalog
import Kernel
import MarketSupport
import Ordering
import SellerPortal
import TestSupport
import Testing
import Vendors

@testable import Web

private let hostileName = "<script>alert(1)</script> & \"Töpfe\""

@Suite("Seller pages")
struct PortalPageTests {
  /// The page that a route of this path shows to the shop's owner.
  private func page(
    _ market: Market, _ shop: Shop, _ pattern: String, _ parameters: [String: String] = [:]
  ) async throws -> String {
    let route = try #require(
      SellerPortalRoutes.routes(market.assembly.seller).first { $0.path == pattern && $0.method == .get })
    let account = try await market.identity.account(shop.owner)
    let viewer = Viewer(
      account: account.id, session: SessionID(), name: hostileName, email: account.email.text,
      isCookie: true)
    var all = parameters
    all["shop"] = shop.slug
    let response = try await route.handle(
      Request(path: pattern, viewer: viewer, shop: shop.id, pathParameters: all))
    guard case .bytes(let bytes) = response.body else { return "" }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func expectEscaped(_ html: String, _ place: Comment) {
    #expect(!html.contains("<script>alert"), place)
    #expect(html.contains("&lt;script&gt;alert"), place)
  }

  @Test("An empty shop says what each page is for")
  func showsEmptyStates() async throws {
    try await withMarket(.sqlite) { market in
      let shop = try await market.openShop("Lamps")
      #expect(try await page(market, shop, "/sell/{shop}").contains("Fill the shelves"))
      #expect(try await page(market, shop, "/sell/{shop}/products").contains("No products yet"))
      #expect(try await page(market, shop, "/sell/{shop}/orders").contains("No orders yet"))
      #expect(try await page(market, shop, "/sell/{shop}/imports").contains("No imports yet"))
      #expect(try await page(market, shop, "/sell/{shop}/balance").contains("Nothing booked yet"))
      #expect(try await page(market, shop, "/sell/{shop}/balance/payouts").contains("No payouts yet"))
    }
  }

  @Test("Hostile names are text")
  func escapesNames() async throws {
    try await withMarket(.sqlite) { market in
      let shop = try await market.openShop(hostileName)
      let variant = try await market.stock(hostileName, in: shop, price: 1999)
      let order = try #require(try await market.buy([(variant, 1)], by: "cod").orders.first)
      for path in ["", "/products", "/orders", "/settings", "/settings/delivery", "/balance"] {
        expectEscaped(try await page(market, shop, "/sell/{shop}\(path)"), Comment(rawValue: path))
      }
      let detail = try await page(
        market, shop, "/sell/{shop}/orders/{order}", ["order": order.id.description])
      expectEscaped(detail, "order")
      #expect(detail.contains("Handed over to the carrier"))
      let product = try #require(
        try await market.catalog.products(of: shop.id, ShopProductQuery()).items.first)
      let editor = try await page(
        market, shop, "/sell/{shop}/products/{product}", ["product": product.card.id.description])
      expectEscaped(editor, "product")
    }
  }
}
