import Catalog
import Kernel
import MarketSupport
import Ordering
import Persistence
import TestSupport
import Testing
import Web

/// Pages that are kept in memory show what was changed before they were asked for.
@Suite struct FreshPagesTests {
  @Test(arguments: TestEngine.allCases) func aPageShowsWhatWasChangedOnThisNode(_ engine: TestEngine)
    async throws
  {
    try await withMarket(engine) { market in
      let web = market.assembly.webApplication()
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Brass lamp", in: shop, price: 100, pieces: 1)
      _ = try await market.stock("Paper lamp", in: try await market.openShop("Paper"), price: 100)
      let (brass, paper) = (
        try await Self.page("/products/brass-lamp", web), try await Self.page("/products/paper-lamp", web)
      )
      #expect(try await Self.page("/products/brass-lamp", web) == brass)
      #expect(brass.contains("Add to cart") && paper.contains("Add to cart"))
      for round in 0..<5 {
        _ = try await market.database.write { tx in try market.catalog.stock.reserve(lamp, 1, tx) }
        let soldOut = try await Self.page("/products/brass-lamp", web)
        #expect(soldOut != brass, "round \(round)")
        #expect(try await Self.page("/products/paper-lamp", web) == paper)
        try await market.database.write { tx in try market.catalog.stock.release(lamp, 1, tx) }
        #expect(try await Self.page("/products/brass-lamp", web) == brass, "round \(round)")
      }
    }
  }

  @Test(arguments: TestEngine.allCases) func anotherNodeShowsItWithinASecond(_ engine: TestEngine)
    async throws
  {
    try await withMarket(engine) { market in
      let node = try Market(market.database, market.clock, gateways: [])
      try await node.catalog.changes.begin()
      let web = node.assembly.webApplication()
      let following = Task { await node.assembly.follow() }
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Brass lamp", in: shop, price: 100, pieces: 1)
      let before = try await Self.page("/products/brass-lamp", web)
      _ = try await market.database.write { tx in try market.catalog.stock.reserve(lamp, 1, tx) }
      var isShown = false
      for _ in 0..<100 where !isShown {
        try await Task.sleep(for: .milliseconds(50))
        isShown = try await Self.page("/products/brass-lamp", web) != before
      }
      #expect(isShown)
      following.cancel()
      await following.value
    }
  }

  @Test(arguments: TestEngine.allCases) func theFrameIsThatOfNow(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let web = market.assembly.webApplication()
      let shop = try await market.openShop("Lamps")
      _ = try await market.stock("Brass lamp", in: shop, price: 100)
      #expect(try await !Self.page("/products/brass-lamp", web).contains("Light and shade"))
      _ = try await market.catalog.addCategory(NewCategoryInput(name: "Light and shade"))
      #expect(try await Self.page("/products/brass-lamp", web).contains("Light and shade"))
      #expect(try await Self.page("/", web).contains("Light and shade"))
    }
  }

  private static func page(_ path: String, _ web: WebApplication) async throws -> String {
    let response = await web.respond(to: IncomingRequest(.get, path, host: "souk.test"))
    try #require(response.status == .ok, "\(path)")
    return String(decoding: response.bodyBytes, as: UTF8.self)
  }
}
