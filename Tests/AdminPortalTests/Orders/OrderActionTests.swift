import Kernel
import MarketSupport
import Ordering
import Settlement
import TestSupport
import Testing

@testable import Web

@Suite("What administrators do on an order's page")
struct OrderActionTests {
  @Test("They cancel, deliver and answer who asks for the money back", arguments: TestEngine.allCases)
  func moves(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Lamp", in: shop, price: 1_999)
      let first = try #require(try await market.buy([(lamp, 1)]).orders.first)
      let second = try #require(try await market.buy([(lamp, 1)]).orders.first)
      func page(_ order: Order) async throws -> String {
        let answer = try await market.administer(
          .get, "/admin/orders/{order}", ["order": order.id.description])
        return String(decoding: answer.bodyBytes, as: UTF8.self)
      }
      func send(_ order: Order, _ form: String) async throws -> OrderStatus {
        let answer = try await market.administer(
          .post, "/admin/orders/{order}", ["order": order.id.description], form: form)
        #expect(answer.status == .seeOther)
        return try await market.ordering.order(order.id, access: .admin).order.status
      }
      #expect(try await page(first).contains("Cancel the order"))
      #expect(try await send(first, "to=cancelled&note=Sold+twice") == .cancelled)
      #expect(try await page(first).contains("Sold twice"))
      #expect(!(try await page(first).contains("What can be done")))
      try await market.move(second, .processing, .shipped)
      #expect(try await send(second, "to=delivered") == .delivered)
      try await market.move(second, .refundRequested, note: "Cracked")
      #expect(try await page(second).contains("Cracked"))
      #expect(try await send(second, "to=refunded") == .refunded)
      // What is not in the table is refused, and told on the page.
      #expect(try await send(second, "to=shipped") == .refunded)
    }
  }

  @Test("The history tells who did what, and money is not added up twice", arguments: TestEngine.allCases)
  func tells(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Lamp", in: shop, price: 1_999)
      let order = try #require(try await market.buy([(lamp, 1)]).orders.first)
      try await market.move(order, .cancelled, note: "Sold twice")
      let answer = try await market.administer(
        .get, "/admin/orders/{order}", ["order": order.id.description])
      let page = String(decoding: answer.bodyBytes, as: UTF8.self)
      #expect(page.contains(">Placed<") && page.contains("timeline__step--failed"))
      #expect(page.contains("timeline__text\">Vendor") && page.contains("Sold twice"))
      // The total ends the sum of what the customer pays; what becomes of it stands below.
      let sum = try #require(page.firstRange(of: "sums__line--total"))
      let end = try #require(page[sum.upperBound...].firstRange(of: "</dl>"))
      #expect(!page[..<end.lowerBound].contains("For the shop"))
      #expect(page.contains("href=\"mailto:"))
    }
  }

  @Test(
    "A commission's form speaks its own words, and says each thing once",
    arguments: [
      ("scope=default&percent=abc", ["f-percent"]), ("scope=default", ["f-percent"]),
      ("scope=category&percent=5", ["f-category"]),
    ])
  func speaks(_ form: String, _ wanted: [String]) async throws {
    try await withMarket(.sqlite) { market in
      let answer = try await market.administer(.post, "/admin/commission", form: form)
      let page = String(decoding: answer.bodyBytes, as: UTF8.self)
      let list = try #require(page.split(separator: "form-errors__list").dropFirst().first)
      let links = try #require(list.split(separator: "</ul>").first).split(separator: "href=\"#")
        .dropFirst()
      #expect(links.map { String($0.prefix { $0 != "\"" }) } == wanted && !page.contains("basisPoints"))
    }
  }

  @Test("What is not found is not called empty", arguments: ["orders", "products"])
  func findsNothing(_ list: String) async throws {
    try await withMarket(.sqlite) { market in
      let shop = try await market.openShop("Lamps")
      _ = try await market.buy([(try await market.stock("Lamp", in: shop, price: 1_999), 1)])
      let pages = market.adminPages
      let route = try #require(pages.first { $0.path == "/admin/\(list)" && $0.method == .get })
      let viewer = Viewer(
        account: AccountID(), session: SessionID(), name: "Root", email: "root@example.org",
        adminRole: .superadmin, isCookie: true)
      let answer = try await route.handle(
        Request(path: "/admin/\(list)", viewer: viewer, query: Parameters([("q", "zzz")])))
      let page = String(decoding: answer.bodyBytes, as: UTF8.self)
      #expect(page.contains("Nothing for “zzz”") && page.contains("href=\"/admin/\(list)\""))
      #expect(!page.contains("for sale in all shops"))
    }
  }

  @Test("A commission's shop is found by a part of its name", arguments: TestEngine.allCases)
  func findsShops(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let kiln = try await market.openShop("Kiln of Rita")
      _ = try await market.openShop("Loom One")
      _ = try await market.openShop("Loom Two")
      func send(_ shop: String) async throws -> Response {
        try await market.administer(
          .post, "/admin/commission", form: "scope=shop&shop=\(shop)&percent=5")
      }
      let done = try await send("of+rita")
      let told = try #require(done.cookies.first { $0.name == Flash.cookieName }?.value)
      #expect(done.status == .seeOther && told.contains("The commission of Kiln of Rita holds"), "\(told)")
      #expect(try await market.settlement.commissionRules().contains { $0.rule.shop == kiln.id })
      let many = try await send("loom")
      let page = String(decoding: many.bodyBytes, as: UTF8.self)
      #expect(many.status == .unprocessableContent && page.contains("Several shops can be meant."))
      #expect(page.contains("value=\"loom-one\"") && page.contains("value=\"loom-two\""))
      #expect(try await send("loom-two").status == .seeOther)
      #expect(try await send("nowhere").status == .unprocessableContent)
      #expect(
        String(decoding: try await send("").bodyBytes, as: UTF8.self).contains("Say which shop it is for."))
    }
  }
}
