import Kernel
import MarketSupport
import TestSupport
import Testing

@testable import Catalog

extension ListingIndexTests {
  /// Gives a product prices in a market, or takes them away.
  private static func price(
    _ id: String, in code: String, _ kit: CatalogKit, _ random: inout SeededGenerator
  ) async throws {
    guard let product = ProductID(id) else { return }
    let isOwn = try? await kit.catalog.product(id, of: kit.shop.id)
    let (api, shop) = isOwn == nil ? (kit.otherVendor, kit.otherShop) : (kit.vendor, kit.shop)
    let path = "/shops/\(shop.id)/products/\(id)/markets/\(code)"
    if Int.random(in: 0..<4, using: &random) == 0 {
      _ = await api.send(.delete, path)
      return
    }
    let variants: [VariantID] = try await kit.database.read { snapshot in
      try snapshot.values(
        "SELECT id FROM variants WHERE product_id = \(product) AND deleted_at IS NULL ORDER BY id")
    }
    let prices = variants.map { variant in
      #"{"variant": "\#(variant)", "price": \#(500 * Int.random(in: 1..<24, using: &random))}"#
    }
    _ = await api.send(.put, path, #"{"prices": [\#(prices.joined(separator: ","))]}"#)
  }

  /// A currency where amounts are compared, as no two are with each other.
  private static func settled(_ filter: ListingFilter, _ random: inout SeededGenerator) -> ListingFilter {
    guard filter.minimumPrice != nil || filter.maximumPrice != nil else { return filter }
    var settled = filter
    settled.currency = Bool.random(using: &random) ? .eur : .usd
    return settled
  }

  @Test(arguments: TestEngine.allCases)
  func theIndexSaysWhatTheTablesSayAtThePricesOfMarkets(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      var random = SeededGenerator(seed: 43)
      for market in [
        #"{"name": "America", "code": "us", "currency": "USD", "countries": ["US"]}"#,
        #"{"name": "Austria", "code": "at", "currency": "EUR", "countries": ["AT"]}"#,
      ] {
        #expect(await kit.admin.send(.post, "/admin/markets", market).status == 201)
      }
      let markets = try await kit.catalog.activeMarkets()
      let second = try Market(kit.database, kit.clock, gateways: []).catalog
      _ = try await second.listing(ListingQuery())
      var known: [String] = []
      for _ in 0..<4 {
        for _ in 0..<20 {
          try await Self.change(kit, &known, &random)
          guard let id = known.randomElement(using: &random) else { continue }
          try await Self.price(id, in: Bool.random(using: &random) ? "us" : "at", kit, &random)
        }
        await second.changes.catchUp()
        let third = try Market(kit.database, kit.clock, gateways: []).catalog
        for market in [nil] + markets.map({ Optional($0) }) {
          let scan = try await TableScan(kit.database, at: market)
          for _ in 0..<3 {
            let filter = Self.settled(Self.filter(&random, kit), &random)
            for catalog in [kit.catalog, second, third] {
              var own = random
              try await PriceMarket.$current.withValue(market) {
                try await Self.expectEqual(catalog, scan, filter, &own)
              }
              random = own
            }
          }
        }
      }
      #expect(try await kit.database.read { try $0.value("SELECT COUNT(*) FROM market_products") ?? 0 } > 5)
    }
  }
}
