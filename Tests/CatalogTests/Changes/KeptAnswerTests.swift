import Kernel
import Persistence
import TestSupport
import Testing

@testable import Catalog
@testable import Web

/// Which kept answers of the API a change empties.
@Suite struct KeptAnswerTests {
  private static let others = [
    "/products?q=bowl", "/products?category=bowls", "/products/facets?category=bowls",
    "/search/suggestions?q=bowl",
    "/categories", "/categories/bowls", "/site", "/languages",
  ]

  @Test(arguments: TestEngine.allCases) func anOrderEmptiesNothingButWhatShowsItsGoods(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      let variant = try await Self.fill(kit)
      let stock = kit.catalog.stock
      let web = Self.patient(kit)
      let steps: [@Sendable (Transaction) throws -> Void] = [
        { tx in _ = try stock.reserve(variant, 1, tx) },
        { tx in _ = try stock.reserve(variant, 1, tx) },
        { tx in _ = try stock.keep(variant, 2, tx) },
        { tx in try stock.handOver(variant, 2, tx) },
      ]
      for (number, step) in steps.enumerated() {
        let lamps = try await Self.answer("/products?q=lamp", web)
        for path in Self.others { _ = try await Self.answer(path, web) }
        let kept = web.cache.count
        try await kit.database.write { tx in try step(tx) }
        await kit.catalog.changes.reached()
        // The two states in which nothing that lists show has moved.
        let isShown = ![0, 2].contains(number)
        #expect(web.cache.count == kept - (isShown ? 1 : 0), "step \(number)")
        #expect(try await (Self.answer("/products?q=lamp", web) != lamps) == isShown, "step \(number)")
      }
      let buyable = "/products?q=lamp&inStock=true"
      #expect(try await Self.answer(buyable, web).at("items").list.isEmpty)
      try await kit.database.write { tx in try stock.takeBack(variant, 1, tx) }
      #expect(try await Self.answer(buyable, web).at("items").list.count == 1)
    }
  }

  @Test(arguments: TestEngine.allCases) func anEditIsSeenInEveryListAtOnce(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      _ = try await Self.fill(kit)
      let web = Self.patient(kit)
      let path = "/shops/\(kit.shop.id)/products"
      let edits: [(HTTPMethod, String, String, Int)] = [
        (.post, path, #"{"title": "Third lamp", "price": 300, "stock": 1, "category": "lamps"}"#, 2),
        (.patch, path + "/third-lamp", #"{"title": "Third bowl"}"#, 2),
        (.patch, path + "/third-lamp", #"{"status": "draft"}"#, 1),
        (.patch, path + "/third-lamp", #"{"status": "active"}"#, 2),
        (.delete, path + "/third-lamp", "", 1),
      ]
      for (method, path, body, count) in edits {
        for path in Self.others { _ = try await Self.answer(path, web) }
        let site = web.cache.count
        let status = await kit.vendor.send(method, path, body.isEmpty ? nil : body).status
        #expect([200, 201, 204].contains(status))
        let list = try await Self.answer("/products?category=lamps&inStock=true", web)
        #expect(list.at("items").list.count == count, "\(body)")
        let facets = try await Self.answer("/products/facets?category=lamps", web)
        #expect(facets.at("total").number == Int64(count), "\(body)")
        // The categories, one of them, the site, its languages; and these two.
        #expect(site == Self.others.count + (body.contains("Third lamp") ? 0 : 2))
        #expect(web.cache.count == 6)
      }
    }
  }

  @Test(arguments: TestEngine.allCases) func whatIsRenamedIsShownSoEverywhere(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      _ = try await Self.fill(kit)
      let web = Self.patient(kit)
      for path in Self.others { _ = try await Self.answer(path, web) }
      let body = #"{"name": "Deep bowls"}"#
      #expect(await kit.admin.send(.patch, "/admin/categories/bowls", body).status == 200)
      for path in ["/products/facets?category=bowls", "/search/suggestions?q=bowl", "/categories/bowls"] {
        #expect("\(try await Self.answer(path, web))".contains("Deep bowls"), "\(path)")
      }
    }
  }

  /// Two categories with a product each; answers with the lamp's only variant, of which there are two pieces.
  private static func fill(_ kit: CatalogKit) async throws -> VariantID {
    for name in ["Lamps", "Bowls"] {
      #expect(await kit.admin.send(.post, "/admin/categories", #"{"name": "\#(name)"}"#).status == 201)
    }
    try await kit.product(#"{"title": "Bowl", "price": 100, "stock": 9, "category": "bowls"}"#)
    let lamp = try await kit.product(#"{"title": "Lamp", "price": 100, "stock": 2, "category": "lamps"}"#)
    return try #require(lamp.at("variants", 0, "id").text.flatMap { VariantID($0) })
  }

  /// The same program, in which answers don't grow old.
  private static func patient(_ kit: CatalogKit) -> WebApplication {
    var configuration = WebConfiguration()
    configuration.limitsRates = false
    configuration.cacheMaximumAgeMilliseconds = 3_600_000
    let web = WebApplication(
      routes: kit.catalog.routes, configuration: configuration, services: kit.api.application.services)
    kit.catalog.changes.subscribe { [weak web] in web?.forget($0.tags) }
    return web
  }

  private static func answer(_ path: String, _ web: WebApplication) async throws -> JSONValue {
    let response = await web.respond(to: IncomingRequest(.get, Route.apiPrefix + path))
    try #require(response.status == .ok, "\(path)")
    return TestAnswer(response).json
  }
}
