import Kernel
import TestSupport
import Testing

@testable import Catalog

/// What a product said once, had back.
@Suite struct RevisionTests {
  private static let shirt = """
    {"title": "Shirt", "price": 900, "options": ["Colour"], "description": "Linen.", "brand": "Rita",
     "attributes": {"Material": "Linen"}, "variants": [
      {"options": {"Colour": "Red"}, "price": 900, "stock": 5, "sku": "R"},
      {"options": {"Colour": "Blue"}, "price": 950, "stock": 3, "sku": "B"}]}
    """

  private func path(_ kit: CatalogKit) -> String { "/shops/\(kit.shop.id)/products/shirt" }

  /// The states that can be had back, newest first.
  private func revisions(_ kit: CatalogKit) async -> [String] {
    await kit.vendor.send(.get, path(kit) + "/revisions").items.compactMap { $0.at("revision").text }
  }

  @Test(arguments: TestEngine.allCases) func comesBackWithoutItsStock(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await kit.product(Self.shirt)
      let first = try #require(await revisions(kit).first)
      let kept = try #require(try await kit.goods("shirt").variants.first { $0.sku == "R" })
      let changed = """
        {"title": "Blouse", "description": "Silk.", "brand": null, "attributes": {}, "status": "draft",
         "variants": [{"id": "\(kept.id)", "price": 1200, "stock": 9}]}
        """
      #expect(await kit.vendor.send(.patch, path(kit), changed).status == 200)
      let shown = await kit.vendor.send(.get, path(kit) + "/revisions/\(first)")
      #expect(shown.status == 200)
      let fields = shown.json.at("changes").list.compactMap { $0.at("field").text }
      #expect(Set(fields).isSuperset(of: ["title", "description", "brand", "status", "attributes"]))
      #expect(shown.json.at("addedVariants").list == [.string("Blue")])

      let restored = await kit.vendor.send(.post, path(kit) + "/revisions/\(first)/restore", "{}")
      #expect(restored.status == 200)
      let goods = try await kit.goods("shirt")
      #expect(goods.title == "Shirt" && goods.text.text == "Linen." && goods.status == .active)
      #expect(
        goods.brand == "Rita" && goods.attributes == [ProductAttribute(name: "Material", value: "Linen")])
      let red = try #require(goods.variants.first { $0.sku == "R" })
      #expect(red.id == kept.id && red.price.amount == 900 && red.onHand == 9)
      let blue = try #require(goods.variants.first { $0.sku == "B" })
      #expect(blue.price.amount == 950 && blue.onHand == 0 && blue.sold == 0)
      let history = await kit.vendor.send(.get, path(kit) + "/revisions")
      #expect(history.items.first?.at("action").text == "product.reverted")
      // Once more changes nothing, and says nothing.
      #expect(await kit.vendor.send(.post, path(kit) + "/revisions/\(first)/restore", "{}").status == 200)
      #expect(await kit.vendor.send(.get, path(kit) + "/revisions").items.count == history.items.count)
    }
  }

  @Test(arguments: TestEngine.allCases) func whatCameSinceStays(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await kit.product(Self.shirt)
      let first = try #require(await revisions(kit).first)
      let present = try await kit.goods("shirt").variants
      let rows = present.map { #"{"id": "\#($0.id)"}"# }.joined(separator: ", ")
      let green = #"{"options": {"Colour": "Green"}, "price": 800, "stock": 2}"#
      let more = #"{"title": "Blouse", "variants": [\#(rows), \#(green)]}"#
      #expect(await kit.vendor.send(.patch, path(kit), more).status == 200)
      let restored = await kit.vendor.send(.post, path(kit) + "/revisions/\(first)/restore", "{}")
      #expect(restored.status == 200)
      let goods = try await kit.goods("shirt")
      #expect(goods.title == "Shirt")
      #expect(goods.options == [ProductOption(name: "Colour", values: ["Red", "Blue", "Green"])])
      #expect(goods.variants.map(\.onHand) == [5, 3, 2])
    }
  }

  @Test(arguments: TestEngine.allCases) func isRefused(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await kit.product(Self.shirt)
      let first = try #require(await revisions(kit).first)
      #expect(await kit.vendor.send(.patch, path(kit), #"{"title": "Blouse"}"#).status == 200)
      let seal = try await kit.goods("shirt").seal
      #expect(await kit.vendor.send(.patch, path(kit), #"{"title": "Top"}"#).status == 200)
      #expect(try await kit.goods("shirt").seal != seal)
      let restoring = path(kit) + "/revisions/\(first)/restore"
      #expect(await kit.otherVendor.send(.post, restoring, "{}").status == 404)
      let elsewhere = "/shops/\(kit.otherShop.id)/products/shirt/revisions/\(first)"
      #expect(await kit.otherVendor.send(.get, elsewhere).status == 404)
      // Meanwhile another product has the SKU of a variant that is to come back.
      let present = try await kit.goods("shirt").variants
      let red = try #require(present.first { $0.sku == "R" })
      let alone = #"{"variants": [{"id": "\#(red.id)"}]}"#
      #expect(await kit.vendor.send(.patch, path(kit), alone).status == 200)
      try await kit.product(#"{"title": "Hat", "price": 900, "sku": "B"}"#)
      let taken = await kit.vendor.send(.post, restoring, "{}")
      #expect(taken.status == 409 && taken.json.at("code").text == "sku-taken")
      #expect(try await kit.goods("shirt").title == "Top")
    }
  }
}
