import Catalog
import Kernel
import MarketSupport
import Storefront
import TestSupport
import Testing
import Vendors

@testable import Web

/// Pages under an old address send everybody on, for good.
struct MovedPageTests {
  @Test(arguments: TestEngine.allCases) func oldAddressesLeadToThePage(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      _ = try await market.stock("Lamp", in: shop, price: 100)
      let category = try #require(try await market.catalog.ensureCategory(path: ["Light"]))
      let routes = StorefrontRoutes.routes(market.assembly.storefront)
      func get(_ template: String, _ value: String, _ query: [(String, String)] = []) async throws -> Response
      {
        let route = try #require(routes.first { $0.path == template && $0.method == .get })
        let name = String(template.split(separator: "/")[1].dropFirst().dropLast())
        return try await route.handle(
          Request(
            path: template.replacing("{\(name)}", with: value), query: Parameters(query),
            pathParameters: [name: value]))
      }
      #expect(try await get("/shops/{shop}", "lamps").status == .ok)
      _ = try await market.vendors.editShop(shop.id) { _ in
        try EditShopInput.read(.object(["slug": .string("bulbs")]))
      }
      _ = try await market.catalog.editCategory(category.slug) { _ in
        try CategoryChangesInput.read(.object(["slug": .string("lights")]))
      }
      let moves = [
        ("/shops/{shop}", "lamps", "/shops/bulbs"), ("/shops/{shop}", shop.id.description, "/shops/bulbs"),
        ("/categories/{category}", "light", "/categories/lights"),
      ]
      for (template, old, new) in moves {
        let moved = try await get(template, old, [("sort", "price"), ("q", "a&b")])
        #expect(moved.status == .permanentRedirect, "\(old)")
        #expect(moved.headers[.location] == "\(new)?sort=price&q=a%26b", "\(old)")
        #expect(moved.headers[.cacheControl] == "no-cache", "names are taken back, so no loop is kept")
      }
      #expect(try await get("/shops/{shop}", "bulbs").status == .ok)
      #expect(try await get("/categories/{category}", "lights").status == .ok)
    }
  }
}
