import Catalog
import Kernel
import MarketSupport
import Ordering
import TestSupport
import Testing

@testable import SellerPortal
@testable import Web

/// What deliveries cost in markets, in the form of vendors.
@Suite struct DeliveryMarketTests {
  private static let path = "/sell/lamps/settings/delivery"
  private static let post = [
    ("options[0].id", "post"), ("options[0].name", "Post"), ("options[0].price", "4.90"),
    ("options[0].freeFrom", ""), ("options[0].countries", ""), ("options[0].minDays", "1"),
    ("options[0].maxDays", "2"),
  ]

  @Test func pricesInMarketsThatNobodyCanBeInStay() async throws {
    try await withMarket(.sqlite) { market in
      let shop = try await market.openShop("Lamps")
      let desk = try await SellerDesk(market, shop)
      let america = try NewMarketInput.read(
        .object(["name": "America", "code": "us", "currency": "USD", "countries": .array(["US"])]))
      _ = try await market.catalog.addMarket(america)
      let priced = Self.post + [("options[0].marketPrices[us]", "7.00")]
      _ = try await desk.send(.post, Self.path, priced)
      let before = try await market.ordering.shippingOptions(of: shop.id)
      #expect(before.first?.marketPrices["us"]?.price == Money(700, .usd))
      let closed = try MarketChangesInput.read(.object(["active": false]))
      _ = try await market.catalog.editMarket("us") { _ in closed }
      guard case .bytes(let bytes) = try await desk.send(.get, Self.path).body else {
        throw Problem(.internalError)
      }
      let page = String(decoding: bytes, as: UTF8.self)
      #expect(!page.contains("marketPrices[us]"))
      let parts = page.split(separator: "name=\"\(FormBasis.field)\" value=\"", maxSplits: 1)
      let basis = try #require(parts.last?.split(separator: "\"").first).replacing("&amp;", with: "&")
      let renamed = Self.post.map { $0.0 == "options[0].name" ? ($0.0, "Parcel") : $0 }
      _ = try await desk.send(.post, Self.path, renamed + [(FormBasis.field, String(basis))])
      let after = try await market.ordering.shippingOptions(of: shop.id)
      #expect(after.map(\.name) == ["Parcel"])
      #expect(after.first?.marketPrices["us"]?.price == Money(700, .usd))
    }
  }
}
