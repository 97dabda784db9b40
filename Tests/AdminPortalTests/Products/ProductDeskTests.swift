import Catalog
import Kernel
import MarketSupport
import Presentation
import TestSupport
import Testing
import Vendors

@testable import AdminPortal
@testable import Web

@Suite("The admin's product desk")
struct ProductDeskTests {
  /// The list that a superadmin gets for this query.
  private static func list(_ market: Market, _ query: [(String, String)] = []) async throws -> String {
    let route = try #require(
      market.adminPages.first { $0.path == AdminPaths.products && $0.method == .get })
    let viewer = Viewer(
      account: AccountID(), session: SessionID(), name: "Root", email: "root@example.org",
      adminRole: .moderator, isCookie: true)
    let response = try await route.handle(
      Request(path: AdminPaths.products, viewer: viewer, query: Parameters(query)))
    #expect(response.status == .ok)
    return String(decoding: response.bodyBytes, as: UTF8.self)
  }

  private static func page(_ market: Market, _ product: ProductID) async throws -> String {
    let answer = try await market.administer(
      .get, "/admin/products/{product}", ["product": product.description])
    return String(decoding: answer.bodyBytes, as: UTF8.self)
  }

  private static func told(_ response: Response) throws -> String {
    try #require(response.cookies.first { $0.name == Flash.cookieName }?.value)
  }

  private static func encoded(_ version: SeenProduct) -> String { "version=\(version)" }

  @Test("Lists drafts and hidden ones, and keeps the filter in every link", arguments: TestEngine.allCases)
  func listsAndNarrows(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let (kiln, loom) = (try await market.openShop("Kiln"), try await market.openShop("Loom"))
      let home = try await market.category("Home")
      _ = try await market.stock("Tall <vase>", in: kiln, price: 100, category: home)
      _ = try await market.stock("Rug", in: loom, price: 200)
      let vase = try await market.catalog.productForDesk("tall-vase").id
      _ = try await market.catalog.hideProduct(vase.description, HideProductInput(reason: "Odd"))
      let all = try await Self.list(market)
      #expect(all.contains("Tall &lt;vase&gt;") && all.contains(">Rug<"))
      #expect(all.contains("href=\"\(AdminPaths.product(vase))\""))
      let hidden = try await Self.list(market, [("hidden", "yes"), ("category", "home"), ("shop", "kiln")])
      #expect(hidden.contains("Tall &lt;vase&gt;") && !hidden.contains(">Rug<"))
      #expect(hidden.contains("shop=kiln&amp;category=home&amp;hidden=answered"))
      #expect(hidden.contains("/admin/products.csv?hidden=yes&amp;shop=kiln&amp;category=home"))
      #expect(
        hidden.contains("list-filters") && hidden.contains("list-views") && hidden.contains("list-columns"))
      #expect(hidden.contains("name=\"hidden\" value=\"yes\""))
      let found = try await Self.list(market, [("q", "loom")])
      #expect(found.contains(">Rug<") && !found.contains("Tall"))
      #expect(try await Self.list(market, [("q", "zzzz")]).contains("Nothing for “zzzz”"))
      #expect(try await Self.list(market, [("hidden", "answered")]).contains("Nobody waits for you"))
      #expect(try await Self.list(market, [("shop", "none")]).contains("There is no shop with this address"))
      // What is no filter is none.
      #expect(try await Self.list(market, [("state", "odd"), ("hidden", "odd")]).contains(">Rug<"))
    }
  }

  @Test(
    "A file has exactly what is filtered, and a list that can't be read is none",
    arguments: TestEngine.allCases)
  func exports(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let (kiln, loom) = (try await market.openShop("Kiln"), try await market.openShop("Loom"))
      for number in 0..<3 { _ = try await market.stock("=Vase \(number)", in: kiln, price: 100) }
      _ = try await market.stock("Rug", in: loom, price: 200)
      let vase = try #require(
        try await market.catalog.productDesk(DeskFilter(text: "vase"), PageRequest()).items.first)
      let name = vase.product.card.title
      _ = try await market.catalog.hideProduct(
        vase.product.card.id.description, HideProductInput(reason: "Odd one"))
      func file(_ query: String) async throws -> String {
        let answer = try await market.administer(.get, "/admin/products.csv", query: query)
        return String(decoding: try await answer.wholeBody(), as: UTF8.self)
      }
      let all = try await file("")
      #expect(all.contains("Rug") && all.split(separator: "\r\n").count == 5, "\(all)")
      let kilns = try await file("shop=kiln")
      #expect(!kilns.contains("Rug") && kilns.split(separator: "\r\n").count == 4, "\(kilns)")
      #expect(!kilns.contains(",=Vase"), "A title is no formula: \(kilns)")
      let hidden = try await file("shop=kiln&hidden=yes")
      #expect(
        hidden.contains(name) && hidden.contains("Odd one") && hidden.split(separator: "\r\n").count == 2)
      await #expect(throws: Problem.self) { _ = try await file("shop=nobody") }
      let excel = try await market.administer(.get, "/admin/products.xlsx", query: "shop=kiln").wholeBody()
      #expect(excel.prefix(2) == [0x50, 0x4B])
    }
  }

  @Test("What a vendor promises stands on the product's page", arguments: TestEngine.allCases)
  func showsPromises(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let kiln = try await market.openShop("Kiln")
      let input = try NewProductInput.read(
        Parameters([
          ("title", "Oven"), ("price", "10.00"), ("description", "*Hot*"), ("descriptionFormat", "markdown"),
          ("video", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"), ("warrantyMonths", "24"),
          ("warrantyText", "On <parts>"), ("takesCashOnDelivery", "false"),
        ]))
      let oven = try await market.catalog.createProduct(input, in: kiln.id)
      let page = try await Self.page(market, oven.id)
      #expect(page.contains("https://www.youtube.com/watch?v=dQw4w9WgXcQ"))
      #expect(page.contains("24 months") && page.contains("On &lt;parts&gt;"))
      #expect(page.contains("Can be paid on delivery") && page.contains(">Markdown<"))
      #expect(page.contains("<em>Hot</em>"))
    }
  }

  @Test("A product's page shows everything, and what was decided", arguments: TestEngine.allCases)
  func showsTheProduct(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let kiln = try await market.openShop("Kiln")
      _ = try await market.stock("Vase", in: kiln, price: 100)
      let vase = try await market.catalog.productForDesk("vase")
      let path = ["product": vase.id.description]
      let before = try await Self.page(market, vase.id)
      #expect(before.contains("value=\"\(vase.seen)\"") && before.contains("/admin/shops/kiln"))
      let refused = try await market.administer(
        .post, "/admin/products/{product}/hide", path, form: "reason=+&\(Self.encoded(vase.seen))")
      #expect(refused.status == .unprocessableContent)
      #expect(String(decoding: refused.bodyBytes, as: UTF8.self).contains("id=\"hide-reason\""))
      let done = try await market.administer(
        .post, "/admin/products/{product}/hide", path, form: "reason=Odd+one&\(Self.encoded(vase.seen))")
      #expect(try Self.told(done).contains("Vase is hidden."))
      _ = try await market.catalog.answerHiding("vase", of: kiln.id, HidingAnswerInput(text: "It is <fine>"))
      let after = try await Self.page(market, vase.id)
      #expect(after.contains("Odd one") && after.contains("It is &lt;fine&gt;"))
      #expect(after.contains("Product hidden") && after.contains("Hiding of a product answered"))
      // Somebody who looked before the answer is told so.
      let stale = try await market.administer(
        .post, "/admin/products/{product}/restore", path, form: Self.encoded(vase.seen))
      #expect(try Self.told(stale).contains("Somebody decided about Vase"))
      let seen = try await market.catalog.productForDesk("vase").seen
      let shown = try await market.administer(
        .post, "/admin/products/{product}/restore", path, form: Self.encoded(seen))
      #expect(try Self.told(shown).contains("Vase is shown to customers again."))
      #expect(try await market.catalog.productForDesk("vase").isListed)
    }
  }

  @Test("The number of answered ones stands beside the section", arguments: TestEngine.allCases)
  func countsWhatWaits(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let kiln = try await market.openShop("Kiln")
      for title in ["Vase", "Bowl"] { _ = try await market.stock(title, in: kiln, price: 100) }
      for name in ["vase", "bowl"] {
        _ = try await market.catalog.hideProduct(name, HideProductInput(reason: "Odd"))
      }
      func waits(_ page: String) -> Bool {
        page.contains(/href="\/admin\/products"(?:(?!<\/a>)[\s\S])*class="count/)
      }
      #expect(!waits(try await Self.list(market)))
      _ = try await market.catalog.answerHiding("vase", of: kiln.id, HidingAnswerInput(text: "Fine"))
      #expect(waits(try await Self.list(market)))
      let answered = try await Self.list(market, [("hidden", "answered")])
      #expect(answered.contains(">Vase<") && !answered.contains(">Bowl<"))
    }
  }

  @Test("Several are hidden for one reason, after a question", arguments: TestEngine.allCases)
  func decidesAboutSeveral(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let kiln = try await market.openShop("Kiln")
      for title in ["Vase", "Bowl", "Cup"] { _ = try await market.stock(title, in: kiln, price: 100) }
      var goods: [Product] = []
      for name in ["vase", "bowl", "cup"] { goods.append(try await market.catalog.productForDesk(name)) }
      let ids = goods.map { "ids=\($0.id)" }.joined(separator: "&")
      let none = try await market.administer(.post, "/admin/products/bulk", form: "action=hide")
      #expect(try Self.told(none).contains("Select some products first."))
      let question = try await market.administer(.post, "/admin/products/bulk", form: "action=hide&\(ids)")
      let page = String(decoding: question.bodyBytes, as: UTF8.self)
      #expect(page.contains("Hide 3 products") && page.contains("versions[\(goods[0].id)]"))
      let empty = try await market.administer(
        .post, "/admin/products/bulk", form: "action=hide&confirmed=true&\(ids)")
      #expect(empty.status == .unprocessableContent)
      _ = try await market.catalog.hideProduct("cup", HideProductInput(reason: "Before"))
      let versions = goods.map { "versions[\($0.id)]=\($0.seen)" }.joined(separator: "&")
      let done = try Self.told(
        try await market.administer(
          .post, "/admin/products/bulk", form: "action=hide&confirmed=true&reason=Odd&\(ids)&\(versions)"))
      #expect(done.contains("2 products are hidden."), "\(done)")
      #expect(done.contains("1 stayed as it was: Somebody decided about Cup"), "\(done)")
      let shown = try Self.told(
        try await market.administer(
          .post, "/admin/products/bulk", form: "action=restore&confirmed=true&\(ids)"))
      #expect(shown.contains("3 products are hidden no longer."), "\(shown)")
    }
  }
}
