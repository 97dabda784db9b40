import Kernel
import MarketSupport
import Persistence
import TestSupport
import Testing
import Vendors

@testable import Catalog

/// The index in memory says what a plain scan of the tables says, whatever was changed.
@Suite struct ListingIndexTests {
  private static let colors = ["Red", "red", "Blue", "Green"]
  private static let sizes = ["S", "M", "L"]
  private static let tags = ["Sale", "sale", "New", "Old"]

  static func body(_ random: inout SeededGenerator) -> String {
    var variants: [String: String] = [:]
    for _ in 0...Int.random(in: 0..<4, using: &random) {
      let color = colors.randomElement(using: &random) ?? ""
      let size = sizes.randomElement(using: &random) ?? ""
      let price = 500 * Int.random(in: 1..<24, using: &random)
      let stock = max(0, Int.random(in: -2..<4, using: &random))
      variants[SearchWords.key(color) + size] = """
        {"options": {"Colour": "\(color)", "Size": "\(size)"}, "price": \(price), "stock": \(stock)}
        """
    }
    let list = variants.sorted { $0.key < $1.key }.map(\.value).joined(separator: ",")
    let category = ["\"home\"", "\"lamps\"", "\"toys\"", "null"].randomElement(using: &random) ?? "null"
    let brand = ["\"Acme\"", "\"Best\"", "null"].randomElement(using: &random) ?? "null"
    let status = Int.random(in: 0..<6, using: &random) == 0 ? "draft" : "active"
    return """
      {"title": "Thing", "price": 1, "status": "\(status)", "category": \(category), "brand": \(brand),
       "tags": ["\(tags.randomElement(using: &random) ?? "")"], "variants": [\(list)]}
      """
  }

  static func filter(_ random: inout SeededGenerator, _ kit: CatalogKit) -> ListingFilter {
    func chance() -> Bool { Int.random(in: 0..<4, using: &random) == 0 }
    var filter = ListingFilter()
    if chance() { filter.category = ["home", "lamps", "nowhere"].randomElement(using: &random) }
    if chance() { filter.colors = ["red"] }
    if chance() { filter.sizes = ["M", "L"] }
    if chance() { filter.tags = ["SALE"] }
    if chance() { filter.brands = ["Acme"] }
    if chance() { filter.shops = [kit.otherShop.slug] }
    if chance() { filter.shops.append(kit.shop.id.description) }
    if chance() { filter.minimumRating = 1 }
    if chance() { filter.currency = .eur }
    if chance() { filter.minimumPrice = 500 * Int64.random(in: 1..<20, using: &random) }
    if chance() { filter.maximumPrice = 500 * Int64.random(in: 1..<24, using: &random) }
    filter.inStockOnly = chance()
    return filter
  }

  /// Makes, edits, deletes and sells at random.
  static func change(_ kit: CatalogKit, _ known: inout [String], _ random: inout SeededGenerator)
    async throws
  {
    let (api, shop) = Bool.random(using: &random) ? (kit.vendor, kit.shop) : (kit.otherVendor, kit.otherShop)
    let path = "/shops/\(shop.id)/products"
    let id = known.randomElement(using: &random)
    switch Int.random(in: 0..<7, using: &random) {
    case 0, 1:
      if let id { _ = await api.send(.patch, "\(path)/\(id)", body(&random)) }
    case 2:
      if let id { _ = await api.send(.delete, "\(path)/\(id)") }
    case 3:
      if let id { _ = await api.send(.post, "\(path)/\(id)/restore") }
    case 4:
      guard let product = id.flatMap({ ProductID($0) }) else { return }
      let stock = kit.catalog.stock
      try await kit.database.write { tx in
        let variants: [VariantID] = try tx.values(
          "SELECT id FROM variants WHERE product_id = \(product) ORDER BY id")
        for variant in variants where try stock.allocate(variant, 1, tx) {
          try stock.handOver(variant, 1, tx)
        }
      }
    default:
      if let made = await api.send(.post, path, body(&random)).text("id") { known.append(made) }
      kit.clock.advance(seconds: 1)
    }
  }

  static func expectEqual(
    _ catalog: Catalog, _ scan: TableScan, _ filter: ListingFilter, _ random: inout SeededGenerator
  ) async throws {
    for sort in ListingSort.allCases {
      let wanted = scan.list(filter, sort)
      var found: [ProductID] = []
      var cursor: Cursor?
      repeat {
        let limit = Int.random(in: 1..<12, using: &random)
        let listing = try await catalog.listing(
          ListingQuery(filter: filter, sort: sort, page: PageRequest(limit: limit, cursor: cursor)))
        #expect(listing.total == wanted.count, "\(filter)")
        found += listing.page.items.map(\.id)
        cursor = listing.page.nextCursor
      } while cursor != nil
      #expect(found == wanted, "\(sort) \(filter)")
      let second = try await catalog.listing(ListingQuery(filter: filter, sort: sort, number: 2, limit: 5))
      #expect(second.page.items.map(\.id) == Array(wanted.dropFirst(5).prefix(5)))
    }
    let facets = try await catalog.facets(filter)
    #expect(facets.total == scan.list(filter, .newest).count)
    for (name, counts) in [
      (ProductFacet.Name.color, facets.colors), (.size, facets.sizes), (.tag, facets.tags),
    ] {
      var relaxed = filter
      switch name {
      case .color: relaxed.colors = []
      case .size: relaxed.sizes = []
      case .tag: relaxed.tags = []
      }
      let found = counts.map { ("\(name.rawValue) \(SearchWords.key($0.label))", $0.count) }
      #expect(Dictionary(found) { $1 } == scan.counts(name, relaxed), "\(name) \(filter)")
    }
    for facet in facets.prices {
      var narrowed = filter
      (narrowed.minimumPrice, narrowed.maximumPrice) = (facet.minimum, facet.maximum)
      narrowed.currency = facet.currency
      #expect(scan.list(narrowed, .newest).count == facet.count, "\(facet) \(filter)")
    }
  }

