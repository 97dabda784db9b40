import Assembly
import HTTPTypes
import Kernel
import MarketSupport
import TestSupport
import Testing
import Vendors
import Web

/// Sitemaps are written by a job and served as they were written.
@Suite struct SitemapRunTests {
  @Test(arguments: TestEngine.allCases) func listsAllPagesOnce(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let web = market.assembly.webApplication()
      let first = try await Self.text("/sitemap.xml", web)
      #expect(first.contains("<loc>https://souk.test/</loc>") && !first.contains("sitemapindex"))
      let shop = try await market.openShop("Lamps")
      _ = try await market.category("Light")
      for number in 0..<1_005 { _ = try await market.stock("Lamp \(number)", in: shop, price: 100) }
      try await market.drain()
      let list = try await Self.text("/sitemap.xml", web)
      #expect(list.contains("<sitemapindex") && list.contains("<loc>https://souk.test/sitemaps/a1</loc>"))
      let file = try await Self.text("/sitemaps/a1", web)
      // Five pages that are always there, a category, a shop, and the goods.
      let pages = file.matches(of: /<loc>https:\/\/souk\.test\/[^?<]*<\/loc>/).count
      #expect(pages == 1_012)
      for path in ["/", "/categories/light", "/shops/lamps", "/products/lamp-0", "/products/lamp-1004"] {
        let places = file.ranges(of: "<loc>https://souk.test\(path)</loc>").count
        #expect(places == 1, "\(path)")
      }
      _ = try await market.stock("Late lamp", in: shop, price: 100)
      #expect(try await !Self.text("/sitemaps/a1", web).contains("late-lamp"), "it is not made for who asks")
      market.clock.advance(seconds: 3_601)
      try await market.drain()
      #expect(try await Self.text("/sitemap.xml", web).contains("/sitemaps/b1<"))
      #expect(try await Self.text("/sitemaps/b1", web).contains("late-lamp"))
      #expect(try await Self.text("/sitemaps/a1", web) == file)
      #expect(try await Self.text("/robots.txt", web).contains("Sitemap: https://souk.test/sitemap.xml"))
    }
  }

  @Test func isAnsweredByItsTag() async throws {
    try await withMarket(.sqlite) { market in
      let web = market.assembly.webApplication()
      try await market.drain()
      for path in ["/sitemap.xml", "/sitemaps/a1"] {
        let response = await web.respond(to: IncomingRequest(.get, path, host: "souk.test"))
        let tag = try #require(response.headers[.eTag])
        #expect(response.headers[.contentType] == "application/xml; charset=utf-8")
        let again = await web.respond(
          to: IncomingRequest(.get, path, headers: [.ifNoneMatch: tag], host: "souk.test"))
        #expect(again.status == .notModified)
      }
      for path in ["/sitemaps/a2", "/sitemaps/z1", "/sitemaps/index"] {
        let missing = await web.respond(to: IncomingRequest(.get, path, host: "souk.test"))
        #expect(missing.status == .notFound, "\(path)")
      }
    }
  }

  private static func text(_ path: String, _ web: WebApplication) async throws -> String {
    let response = await web.respond(to: IncomingRequest(.get, path, host: "souk.test"))
    try #require(response.status == .ok, "\(path)")
    return String(decoding: response.bodyBytes, as: UTF8.self)
  }
}
