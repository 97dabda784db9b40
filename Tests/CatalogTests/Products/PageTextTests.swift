import Kernel
import TestSupport
import Testing

@testable import Catalog

/// What search engines are told instead of title and description.
@Suite struct PageTextTests {
  private static let bowl = """
    {"title": "Bowl", "price": 900, "seoTitle": "Blue bowls by hand", "seoDescription": "Thrown\\n  in Delft."}
    """

  @Test(arguments: TestEngine.allCases) func isKeptChangedAndTakenAway(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let made = try await kit.product(Self.bowl)
      #expect(made.at("seoTitle").text == "Blue bowls by hand")
      #expect(made.at("seoDescription").text == "Thrown in Delft.")
      let path = "/shops/\(kit.shop.id)/products/bowl"
      let retitled = await kit.vendor.send(.patch, path, #"{"title": "Dish"}"#).json
      #expect(retitled.at("seoTitle") == made.at("seoTitle"))
      let changed = await kit.vendor.send(.patch, path, #"{"seoTitle": "Dishes", "seoDescription": null}"#)
        .json
      #expect(changed.at("seoTitle").text == "Dishes" && changed.at("seoDescription") == .null)
      let cleared = await kit.vendor.send(.patch, path, #"{"seoTitle": ""}"#).json
      #expect(cleared.at("seoTitle") == .null)
      let long = String(repeating: "x", count: 256)
      let refused = await kit.vendor.send(.patch, path, #"{"seoTitle": "\#(long)"}"#)
      #expect(refused.status == 422 && refused.wrongFields == ["seoTitle"])
      let plain = try await kit.product(#"{"title": "Cup", "price": 900}"#)
      #expect(plain.at("seoTitle") == .null && plain.at("seoDescription") == .null)
    }
  }

  @Test(arguments: TestEngine.allCases) func filesCarryIt(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let file = """
        Handle,Title,SEO Title,SEO Description,Variant Price,Image Src
        mug,Mug,"=Mugs, by hand",Fired twice.,9.00,
        jug,Jug,,,9.00,

        """
      let brought = try await kit.bring(file)
      #expect(brought.outcomes == [.created, .created])
      #expect(brought.file.note?.description.contains("SEO") != true)
      let text = PageText(title: "=Mugs, by hand", description: "Fired twice.")
      #expect(try await kit.goods("mug").pageText == text)
      #expect(try await kit.goods("jug").pageText == PageText())
      let exported = try await kit.export()
      #expect(String(decoding: exported, as: UTF8.self).contains(",SEO Title,SEO Description,"))
      let again = try await kit.bring(exported)
      #expect(again.outcomes == [.unchanged, .unchanged])
      #expect(try await kit.goods("mug").pageText == text)
      // A file without the columns leaves it, an empty cell empties.
      _ = try await kit.bring("Handle,Title,Variant Price\nmug,Mug,8.00\n")
      #expect(try await kit.goods("mug").pageText == text)
      _ = try await kit.bring("Handle,Title,SEO Title,SEO Description\nmug,Mug,,Fired once.\n")
      #expect(try await kit.goods("mug").pageText == PageText(description: "Fired once."))
    }
  }
}
