import TestSupport
import Testing

@testable import Catalog

/// What everybody reads of a description that was typed as Markdown.
@Suite struct PublicDescriptionTests {
  @Test(arguments: TestEngine.allCases) func readersGetNoHTMLThatWasTyped(_ engine: TestEngine) async throws {
    try await withCatalog(engine) { kit in
      let typed = "**Big** <script>alert(1)</script><img src=x onerror=alert(1)>"
      let made = try await kit.product(
        #"{"title": "Bowl", "price": 900, "description": "\#(typed)", "descriptionFormat": "markdown"}"#)
      // Who manages it gets what was typed, to change it.
      #expect(made.at("description").text == typed && made.at("descriptionFormat").text == "markdown")
      let shown = await kit.api.send(.get, "/products/bowl").json
      let text = shown.at("description").text ?? ""
      #expect(text.contains("<strong>Big</strong>"))
      #expect(!text.contains("script") && !text.contains("onerror") && !text.contains("**"))
      #expect(shown.at("descriptionFormat").text == "text")
      #expect(shown.at("descriptionHTML").text == text)
    }
  }
}
