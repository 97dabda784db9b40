import Catalog
import Kernel
import TestSupport
import Testing
import Web

struct ShopListTests {
  /// Prices with equal ones among them, so that ids decide too.
  private static let prices: [Int64] = [500, 100, 300, 100, 500, 900, 300]

  private func fill(_ kit: CatalogKit) async throws {
    for (number, price) in Self.prices.enumerated() {
      kit.clock.advance(seconds: 1)
      let stock = number == 2 ? 0 : 5
      try await kit.product("{\"title\":\"Cup \(number % 3)\",\"price\":\(price),\"stock\":\(stock)}")
    }
  }

  /// All pages of the list, two products each.
  private func walk(_ kit: CatalogKit, _ query: String) async throws -> [JSONValue] {
    var items: [JSONValue] = []
    var cursor = ""
    repeat {
      let answer = await kit.vendor.send(
        .get,
        "/shops/\(kit.shop.id)/products?limit=2&\(query)&cursor=\(cursor)".replacing("&cursor=&", with: "&"))
      try #require(answer.status == 200, "\(query): \(answer.json)")
      items += answer.items
      cursor = answer.text("nextCursor") ?? ""
    } while !cursor.isEmpty && items.count < 100
    return items
  }

  @Test(arguments: TestEngine.allCases)
  func everyOrderShowsEachProductOnce(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await fill(kit)
      _ = await kit.otherVendor.send(
        .post, "/shops/\(kit.otherShop.id)/products", #"{"title":"Foreign","price":1,"stock":1}"#)
      for order in ShopProductOrder.allCases {
        let items = try await walk(kit, "sort=\(order.rawValue)")
        #expect(
          items.count == Self.prices.count && Set(items.map { $0["id"] }).count == items.count, "\(order)")
      }
      func prices(_ order: String) async throws -> [JSONValue?] {
        try await walk(kit, "sort=\(order)").map { $0["price"]?["amount"] }
      }
      let rising = Self.prices.sorted().map { JSONValue?.some(.integer($0)) }
      #expect(try await prices("price") == rising)
      #expect(try await prices("-price") == rising.reversed())
      let titles = try await walk(kit, "sort=title").map { $0["title"] }
      #expect(titles == [0, 0, 0, 1, 1, 2, 2].map { .string("Cup \($0)") })
    }
  }

  @Test(arguments: TestEngine.allCases)
  func filtersMeet(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await fill(kit)
      #expect(try await walk(kit, "priceFrom=300&priceUntil=500").count == 4)
      #expect(try await walk(kit, "priceFrom=300&priceUntil=500&stock=in").count == 3)
      #expect(try await walk(kit, "stock=out").map { $0["title"] } == [.string("Cup 2")])
      #expect(try await walk(kit, "priceFrom=901").isEmpty)
      let path = "/shops/\(kit.shop.id)/products"
      for (query, field) in [("sort=size", "sort"), ("priceFrom=-1", "priceFrom"), ("stock=some", "stock")] {
        #expect(await kit.vendor.send(.get, "\(path)?\(query)").wrongFields == [field])
      }
      let page = await kit.vendor.send(.get, "\(path)?sort=price&limit=2")
      let cursor = try #require(page.text("nextCursor"))
      #expect(await kit.vendor.send(.get, "\(path)?cursor=\(cursor)").wrongFields == ["cursor"])
    }
  }

  @Test(arguments: TestEngine.allCases)
  func filesHaveWhatTheListShows(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await fill(kit)
      try await kit.product(#"{"title":"=1+1","price":250,"stock":1}"#)
      let path = "/shops/\(kit.shop.id)/products"
      let answer = await kit.vendor.send(.get, "\(path).csv?sort=price&priceUntil=300")
      #expect(answer.response.headers[.contentDisposition]?.contains("products.csv") == true)
      let lines = String(decoding: try await answer.response.wholeBody(), as: UTF8.self).split(
        separator: "\r\n")
      #expect(lines.count == 6 && lines[0].hasPrefix("Id,Title,"))
      #expect(lines[1].contains(",1.00,1.00,EUR,"))
      #expect(lines.contains { $0.contains(",'=1+1,") }, "no formula")
      let excel = try await kit.vendor.send(.get, "\(path).xlsx?q=cup").response.wholeBody()
      #expect(excel.prefix(2) == [0x50, 0x4B])
      #expect(await kit.otherVendor.send(.get, "\(path).csv").status == 404)
      #expect(await kit.vendor.send(.get, "\(path).csv?sort=size").status == 422)
    }
  }
}