  @Test(arguments: TestEngine.allCases) func theIndexSaysWhatTheTablesSay(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      var random = SeededGenerator(seed: 41)
      _ = await kit.admin.send(.post, "/admin/categories", #"{"name": "Home"}"#)
      _ = await kit.admin.send(.post, "/admin/categories", #"{"name": "Lamps", "parent": "home"}"#)
      _ = await kit.admin.send(.post, "/admin/categories", #"{"name": "Toys"}"#)
      let second = try Market(kit.database, kit.clock, gateways: []).catalog
      _ = try await second.listing(ListingQuery())
      var known: [String] = []
      for round in 0..<5 {
        for _ in 0..<20 { try await Self.change(kit, &known, &random) }
        if round == 3 {
          _ = await kit.admin.send(
            .patch, "/admin/categories/lamps", #"{"parent": "toys", "slug": "lights"}"#)
        }
        let scan = try await TableScan(kit.database)
        await second.changes.catchUp()
        let third = try Market(kit.database, kit.clock, gateways: []).catalog
        for _ in 0..<5 {
          let filter = Self.filter(&random, kit)
          for catalog in [kit.catalog, second, third] {
            try await Self.expectEqual(catalog, scan, filter, &random)
          }
        }
        try await Self.expectEqual(second, scan, ListingFilter(), &random)
      }
      let report = try await kit.catalog.verifyListings()
      #expect(report.isClean, "\(report)")
      #expect(report.products == kit.catalog.listings.count)
    }
  }

  /// Who has just changed something sees it in the list that they ask for next.
  @Test(arguments: TestEngine.allCases) func ownChangesAreSeenAtOnce(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      for number in 1...20 {
        let made = try await kit.product(#"{"title": "Cup \#(number)", "price": \#(number), "stock": 1}"#)
        let listing = try await kit.catalog.listing(ListingQuery(sort: .priceDescending))
        #expect(listing.total == number)
        #expect(listing.page.items.first?.id.description == made.at("id").text)
        #expect(try await kit.catalog.facets(ListingFilter()).total == number)
      }
    }
  }

  /// A shop is found by what it is called now and was called before, and its products go and come with it.
  @Test(arguments: TestEngine.allCases) func shopsAreFollowed(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await kit.product(#"{"title": "Cup", "price": 1, "stock": 1}"#)
      let before = try await kit.catalog.facets(ListingFilter()).shops
      #expect(before.map(\.value) == [kit.shop.slug])
      _ = try await kit.vendors.editShop(kit.shop.id) { _ in
        try EditShopInput.read(.object(["name": .string("Cups"), "slug": .string("cups")]))
      }
      #expect(try await kit.catalog.facets(ListingFilter()).shops.map(\.label) == ["Cups"])
      #expect(try await kit.catalog.facets(ListingFilter()).shops.map(\.value) == ["cups"])
      for slug in ["cups", kit.shop.slug] {
        #expect(try await kit.catalog.listing(ListingQuery(filter: ListingFilter(shops: [slug]))).total == 1)
      }
    }
  }

  /// Many readers while products change: none waits for ever, and none sees what was never there.
  @Test(arguments: TestEngine.allCases) func readersGoOnWhileProductsChange(_ engine: TestEngine) async throws
  {
    try await withCatalog(engine) { kit in
      for number in 1...8 {
        try await kit.product(#"{"title": "Cup \#(number)", "price": 100, "stock": 5, "tags": ["T"]}"#)
      }
      let catalog = kit.catalog
      let ids = try await catalog.products(ListingQuery()).items.map(\.id)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for reader in 0..<4 {
          group.addTask {
            for _ in 0..<40 {
              let filter = ListingFilter(tags: reader % 2 == 0 ? ["t"] : [])
              let listing = try await catalog.listing(ListingQuery(filter: filter))
              let facets = try await catalog.facets(filter)
              #expect(listing.total == 8 && facets.total == 8)
            }
          }
        }
        for id in ids {
          group.addTask {
            for price in 1...10 {
              let answer = await kit.vendor.send(
                .patch, "/shops/\(kit.shop.id)/products/\(id)", #"{"price": \#(price * 100)}"#)
              #expect(answer.status == 200)
            }
          }
        }
        try await group.waitForAll()
      }
      let scan = try await TableScan(kit.database)
      let found = try await catalog.products(ListingQuery(sort: .priceAscending)).items.map(\.id)
      #expect(found == scan.list(ListingFilter(), .priceAscending))
    }
  }
}
