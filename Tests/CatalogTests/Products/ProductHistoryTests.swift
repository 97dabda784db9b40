import Kernel
import TestSupport
import Testing

@testable import Catalog

/// Who changed what of a product, as its shop reads it.
@Suite struct ProductHistoryTests {
  @Test(arguments: TestEngine.allCases) func tellsFieldByField(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await kit.product(#"{"title": "Bowl", "price": 900, "brand": "Rita"}"#)
      try await kit.product(#"{"title": "Cup", "price": 900}"#)
      let path = "/shops/\(kit.shop.id)/products/bowl"
      #expect(await kit.vendor.send(.patch, path, #"{"title": "Dish", "brand": null}"#).status == 200)
      #expect(await kit.vendor.send(.patch, path, #"{"title": "Plate"}"#).status == 200)
      let all = await kit.vendor.send(.get, path + "/revisions")
      #expect(all.status == 200)
      let actions = all.items.compactMap { $0.at("action").text }
      #expect(actions == ["product.edited", "product.edited", "product.created"])
      let change = all.items[1].at("changes").list
      #expect(change.map { $0.at("field").text } == ["brand", "title"])
      #expect(change.map { $0.at("before").text } == ["Rita", "Bowl"])
      #expect(change.map { $0.at("after").text } == [nil, "Dish"])
      #expect(all.items[1].at("role").text == "vendor" && all.items[1].at("name").text == "Rita's Bowls")
      #expect(all.items[1].at("clientAddress") == .null)

      let first = await kit.vendor.send(.get, path + "/revisions?limit=2")
      #expect(first.items.count == 2)
      let cursor = try #require(first.text("nextCursor"))
      let rest = await kit.vendor.send(.get, path + "/revisions?limit=2&cursor=\(cursor)")
      #expect(rest.items == Array(all.items.suffix(1)))
    }
  }

  @Test(arguments: TestEngine.allCases) func othersSeeNothingOfIt(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await kit.product(#"{"title": "Bowl", "price": 900}"#)
      let path = "/shops/\(kit.shop.id)/products/bowl"
      #expect(await kit.otherVendor.send(.get, path + "/revisions").status == 404)
      let elsewhere = "/shops/\(kit.otherShop.id)/products/bowl/revisions"
      #expect(await kit.otherVendor.send(.get, elsewhere).status == 404)
      // It stays readable while the product lies in the bin.
      #expect(await kit.vendor.send(.delete, path).status == 204)
      let deleted = await kit.vendor.send(.get, path + "/revisions")
      #expect(deleted.items.compactMap { $0.at("action").text } == ["product.deleted", "product.created"])
    }
  }
}
