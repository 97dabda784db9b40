import Catalog
import Kernel
import MarketSupport
import Persistence
import TestSupport
import Testing

@testable import Web

/// What customers see of the sections of the home page.
@Suite struct HomePageTests {
  @Test(arguments: TestEngine.allCases) func theUsualPageShowsGoods(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let web = market.assembly.webApplication()
      let shop = try await market.openShop("Lamps")
      for number in 1...4 { _ = try await market.stock("Lamp \(number)", in: shop, price: 100) }
      let page = try await Self.page(web)
      let order = ["Made by people", "Straight from the makers", "Just arrived", "New shops", "Sell at"]
      let places = order.map { text in page.range(of: text).map { $0.lowerBound } }
      #expect(
        places.allSatisfy { $0 != nil } && places.compactMap { $0 } == places.compactMap { $0 }.sorted())
      #expect(!page.contains("Best sellers") && !page.contains("The stalls are being set up"))
    }
  }

  @Test(arguments: TestEngine.allCases) func theDraftIsSeenInThePreviewAlone(_ engine: TestEngine)
    async throws
  {
    try await withMarket(engine) { market in
      let web = market.assembly.webApplication()
      let live = try await Self.page(web)
      #expect(live.contains("The stalls are being set up") && !live.contains("Just arrived"))
      try await Self.write(
        [
          .text(HomeText(text: LocalText("Second comes first"))),
          .banner(HomeBanner(heading: LocalText("Hi"))),
        ],
        market)
      #expect(try await Self.page(web) == live)
      let preview = try await Self.preview(market)
      #expect(preview.contains("Second comes first") && preview.contains("This is the draft"))
      #expect(preview.contains("noindex"))
      let version = try await market.catalog.home().version
      _ = try await market.catalog.publishHome(Self.version(version))
      let now = try await Self.page(web)
      let (first, second) = (now.range(of: "Second comes first"), now.range(of: ">Hi</h1>"))
      #expect(try #require(first).lowerBound < #require(second).lowerBound)
      #expect(!now.contains("This is the draft") && !now.contains("Straight from the makers"))
      _ = try await market.catalog.revertHome(Self.version(1))
      #expect(try await Self.page(web).contains("Straight from the makers"))
    }
  }

  @Test(arguments: TestEngine.allCases) func whatIsHiddenVanishes(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let web = market.assembly.webApplication()
      let shop = try await market.openShop("Lamps")
      let other = try await market.openShop("Paper")
      let brass = try await market.stock("Brass lamp", in: shop, price: 100, pieces: 1)
      _ = try await market.stock("Paper lamp", in: other, price: 100)
      let rule = HomeCollection(title: LocalText("By rule"), rule: HomeRule(), inStockOnly: true)
      let goods = try await market.catalog.products(ListingQuery()).items.map(\.id)
      let hand = HomeCollection(title: LocalText("By hand"), products: goods)
      try await Self.write([.products(rule), .products(hand)], market)
      _ = try await market.catalog.publishHome(Self.version(try await market.catalog.home().version))
      let all = try await Self.page(web)
      #expect(Self.count("Brass lamp</a>", all) == 2 && Self.count("Paper lamp</a>", all) == 2)
      _ = try await market.database.write { tx in try market.catalog.stock.reserve(brass, 1, tx) }
      let soldOut = try await Self.page(web)
      #expect(Self.count("Brass lamp</a>", soldOut) == 1 && Self.count("Paper lamp</a>", soldOut) == 2)
      _ = try await market.vendors.suspend(other.id, reason: "Late")
      let hidden = try await Self.page(web)
      #expect(!hidden.contains("Paper lamp") && !hidden.contains("By rule") && hidden.contains("By hand"))
      _ = try await market.vendors.suspend(shop.id, reason: "Late")
      let nothing = try await Self.page(web)
      #expect(!nothing.contains("Brass lamp") && !nothing.contains("By hand"))
    }
  }

  @Test(arguments: TestEngine.allCases) func aSectionIsSeenInItsTime(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let web = market.assembly.webApplication()
      let now = market.catalog.clock.now()
      let text = HomeContent.text(HomeText(text: LocalText("Two days only")))
      try await Self.write(
        [text], market, from: now.adding(seconds: 60), until: now.adding(seconds: 172_860))
      _ = try await market.catalog.publishHome(Self.version(try await market.catalog.home().version))
      #expect(try await !Self.page(web, "/?1").contains("Two days only"))
      market.clock.advance(seconds: 61)
      #expect(try await Self.page(web, "/?2").contains("Two days only"))
      market.clock.advance(seconds: 172_800)
      #expect(try await !Self.page(web, "/?3").contains("Two days only"))
    }
  }

  // MARK: Tools

  /// Makes these the sections of the draft.
  private static func write(
    _ contents: [HomeContent], _ market: Market, from: Timestamp? = nil, until: Timestamp? = nil
  ) async throws {
    let sections = contents.map { HomeSection($0, visibleFrom: from, visibleUntil: until) }
    let body = try HomeDraftInput.read(
      .object(["sections": .array(try sections.map { try Self.json($0) })]))
    _ = try await market.catalog.replaceHomeDraft { _ in body }
  }

  private static func json(_ section: HomeSection) throws -> JSONValue {
    func text(_ text: LocalText) -> JSONValue { .object(["text": .string(text.text)]) }
    var members: [String: JSONValue] = ["kind": .string(section.content.kind.rawValue)]
    members["visibleFrom"] = section.visibleFrom.map { .string($0.rfc3339) }
    members["visibleUntil"] = section.visibleUntil.map { .string($0.rfc3339) }
    switch section.content {
    case .text(let content): members["text"] = .object(["text": text(content.text)])
    case .banner(let banner): members["banner"] = .object(["heading": text(banner.heading)])
    case .products(let collection):
      var products: [String: JSONValue] = [
        "title": text(collection.title), "inStockOnly": .boolean(collection.inStockOnly),
        "products": .array(collection.products.map { .string($0.description) }),
      ]
      if let rule = collection.rule { products["rule"] = .object(["sort": .string(rule.sort.rawValue)]) }
      members["products"] = .object(products)
    default: break
    }
    return .object(members)
  }

  private static func version(_ version: Int64) throws -> HomeVersionInput {
    try HomeVersionInput.read(.object(["version": .integer(version)]))
  }

  private static func preview(_ market: Market) async throws -> String {
    let path = "/admin/home/preview"
    let route = try #require(market.assembly.routes().first { $0.path == path && $0.method == .get })
    #expect(route.access == .admin(.site))
    let root = try await market.identity.ensureOperator(email: try market.email("root"), name: "Root")
    let viewer = Viewer(
      account: root.id, session: SessionID(), name: "Root", email: "root@example.org",
      adminRole: .superadmin, isCookie: true)
    let response = try await route.handle(
      Request(method: .get, path: path, headers: [:], body: [], viewer: viewer, pathParameters: [:]))
    return String(decoding: response.bodyBytes, as: UTF8.self)
  }

  private static func page(_ web: WebApplication, _ path: String = "/") async throws -> String {
    let response = await web.respond(to: IncomingRequest(.get, path, host: "souk.test"))
    try #require(response.status == .ok, "\(path)")
    return String(decoding: response.bodyBytes, as: UTF8.self)
  }

  private static func count(_ text: String, _ page: String) -> Int {
    page.components(separatedBy: text).count - 1
  }
}
