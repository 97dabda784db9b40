import Identity
import Kernel
import MarketSupport
import Persistence
import TestSupport
import Testing

@testable import Catalog
@testable import Web

/// A product made once more, as a draft.
@Suite struct DuplicateProductTests {
  private static let shirt = """
    {"title": "Shirt", "description": "<p>Soft <b>linen</b></p>", "brand": "Rita", "tags": ["linen", "summer"],
     "attributes": {"Material": "Linen", "Care": "Cold"}, "options": [{"name": "Size", "values": ["S", "M"]}],
     "variants": [
       {"options": {"Size": "S"}, "price": 1900, "compareAtPrice": 2500, "stock": 4, "sku": "S-1", "barcode": "4001"},
       {"options": {"Size": "M"}, "price": 2100, "stock": 0, "sku": "S-2", "sellsOn": true, "weightGrams": 250}]}
    """

  @Test(arguments: TestEngine.allCases) func theCopySaysTheSame(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let made = try await kit.product(Self.shirt)
      let path = "/shops/\(kit.shop.id)/products/shirt"
      let answer = await kit.vendor.send(.post, path + "/duplicates")
      #expect(answer.status == 201)
      let copy = answer.json
      #expect(copy.at("id") != made.at("id") && copy.at("slug") != made.at("slug"))
      #expect(copy.at("status").text == "draft" && copy.at("isListed") == .boolean(false))
      #expect(copy.at("stock").number == 0 && copy.at("sold").number == 0)
      let same = [
        "title", "description", "brand", "tags", "attributes", "options", "price", "highestPrice",
        "compareAtPrice", "category",
      ]
      for name in same { #expect(copy.at(name) == made.at(name), "\(name)") }
      #expect(copy.at("variants").list.count == 2)
      for (index, variant) in copy.at("variants").list.enumerated() {
        let original = made.at("variants", index)
        for name in ["options", "price", "compareAtPrice", "sellsOn", "tracksStock", "weightGrams"] {
          #expect(variant.at(name) == original.at(name), "\(name)")
        }
        #expect(variant.at("sku") == .null && variant.at("barcode") == .null)
        #expect(variant.at("stock").number == 0 && variant.at("id") != original.at("id"))
      }
      // The original stays what it was, and the copy can be copied.
      #expect(await kit.vendor.send(.get, path).json == made)
      let again = await kit.vendor.send(
        .post, "/shops/\(kit.shop.id)/products/\(copy.at("id").text ?? "")/duplicates")
      #expect(again.status == 201)
      #expect(await kit.api.send(.get, "/products").items.count == 1)
      let told = try await kit.database.read { snapshot in
        try snapshot.values(
          "SELECT target FROM audit_log WHERE action = 'product.duplicated' ORDER BY sequence",
          as: String.self)
      }
      #expect(told == [copy.at("id").text, again.json.at("id").text])
    }
  }

  @Test(arguments: TestEngine.allCases) func aFilesHandleStaysWithTheOriginal(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      _ = try await kit.bring("Handle,Title,Variant SKU,Variant Price\nmug,Mug,M-1,9.00\n")
      let answer = await kit.vendor.send(.post, "/shops/\(kit.shop.id)/products/mug/duplicates")
      #expect(answer.status == 201)
      _ = try await kit.bring("Handle,Title,Variant SKU,Variant Price\nmug,Cup,M-1,9.00\n")
      #expect(try await kit.allGoods().map(\.title).sorted() == ["Cup", "Mug"])
    }
  }

  @Test(arguments: TestEngine.allCases) func othersAndDeletedOnesAreNotFound(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      try await kit.product(Self.shirt)
      let other = "/shops/\(kit.otherShop.id)/products/shirt/duplicates"
      #expect(await kit.otherVendor.send(.post, other).status == 404)
      let path = "/shops/\(kit.shop.id)/products/shirt"
      #expect(await kit.otherVendor.send(.post, path + "/duplicates").status == 404)
      #expect(await kit.vendor.send(.delete, path).status == 204)
      #expect(await kit.vendor.send(.post, path + "/duplicates").status == 404)
      #expect(try await kit.allGoods().isEmpty)
    }
  }

  @Test(arguments: TestEngine.allCases) func picturesOutliveThoseOfTheOriginal(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      try await kit.product(#"{"title": "Cup", "price": 900}"#)
      let path = "/shops/\(kit.shop.id)/products/cup"
      let uploaded = await kit.upload(kit.vendor, path + "/images?alt=A%20cup", try await kit.picture())
      let image = try #require(uploaded.items.first?.at("id").text)
      let variant = try #require(try await kit.allGoods().first?.variants.first?.id)
      let shown = #"{"variants": [{"id": "\#(variant)", "image": "\#(image)"}]}"#
      #expect(await kit.vendor.send(.patch, path, shown).status == 200)
      let copy = await kit.vendor.send(.post, path + "/duplicates").json
      #expect(copy.at("images").list.count == 1)
      #expect(copy.at("images", 0, "alt").text == "A cup")
      #expect(copy.at("images", 0, "id").text != image)
      #expect(copy.at("variants", 0, "image") == copy.at("images", 0, "id"))
      let files = kit.objects.keys
      #expect(await kit.vendor.send(.delete, "\(path)/images/\(image)").status == 204)
      kit.clock.advance(seconds: 3 * 3_600)
      let products = try await kit.allGoods().sorted { $0.images.count < $1.images.count }
      let key = try #require(products.last?.images.first?.key)
      try await kit.catalog.removeMedia([key])
      #expect(kit.objects.keys == files)
      #expect(products.first?.images.isEmpty == true && products.last?.images.count == 1)
      // Whoever is the last takes the files along.
      let last = "/shops/\(kit.shop.id)/products/\(copy.at("id").text ?? "")"
      let left = try #require(products.last?.images.first?.id)
      #expect(await kit.vendor.send(.delete, "\(last)/images/\(left)").status == 204)
      kit.clock.advance(seconds: 3 * 3_600)
      try await kit.catalog.removeMedia([key])
      #expect(kit.objects.keys.isEmpty)
    }
  }

  @Test(arguments: TestEngine.allCases) func twiceAtOnceWithOneKeyMakesOneCopy(_ engine: TestEngine)
    async throws
  {
    try await withCatalog(engine) { kit in
      try await kit.product(Self.shirt)
      let api = TestAPI(
        routes: kit.catalog.routes, sessions: kit.sessions, shops: kit.vendors,
        idempotency: IdempotencyKeys(database: kit.database)
      ).with(token: "vendor")
      let path = "/shops/\(kit.shop.id)/products/shirt/duplicates"
      func copy() async -> TestAnswer { await api.send(.post, path, headers: [.idempotencyKey: "once"]) }
      async let first = copy()
      async let second = copy()
      let answers = await [first, second]
      // Who comes while the first is under way may be told to wait.
      #expect(answers.contains { $0.status == 201 })
      #expect(answers.allSatisfy { [201, 409].contains($0.status) }, "\(answers.map(\.status))")
      let third = await copy()
      #expect(third.status == 201)
      for answer in answers where answer.status == 201 { #expect(answer.json == third.json) }
      #expect(try await kit.allGoods().count == 2)
    }
  }
}
