import Kernel
import TestSupport
import Testing

/// Prices of several currencies beside each other: 1500 ¥ is no 15.00 €.
@Suite struct PriceCurrencyTests {
  /// Three goods in euros, two in yen.
  private func fill(_ kit: CatalogKit) async throws {
    for price in [1_000, 1_500, 2_000] {
      try await kit.product(#"{"title": "Lamp", "price": \#(price), "stock": 1}"#)
    }
    let (shop, api) = try await kit.openShop("Kiosk", currency: try #require(Currency("JPY")))
    for price in [1_200, 1_800] {
      let answer = await api.send(
        .post, "/shops/\(shop.id)/products", #"{"title": "Tea", "price": \#(price), "stock": 1}"#)
      try #require(answer.status == 201)
    }
  }

  private func prices(_ kit: CatalogKit, _ query: String) async -> [String] {
    await ListingTests.walk(kit, query, limit: 2).map { item in
      "\(item.at("price", "amount").number ?? -1) \(item.at("price", "currency").text ?? "")"
    }
  }

  @Test(arguments: TestEngine.allCases) func ordersByPriceGoOneCurrencyAfterTheOther(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      try await fill(kit)
      let rising = ["1000 EUR", "1500 EUR", "2000 EUR", "1200 JPY", "1800 JPY"]
      #expect(await prices(kit, "sort=priceAscending") == rising)
      #expect(await prices(kit, "sort=priceDescending") == rising.reversed())
      #expect(await prices(kit, "sort=priceAscending&currency=JPY") == ["1200 JPY", "1800 JPY"])
    }
  }

  @Test(arguments: TestEngine.allCases) func boundsAreOfOneCurrency(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await fill(kit)
      #expect(await prices(kit, "minPrice=1100&sort=priceAscending") == ["1500 EUR", "2000 EUR"])
      #expect(
        await prices(kit, "minPrice=1100&currency=JPY&sort=priceAscending") == ["1200 JPY", "1800 JPY"])
      #expect(await prices(kit, "minPrice=1100&maxPrice=1500&shop=kiosk") == ["1200 JPY"])
      #expect(await prices(kit, "minPrice=1100&maxPrice=1500&q=tea") == ["1200 JPY"])
      #expect(await kit.api.send(.get, "/products?currency=XXX").status == 422)
    }
  }

  @Test(arguments: TestEngine.allCases) func countsAreOfOneCurrency(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await fill(kit)
      let facets = await kit.api.send(.get, "/products/facets").json
      #expect(facets.at("currency").list.map { $0.at("value").text } == ["EUR", "JPY"])
      #expect(facets.at("currency").list.map { $0.at("count").number } == [3, 2])
      #expect(facets.at("price").list.allSatisfy { $0.at("currency").text == "EUR" })
      #expect(facets.at("price").list.reduce(0) { $0 + ($1.at("count").number ?? 0) } == 3)
      let yen = await kit.api.send(.get, "/products/facets?currency=JPY").json
      #expect(yen.at("total").number == 2)
      #expect(yen.at("price").list.allSatisfy { $0.at("currency").text == "JPY" })
    }
  }
}
