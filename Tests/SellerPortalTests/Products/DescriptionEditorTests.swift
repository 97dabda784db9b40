import Catalog
import Kernel
import MarketSupport
import TestSupport
import Testing

@testable import SellerPortal
@testable import Web

@Suite("The editor of a description")
struct DescriptionEditorTests {
  private static let typed =
    "## Care\r\n\r\nWash **cold**.\r\n<script>alert(1)</script>[no](javascript:alert(1))"

  @Test(
    "A preview keeps what was typed and saves nothing",
    arguments: TestEngine.allCases)
  func previewsWithoutScript(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let desk = try await SellerDesk(market, shop)
      let form = [
        ("title", "Mug"), ("price", "abc"), ("stock", "4"), ("status", "active"), ("tags", "red, <blue>"),
        ("description", Self.typed), ("descriptionFormat", "markdown"), ("action", "preview"),
      ]
      let answer = try await desk.send(.post, "/sell/lamps/products/new", form)
      let page = String(decoding: answer.bodyBytes, as: UTF8.self)
      #expect(answer.status == .ok)
      #expect(page.contains("Wash <strong>cold</strong>."))
      #expect(!page.contains("<script>alert") && !page.contains("href=\"javascript:"))
      #expect(page.contains("value=\"Mug\""))
      #expect(page.contains("value=\"abc\"") && page.contains("red, &lt;blue&gt;"))
      #expect(page.contains("Wash **cold**."))
      #expect(!page.contains("markdown__preview needs-script"))
      #expect(try await market.catalog.products(of: shop.id, ShopProductQuery()).items.isEmpty)
      // Whoever asked for no preview sees it by script alone.
      let fresh = String(
        decoding: try await desk.send(.get, "/sell/lamps/products/new").bodyBytes, as: UTF8.self)
      #expect(fresh.contains("markdown__preview needs-script"))
      #expect(fresh.contains("What customers will read appears here."))
    }
  }

  @Test("A stored product is not changed by a preview", arguments: TestEngine.allCases)
  func changesNothing(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      _ = try await market.stock("Vase", in: shop, price: 100)
      let desk = try await SellerDesk(market, shop)
      let vase = try await market.catalog.productForDesk("vase")
      let answer = try await desk.send(
        .post, "/sell/lamps/products/\(vase.id)",
        [
          ("title", "Other"), ("price", "2"), ("description", "*new*"), ("descriptionFormat", "markdown"),
          ("action", "preview"),
        ])
      let page = String(decoding: answer.bodyBytes, as: UTF8.self)
      #expect(answer.status == .ok && page.contains("<em>new</em>") && page.contains("value=\"Other\""))
      let after = try await market.catalog.productForDesk("vase")
      #expect(after.title == "Vase" && after.text.source == vase.text.source && after.seen == vase.seen)
    }
  }

  @Test("What script asks for is the same, made safe, and refused where it can't be a description")
  func answersScript() async throws {
    try await withMarket(.sqlite) { market in
      let desk = try await SellerDesk(market, try await market.openShop("Lamps"))
      func shown(_ text: String, _ format: String) async throws -> String {
        let answer = try await desk.send(
          .post, "/sell/lamps/products/description", [("description", text), ("descriptionFormat", format)])
        #expect(answer.status == .ok)
        return String(decoding: answer.bodyBytes, as: UTF8.self)
      }
      let markdown = try await shown(Self.typed, "markdown")
      #expect(markdown.contains("<strong>cold</strong>"))
      #expect(
        !markdown.contains("<script") && !markdown.contains("href=\"javascript:")
          && !markdown.contains("<html"))
      #expect(try await shown("**a** & b", "text").contains("**a** &amp; b"))
      #expect(try await shown("", "markdown").contains("What customers will read appears here."))
      for (text, format) in [("a", "odd"), (String(repeating: "a", count: 100_001), "markdown")] {
        await #expect(throws: Problem.self) {
          _ = try await desk.send(
            .post, "/sell/lamps/products/description", [("description", text), ("descriptionFormat", format)])
        }
      }
    }
  }

  @Test("Only those who look after the shop's goods are answered")
  func isForTheStaff() async throws {
    try await withMarket(.sqlite) { market in
      let shop = try await market.openShop("Lamps")
      let desk = try await SellerDesk(market, shop)
      let route = try #require(desk.route(.post, "/sell/lamps/products/description")).route
      #expect(route.path == "/sell/{shop}/products/description")
      #expect(try await SellerDesk(market, shop, staff: .products).may(route.access))
      #expect(try await !SellerDesk(market, shop, staff: .orders).may(route.access))
    }
  }

  @Test("Tools have names, one place in the order of Tab, and are there for Markdown alone")
  func tools() async throws {
    func field(_ format: String) -> String {
      MarkdownField.show(
        "text", "Text", in: FormState(values: ["text": "a < b", "format": format]), hint: nil,
        format: (name: "format", markdown: "markdown"),
        preview: MarkdownField.Preview(
          path: "/p", action: "preview", formPath: "/f", shown: "<b>a</b>", isWanted: false)
      ).description
    }
    let shown = field("markdown")
    #expect(shown.contains("role=\"toolbar\"") && shown.contains("aria-label=\"Numbered list\""))
    #expect(shown.ranges(of: /tabindex="0" data-mark/).count == 1)
    #expect(shown.ranges(of: /data-mark="/).count == 6)
    #expect(shown.contains("a &lt; b") && shown.contains("<b>a</b>"))
    #expect(!shown.contains(/role="toolbar"[^>]* hidden/))
    #expect(field("text").contains(/role="toolbar"[^>]* hidden/))
  }
}
