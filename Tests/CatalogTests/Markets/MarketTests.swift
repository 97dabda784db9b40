import Kernel
import TestSupport
import Testing
import Web

@testable import Catalog

/// Markets and what goods cost in them.
@Suite struct MarketTests {
  private static let america =
    #"{"name": "America", "code": "us", "currency": "USD", "countries": ["US", "CA"]}"#

  private static func make(_ kit: CatalogKit) async throws -> (path: String, variant: String) {
    #expect(await kit.admin.send(.post, "/admin/markets", america).status == 201)
    let made = try await kit.product(#"{"title": "Cup", "price": 1000, "stock": 3}"#)
    let id = made.at("id").text ?? ""
    let product = try await kit.catalog.product(id)
    return ("/shops/\(kit.shop.id)/products/\(id)", "\(product.variants[0].id)")
  }

  @Test(arguments: TestEngine.allCases) func countriesAreInOneMarket(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      _ = try await Self.make(kit)
      let twice = await kit.admin.send(.post, "/admin/markets", Self.america)
      #expect(twice.status == 422 && twice.wrongFields == ["countries"])
      let code = #"{"name": "Other", "code": "us", "currency": "USD"}"#
      #expect(await kit.admin.send(.post, "/admin/markets", code).status == 409)
      let currency = #"{"name": "Other", "code": "other", "currency": "XXQ"}"#
      #expect(await kit.admin.send(.post, "/admin/markets", currency).wrongFields == ["currency"])
      #expect(await kit.vendor.send(.post, "/admin/markets", Self.america).status == 403)
      #expect(await kit.api.send(.get, "/markets").items.count == 1)
      _ = await kit.admin.send(.patch, "/admin/markets/us", #"{"active": false}"#)
      #expect(await kit.api.send(.get, "/markets").items.isEmpty)
    }
  }

  @Test(arguments: TestEngine.allCases) func pricesHoldInTheirMarketAlone(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let (path, variant) = try await Self.make(kit)
      let prices = #"{"prices": [{"variant": "\#(variant)", "price": 1500, "compareAtPrice": 1800}]}"#
      #expect(await kit.vendor.send(.put, path + "/markets/us", prices).status == 200)
      let market = try await kit.catalog.market("us")
      let card = try await kit.catalog.products(ListingQuery()).items.first
      #expect(card?.price == Money(1_000, .eur))
      try await PriceMarket.$current.withValue(market) {
        let card = try await kit.catalog.products(ListingQuery()).items.first
        #expect(card?.price == Money(1_500, .usd) && card?.compareAtPrice == Money(1_800, .usd))
        let product = try await kit.catalog.product(card?.slug ?? "")
        #expect(product.price == Money(1_500, .usd) && product.currency == .usd)
      }
      // The currency stays while there are prices.
      let change = #"{"currency": "CAD"}"#
      #expect(await kit.admin.send(.patch, "/admin/markets/us", change).wrongFields == ["currency"])
      #expect(await kit.vendor.send(.delete, path + "/markets/us").status == 204)
      #expect(await kit.vendor.send(.delete, path + "/markets/us").status == 404)
      #expect(await kit.admin.send(.patch, "/admin/markets/us", change).status == 200)
    }
  }

  @Test(arguments: TestEngine.allCases) func aNewVariantNeedsAPrice(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let (path, variant) = try await Self.make(kit)
      let price = #"{"prices": [{"variant": "\#(variant)", "price": 1500}]}"#
      #expect(await kit.vendor.send(.put, path + "/markets/us", price).status == 200)
      let grown = #"""
        {"variants": [{"id": "\#(variant)", "options": {"Size": "S"}, "price": 1000},
          {"options": {"Size": "M"}, "price": 1000}]}
        """#
      #expect(await kit.vendor.send(.patch, path, grown).status == 200)
      let market = try await kit.catalog.market("us")
      let shown = try await PriceMarket.$current.withValue(market) {
        try await kit.catalog.products(ListingQuery()).items.first?.price
      }
      #expect(shown == Money(1_000, .eur))
      #expect(await kit.vendor.send(.put, path + "/markets/us", price).status == 422)
    }
  }

  @Test(arguments: TestEngine.allCases) func strangersAndStaleWritesChangeNothing(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      let (path, variant) = try await Self.make(kit)
      func price(_ amount: Int) -> String {
        #"{"prices": [{"variant": "\#(variant)", "price": \#(amount)}]}"#
      }
      let foreign = path.replacing(kit.shop.id.description, with: kit.otherShop.id.description)
      #expect(await kit.otherVendor.send(.put, foreign + "/markets/us", price(1)).status == 404)
      #expect(await kit.otherVendor.send(.put, path + "/markets/us", price(1)).status == 404)
      #expect(await kit.vendor.send(.put, path + "/markets/nowhere", price(1)).status == 404)
      let unknown = #"{"prices": [{"variant": "\#(VariantID())", "price": 1}]}"#
      #expect(await kit.vendor.send(.put, path + "/markets/us", unknown).wrongFields == ["prices[0].variant"])
      let other = #"{"prices": [{"variant": "\#(variant)", "price": {"amount": 5, "currency": "EUR"}}]}"#
      #expect(await kit.vendor.send(.put, path + "/markets/us", other).wrongFields == ["prices[0].price"])
      let offer = try await kit.catalog.marketOffer(
        of: path.split(separator: "/").last.map(String.init) ?? "", in: kit.shop.id, market: "us")
      #expect(offer.prices.isEmpty)
    }
  }
}
