import Kernel
import MarketSupport
import Presentation
import TestSupport
import Testing

@testable import AdminPortal
@testable import Web

@Suite("The admin's search")
struct AdminSearchTests {
  /// The page that somebody with this role gets for a text.
  private static func page(_ market: Market, _ role: AdminRole, _ text: String) async throws -> String {
    let route = try #require(market.adminPages.first { $0.path == AdminPaths.search })
    let viewer = Viewer(
      account: AccountID(), session: SessionID(), name: "Root", email: "root@example.org", adminRole: role,
      isCookie: true)
    let response = try await route.handle(
      Request(path: AdminPaths.search, viewer: viewer, query: Parameters([("q", text)])))
    #expect(response.status == .ok)
    return String(decoding: response.bodyBytes, as: UTF8.self)
  }

  @Test("finds orders, people, shops and products", arguments: TestEngine.allCases)
  func findsEverything(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lanternary")
      let lamp = try await market.stock("Lantern of glass", in: shop, price: 5000)
      _ = try await market.buy([(lamp, 1)], by: "cod")
      let number = try #require(
        try await market.database.read { try $0.value("SELECT number FROM orders", as: String.self) })
      let account = try await market.identity.ensureOperator(
        email: try market.email("lanterna"), name: "Lanterna Lopez")
      let found = try await Self.page(market, .superadmin, "lantern")
      #expect(found.contains(AdminPaths.person(account.id)))
      #expect(found.contains(AdminPaths.shop(shop.slug)))
      #expect(found.contains("Lantern of glass"))
      #expect(try await Self.page(market, .superadmin, number).contains(number))
      #expect(try await Self.page(market, .superadmin, "zzzz").contains("Nothing for “zzzz”"))
      #expect(try await Self.page(market, .superadmin, " ").contains("What are you looking for?"))
      #expect(try await Self.page(market, .superadmin, "<script>x").contains("&lt;script&gt;x"))

      // Nobody finds what their role may not open.
      let finance = try await Self.page(market, .finance, "lantern")
      #expect(finance.contains(AdminPaths.shop(shop.slug)))
      #expect(!finance.contains("Lopez") && !finance.contains("Lantern of glass"))
      let moderator = try await Self.page(market, .moderator, number)
      #expect(!moderator.contains(AdminPaths.orders + "/"))
      #expect(try await Self.page(market, .moderator, "lantern").contains("Lopez"))
    }
  }

  @Test("shows some of each and leads to all", arguments: TestEngine.allCases)
  func isBounded(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Socks")
      for number in 0..<7 { _ = try await market.stock("Sock \(number)", in: shop, price: 100) }
      let found = try await Self.page(market, .moderator, "sock")
      #expect((0..<7).filter { found.contains("Sock \($0)<") }.count == 5)
      #expect(found.contains("\(AdminPaths.products)?q=sock"))
      #expect(!found.contains("\(AdminPaths.shops)?q=sock"))
    }
  }
}
