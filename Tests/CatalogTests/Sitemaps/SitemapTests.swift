import Areas
import Gateways
import Synchronization
import TestSupport
import Testing

@testable import Catalog
@testable import Kernel

/// The files that tell search engines of all pages.
@Suite struct SitemapTests {
  private static func entry(_ number: Int) -> Sitemap.Entry {
    Sitemap.Entry(
      address: "https://souk.example/products/p-\(number)?a&b",
      changedAt: Timestamp(milliseconds: 1_780_000_000_000))
  }

  @Test func pagesAreXML() {
    let text = Sitemap.pages([Self.entry(1)], in: [.english])
    #expect(
      text.contains("<loc>https://souk.example/products/p-1?a&amp;b</loc><lastmod>2026-05-28</lastmod>"))
    #expect(text.hasPrefix("<?xml") && text.hasSuffix("</urlset>\n"))
  }

  @Test func everyLanguageHasOneAddressAndNoMore() {
    let german = Language(tag: "de", catalogue: nil)
    let text = Sitemap.pages([Sitemap.Entry(address: "https://souk.example/")], in: [.english, german])
    #expect(text.ranges(of: "<url>").count == 2 && text.ranges(of: "https://souk.example/").count == 2)
    #expect(text.contains("<loc>https://souk.example/?language=de</loc>"))
    #expect(!text.contains("hreflang"), "that stands in the head of the page")
  }

  @Test func languagesWithoutATextOfTheirOwnHaveNoPlace() {
    let languages = ["de", "fr", "fi"].map { Language(tag: $0, catalogue: nil) }
    let entry = Sitemap.Entry(address: "https://souk.example/products/lamp", in: ["fr", "xx"])
    #expect(
      Sitemap.addresses(entry, in: [.english] + languages) == [
        "https://souk.example/products/lamp", "https://souk.example/products/lamp?language=fr",
      ])
  }

  @Test("Files grow with the languages, and not with their square")
  func filesGrowWithTheLanguages() {
    func bytes(_ count: Int) -> Int {
      let languages = (0..<count).map { Language(tag: "l\(100 + $0)", catalogue: nil) }
      return Sitemap.page(Self.entry(1), in: [.english] + languages).utf8.count
    }
    #expect(bytes(40) < 11 * bytes(4))
  }

  @Test func filesEndBeforeTheyHaveTooManyBytes() async throws {
    let objects = KeptObjects()
    var writer = try await SitemapWriter(objects, .market, in: [.english])
    let long = String(repeating: "a", count: 2_000)
    for number in 0..<9_000 {
      try await writer.add(Sitemap.Entry(address: "https://souk.example/products/\(long)-\(number)"))
    }
    #expect(try await writer.finish { "https://souk.example/sitemaps/\($0)" } == 3)
    #expect(objects.largest <= 8 << 20)
    let files = (1...3).map { objects.text("sitemaps/market/a/a\($0).xml") ?? "" }
    #expect(files.map { $0.components("<url>") }.reduce(0, +) == 9_000)
  }

  @Test func filesEndBeforeTheyAreTooLong() async throws {
    let objects = KeptObjects()
    var writer = try await SitemapWriter(objects, .market, in: [.english])
    for number in 0..<25_000 { try await writer.add(Self.entry(number)) }
    #expect(try await writer.finish { "https://souk.example/sitemaps/\($0)" } == 3)
    let list = try #require(objects.text("sitemaps/market/index.xml"))
    #expect(list.contains("<loc>https://souk.example/sitemaps/a1</loc>") && list.contains("/a3</loc>"))
    let files = (1...3).map { objects.text("sitemaps/market/a/a\($0).xml") ?? "" }
    #expect(files.map { $0.components("<url>") } == [10_000, 10_000, 5_000])
    #expect(files.allSatisfy { $0.hasPrefix("<?xml") && $0.hasSuffix("</urlset>\n") })
    #expect(objects.largest < 10 << 20)
  }

  @Test func theLastRunServesUntilTheNextIsWhole() async throws {
    let objects = KeptObjects()
    for (round, run) in ["a", "b", "c", "a"].enumerated() {
      let before = objects.text("sitemaps/market/index.xml")
      var writer = try await SitemapWriter(objects, .market, in: [.english])
      try await writer.add(Self.entry(round))
      #expect(objects.text("sitemaps/market/index.xml") == before)
      _ = try await writer.finish { "https://souk.example/sitemaps/\($0)" }
      #expect(objects.text("sitemaps/market/index.xml")?.contains("/sitemaps/\(run)1<") == true)
      if round > 0, let last = before.flatMap({ $0.firstRange(of: "/sitemaps/").map { r in r.upperBound } }) {
        let name = before.map { String($0[last...].prefix(2)) } ?? ""
        #expect(objects.text("sitemaps/market/\(name.prefix(1))/\(name).xml") != nil, "crawlers may be at it")
      }
    }
    // A run that came to no end leaves nothing behind that is served.
    var broken = try await SitemapWriter(objects, .market, in: [.english])
    for number in 0..<10_001 { try await broken.add(Self.entry(number)) }
    var next = try await SitemapWriter(objects, .market, in: [.english])
    try await next.add(Self.entry(7))
    #expect(try await next.finish { "https://souk.example/sitemaps/\($0)" } == 1)
    #expect(objects.text("sitemaps/market/b/b1.xml")?.components("<url>") == 1)
  }

  @Test(arguments: TestEngine.allCases)
  func goodsTellTheLanguagesThatTheyHaveTextsIn(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      for title in ["Lamp", "Bowl"] { _ = try await kit.lamp(1, title) }
      let first = try #require(try await kit.catalog.listedProducts(after: nil, limit: 10).first)
      #expect(first.languages.isEmpty)
      var texts = Translations()
      texts["de", "title"] = "Lampe"
      let german = texts
      try await kit.database.write { try ProductTranslationStore.replace(first.id, german, $0) }
      let all = try await kit.catalog.listedProducts(after: nil, limit: 10)
      #expect(all.map(\.languages) == [["de"], []])
    }
  }

  @Test(arguments: TestEngine.allCases) func goesWithItsShop(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      for shop in [kit.otherShop.id, kit.shop.id] {
        var writer = try await kit.catalog.writeSitemap(.shop(shop))
        try await writer.add(Self.entry(1))
        _ = try await writer.finish { "https://shop.example/sitemaps/\($0)" }
      }
      #expect(kit.objects.keys.count == 4)
      let shop = kit.shop.id
      let purge = try #require(kit.catalog.shopPurging.first)
      var progress = ShopPurgeProgress.more
      while progress == .more {
        progress = try await kit.database.write { tx in try purge.purge(shop, tx) }
      }
      try await kit.jobRunner().drain()
      #expect(kit.objects.keys.count == 2)
      #expect(kit.objects.keys.allSatisfy { $0.contains(kit.otherShop.id.description) })
    }
  }

  @Test(arguments: [
    ("a1", true), ("c12345", true), ("d1", false), ("a", false), ("a1.xml", false), ("", false),
  ])
  func onlyNamesOfFilesAreLookedUp(_ name: String, _ isOne: Bool) {
    #expect((SitemapRun(file: name) != nil) == isOne)
  }
}

extension String {
  /// How often a text stands in it.
  fileprivate func components(_ text: String) -> Int { ranges(of: text).count }
}

/// Objects in memory.
private final class KeptObjects: ObjectStore {
  private let all = Mutex<[String: StoredObject]>([:])

  var largest: Int { all.withLock { $0.values.map(\.bytes.count).max() ?? 0 } }

  func text(_ key: String) -> String? {
    all.withLock { $0[key] }.map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  func put(_ key: String, _ bytes: [UInt8], contentType: String) async throws {
    #expect(ObjectKey.isValid(key))
    all.withLock { $0[key] = StoredObject(bytes: bytes, contentType: contentType) }
  }
  func get(_ key: String) async throws -> StoredObject? { all.withLock { $0[key] } }
  func exists(_ key: String) async throws -> Bool { all.withLock { $0[key] != nil } }
  func delete(_ key: String) async throws { all.withLock { $0[key] = nil } }
  func deletePrefix(_ prefix: String) async throws {
    all.withLock { all in all = all.filter { !$0.key.hasPrefix(prefix) } }
  }
  func removeDrafts(olderThanSeconds age: Int) async throws {}
  func check() async throws {}
  func publicPath(_ key: String) -> String { "/media/\(key)" }
}
