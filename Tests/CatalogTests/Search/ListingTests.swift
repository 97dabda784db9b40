import Catalog
import Kernel
import TestSupport
import Testing

/// Listings: filters, orders and pages.
@Suite struct ListingTests {
  /// Thirty products in two shops, with many equal prices.
  static func fill(_ kit: CatalogKit) async throws {
    _ = await kit.admin.send(.post, "/admin/categories", #"{"name": "Home"}"#)
    _ = await kit.admin.send(.post, "/admin/categories", #"{"name": "Lamps", "parent": "home"}"#)
    _ = await kit.admin.send(.post, "/admin/categories", #"{"name": "Toys"}"#)
    let colors = ["Red", "Blue", "Green"]
    for number in 0..<30 {
      let category = ["home", "lamps", "toys"][number % 3]
      let color = colors[number % 2]
      let body = """
        {"title": "Thing \(number)", "price": \(1000 + number % 4 * 500), "category": "\(category)",
         "tags": ["\(number % 5 == 0 ? "Sale" : "New")"], "brand": "\(number < 10 ? "Acme" : "Best")", "variants": [
          {"options": {"Colour": "\(color)", "Size": "S"}, "stock": \(number % 6)},
          {"options": {"Colour": "\(color)", "Size": "\(number % 2 == 0 ? "M" : "L")"}, "stock": 0}]}
        """
      let (api, shop) = number % 3 == 0 ? (kit.otherVendor, kit.otherShop) : (kit.vendor, kit.shop)
      let answer = await api.send(.post, "/shops/\(shop.id)/products", body)
      try #require(answer.status == 201)
      if number % 7 == 0 { kit.clock.advance(seconds: 1) }
    }
  }

  /// All ids over all pages.
  static func walk(_ kit: CatalogKit, _ query: String, limit: Int = 7) async -> [JSONValue] {
    var found: [JSONValue] = []
    var cursor = ""
    for _ in 0..<20 {
      let answer = await kit.api.send(.get, "/products?limit=\(limit)&\(query)\(cursor)")
      #expect(answer.status == 200, "\(query)")
      found += answer.items
      guard let next = answer.text("nextCursor") else { return found }
      cursor = "&cursor=\(next)"
    }
    return found
  }

  @Test(arguments: TestEngine.allCases) func everyOrderShowsEveryProductOnce(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      try await Self.fill(kit)
      for sort in ["newest", "priceAscending", "priceDescending", "bestSelling", "rating", "relevance"] {
        for text in ["", "&q=thing"] {
          let found = await Self.walk(kit, "sort=\(sort)\(text)")
          #expect(found.count == 30, "\(sort)\(text)")
          #expect(Set(found.map { $0.at("id") }).count == 30, "\(sort)\(text)")
          let prices = found.compactMap { $0.at("price", "amount").number }
          if sort == "priceAscending" { #expect(prices == prices.sorted()) }
          if sort == "priceDescending" { #expect(prices == prices.sorted(by: >)) }
          let times = found.compactMap { $0.at("listedAt").text }
          if sort == "newest" { #expect(times == times.sorted(by: >)) }
        }
      }
      #expect(await Self.walk(kit, "sort=-price").first?.at("price", "amount").number == 2500)
      #expect(await Self.walk(kit, "sort=price_asc").first?.at("price", "amount").number == 1000)
      let newest = await kit.api.send(.get, "/products?limit=1")
      let foreign = await kit.api.send(
        .get, "/products?sort=priceAscending&cursor=\(newest.text("nextCursor") ?? "")")
      #expect(foreign.status == 422)
    }
  }

  @Test(arguments: TestEngine.allCases) func filtersNarrow(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await Self.fill(kit)
      func count(_ query: String) async -> Int { await Self.walk(kit, query, limit: 100).count }
      #expect(await count("category=home") == 20)
      #expect(await count("category=lamps") == 10)
      #expect(await count("category=nowhere") == 0)
      #expect(await count("minPrice=1500&maxPrice=2000") == 15)
      #expect(await count("color=red") == 15)
      #expect(await count("colors=Red,blue") == 30)
      #expect(await count("color=Red,blue") == 0)
      #expect(await count("color=red&color=blue&size=m") == 15)
      #expect(await count("tag=sale") == 6)
      #expect(await count("shop=\(kit.otherShop.slug)") == 10)
      #expect(await count("shop=\(kit.otherShop.id)&shop=\(kit.shop.slug)") == 30)
      #expect(await count("brand=Acme") == 10)
      #expect(await count("inStock=true") == 25)
      #expect(await count("rating=4") == 0)
      #expect(await count("q=thing&category=toys&color=blue&inStock=true") == 5)
    }
  }

  @Test(arguments: TestEngine.allCases) func countsLeadToAsManyProducts(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await Self.fill(kit)
      for base in [
        "", "category=home", "color=red&minPrice=1500", "q=thing&tag=new", "shop=\(kit.shop.slug)",
      ] {
        let facets = await kit.api.send(.get, "/products/facets?\(base)")
        #expect(facets.status == 200)
        let whole = await Self.walk(kit, base, limit: 100).count
        #expect(facets.json.at("total").number == Int64(whole))
        for name in ["category", "color", "size", "tag", "brand", "shop", "rating"] {
          for facet in facets.json.at(name).list {
            let value = facet.at("value").text ?? ""
            let others = base.split(separator: "&").filter { !$0.hasPrefix("\(name)=") }.joined(
              separator: "&")
            let found = await Self.walk(kit, "\(others)&\(name)=\(value)", limit: 100)
            #expect(Int64(found.count) == facet.at("count").number, "\(base) \(name)=\(value)")
          }
        }
        for facet in facets.json.at("price").list {
          let rest = base.replacing("&minPrice=1500", with: "")
          let end = facet.at("maxPrice").number.map { "&maxPrice=\($0)" } ?? ""
          let range = "minPrice=\(facet.at("minPrice").number ?? -1)\(end)"
          let found = await Self.walk(kit, "\(rest)&\(range)", limit: 100)
          #expect(Int64(found.count) == facet.at("count").number, "\(base) \(range)")
        }
      }
      let all = await kit.api.send(.get, "/products/facets")
      #expect(all.json.at("color").list.map { $0.at("value").text } == ["Blue", "Red"])
      #expect(all.json.at("category").list.map { $0.at("count").number } == [20, 10, 10])
    }
  }

  @Test(arguments: TestEngine.allCases) func vendorListHasItsOwnFilters(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await Self.fill(kit)
      let path = "/shops/\(kit.shop.id)/products"
      let first = await kit.vendor.send(.get, path + "?limit=15")
      #expect(first.items.count == 15)
      let rest = await kit.vendor.send(.get, path + "?limit=15&cursor=\(first.text("nextCursor") ?? "")")
      #expect(Set((first.items + rest.items).map { $0.at("id") }).count == 20)
      #expect(await kit.vendor.send(.get, path + "?q=thing%201&limit=100").items.count > 0)
      #expect(await kit.vendor.send(.get, path + "?status=draft").items.isEmpty)
      #expect(first.items.allSatisfy { $0.at("variantCount").number == 2 })
      let counts = try await kit.catalog.productCounts(of: kit.shop.id)
      #expect(counts.active == 20)
      #expect(counts.soldOut == 0)
      #expect(try await kit.catalog.productCounts(of: kit.otherShop.id).soldOut == 5)
    }
  }
}
