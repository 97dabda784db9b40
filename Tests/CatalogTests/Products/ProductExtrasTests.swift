import Kernel
import TestSupport
import Testing

@testable import Catalog

/// A product's video, its warranty, cash on delivery, and descriptions in Markdown.
@Suite struct ProductExtrasTests {
  private static let bowl = """
    {"title": "Bowl", "price": 900, "video": "https://youtu.be/dQw4w9WgXcQ", "warrantyMonths": 24,
     "warrantyText": "We mend it.", "takesCashOnDelivery": false}
    """

  @Test(arguments: [
    ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
    ("https://youtu.be/dQw4w9WgXcQ", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
    ("https://www.youtube.com/shorts/dQw4w9WgXcQ", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
    ("https://player.vimeo.com/video/76979871?h=8272103f6e", "https://vimeo.com/76979871/8272103f6e"),
    ("https://vimeo.com/76979871", "https://vimeo.com/76979871"),
    ("https://films.example.org/bowl.mp4?v=2", "https://films.example.org/bowl.mp4?v=2"),
  ])
  func knowsVideos(typed: String, address: String) {
    #expect(ProductVideo(typed)?.address == address)
    #expect(ProductVideo(address)?.address == address)
  }

  @Test(arguments: [
    "http://youtu.be/dQw4w9WgXcQ", "https://youtu.be/", "https://youtu.be/dQw4w9WgXcQ/x",
    "javascript:alert(1)",
    "https://www.youtube.com.evil.example/watch?v=dQw4w9WgXcQ", "https://films.example.org/bowl.avi",
    "https://user@films.example.org/bowl.mp4", "https://films.example.org:8443/bowl.mp4",
    "https://127.0.0.1/bowl.mp4", "https://localhost/bowl.mp4", "https://[::1]/bowl.mp4",
    "https://vimeo.com/about", "data:video/mp4;base64,x", "https://films.example.org;script-src/bowl.mp4",
    "https://www.youtube.com/watch?v=dQw4w9WgXc\"",
  ])
  func knowsNoOthers(typed: String) { #expect(ProductVideo(typed) == nil) }

  @Test func playersComeFromOneOrigin() {
    let film = ProductVideo("https://films.example.org/a/bowl.webm")
    #expect(film?.origin == "https://films.example.org" && film?.player == film?.address)
    let vimeo = ProductVideo("https://vimeo.com/76979871/8272103f6e")
    #expect(vimeo?.player == "https://player.vimeo.com/video/76979871?dnt=1&h=8272103f6e")
  }

  @Test(arguments: TestEngine.allCases) func areKeptChangedAndTakenAway(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let made = try await kit.product(Self.bowl)
      #expect(made.at("video").text == "https://www.youtube.com/watch?v=dQw4w9WgXcQ")
      #expect(made.at("warrantyText").text == "We mend it.")
      #expect(made.at("warrantyMonths") == .integer(24))
      #expect(made.at("takesCashOnDelivery") == .boolean(false))
      let path = "/shops/\(kit.shop.id)/products/bowl"
      let retitled = await kit.vendor.send(.patch, path, #"{"title": "Dish"}"#).json
      for name in ["video", "warrantyText", "warrantyMonths", "takesCashOnDelivery"] {
        #expect(retitled.at(name) == made.at(name))
      }
      let wrong = await kit.vendor.send(
        .patch, path, #"{"title": "No", "video": "http://example.org", "warrantyMonths": 0}"#)
      #expect(wrong.status == 422 && Set(wrong.wrongFields) == ["video", "warrantyMonths"])
      #expect(try await kit.goods("bowl").title == "Dish")
      let cleared = await kit.vendor.send(
        .patch, path,
        #"{"video": null, "warrantyMonths": null, "warrantyText": "", "takesCashOnDelivery": true}"#
      ).json
      #expect(cleared.at("video") == .null && cleared.at("warrantyMonths") == .null)
      #expect(cleared.at("warrantyText") == .null && cleared.at("takesCashOnDelivery") == .boolean(true))
    }
  }

  @Test(arguments: TestEngine.allCases) func ownFilesCarryThem(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      try await kit.product(Self.bowl)
      try await kit.product(#"{"title": "Cup", "price": 900}"#)
      let marked =
        #"{"title": "Jug", "price": 900, "description": "**Big**", "descriptionFormat": "markdown"}"#
      try await kit.product(marked)
      let before = try await kit.goods("bowl").extras
      var exported: [UInt8] = []
      try await kit.catalog.exportProducts(of: kit.shop.id, as: .souk) { exported += $0 }
      #expect(try await kit.bring(exported).outcomes == [.unchanged, .unchanged, .unchanged])
      #expect(try await kit.goods("bowl").extras == before)
      #expect(try await kit.goods("jug").text.markdown == "**Big**")
      // A file without the columns leaves them.
      _ = try await kit.bring("Handle,Title,Variant Price\nbowl,Bowl,8.00\n")
      #expect(try await kit.goods("bowl").extras == before)
    }
  }

  @Test(arguments: TestEngine.allCases) func markdownStaysWhatWasTyped(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let typed = #"# Bowl\n\nMade **by hand**.\n\n<script>alert(1)</script>[x](javascript:alert(1))"#
      let made = try await kit.product(
        #"{"title": "Bowl", "price": 900, "description": "\#(typed)", "descriptionFormat": "markdown"}"#)
      #expect(made.at("description").text?.hasPrefix("# Bowl\n") == true)
      #expect(made.at("descriptionFormat").text == "markdown")
      let html = try #require(made.at("descriptionHTML").text)
      #expect(html.contains("<h3>Bowl</h3>") && html.contains("<strong>by hand</strong>"))
      #expect(!html.contains("<script") && !html.contains("href"))
      let path = "/shops/\(kit.shop.id)/products/bowl"
      let plain = await kit.vendor.send(.patch, path, #"{"description": "**as typed**"}"#).json
      #expect(plain.at("descriptionFormat").text == "text")
      #expect(plain.at("descriptionHTML").text == "<p>**as typed**</p>")
    }
  }
}
