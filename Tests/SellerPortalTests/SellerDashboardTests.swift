import Assembly
import Kernel
import MarketSupport
import Ordering
import TestSupport
import Testing
import Vendors

@testable import SellerPortal
@testable import Web

@Suite("The vendor's overview")
struct SellerDashboardTests {
  @Test("Sales beyond 64 bits are shown to the cent", arguments: TestEngine.allCases)
  func showsHugeSales(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Lamp", in: shop, price: 1)
      _ = try await market.buy([(lamp, 1)], by: "cod")
      // A week that sold for a cent is compared with one that sold for more than 64 bits hold.
      market.clock.advance(seconds: 7 * 86_400)
      let huge: Int64 = 9_000_000_000_000_000_001
      for _ in 0..<3 {
        let order = try #require(try await market.buy([(lamp, 1)], by: "cod").orders.first)
        try await market.database.write { tx in
          try tx.run(
            """
            UPDATE orders SET items_total = \(huge), shipping_total = 0, total = \(huge)
            WHERE id = \(order.id)
            """)
        }
      }
      let route = try #require(
        SellerPortalRoutes.routes(market.assembly.seller).first {
          $0.path == "/sell/{shop}" && $0.method == .get
        })
      let viewer = Viewer(
        account: shop.owner, session: SessionID(), name: "Ada", email: "", isCookie: true)
      let response = try await route.handle(
        Request(path: "/sell/lamps", viewer: viewer, shop: shop.id, pathParameters: ["shop": shop.slug]))
      #expect(response.status == .ok)
      let page = String(decoding: response.bodyBytes, as: UTF8.self)
      #expect(page.contains("270,000,000,000,000,000.03"))
      #expect(page.contains("270,000,000,000,000,000.04 in four weeks"))
    }
  }

  @Test("A shop that waits is told what is missing, and not that all is done", arguments: TestEngine.allCases)
  func tellsWhatIsMissing(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let owner = try await market.identity.ensureOperator(email: try market.email("kiln"), name: "Rita").id
      let shop = try await market.vendors.openShop(
        OpenShopInput(name: "Kiln", description: "Bowls", country: "DE", currency: .eur), by: owner)
      _ = try await market.stock("Bowl", in: shop, price: 1_900)
      let desk = try await SellerDesk(market, shop)
      let page = String(decoding: try await desk.send(.get, "/sell/kiln").bodyBytes, as: UTF8.self)
      #expect(page.contains("Some things are missing") && page.contains("/sell/kiln/application\""))
      #expect(!page.contains("We look at your shop") && !page.contains("All done"))
    }
  }

  @Test("Days are those of the shop, and what was given back is taken off", arguments: TestEngine.allCases)
  func countsByTheShopsDays(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Lamp", in: shop, price: 5000)
      let order = try #require(try await market.buy([(lamp, 1)], by: "cod").orders.first)
      try await market.move(order, .shipped, .delivered, .refundRequested, .refunded)
      let desk = try await SellerDesk(market, shop)
      func page() async throws -> String {
        String(decoding: try await desk.send(.get, "/sell/lamps").bodyBytes, as: UTF8.self)
      }
      // It is midnight UTC at the begin of 2026, which is one o'clock in the country of the shop.
      let berlin = try await page()
      #expect(berlin.contains("Days by the clocks of Europe/Berlin."))
      #expect(berlin.contains("1\u{A0}Jan: €0.00, 1 order, €"))
      #expect(berlin.contains("Refunded, last 7 days") && berlin.contains("refunded"))
      let edited = try await market.vendors.editShop(shop.id) { _ in
        try EditShopInput.read(.object(["timeZone": .string("America/New_York")]))
      }
      #expect(edited.timeZone.name == "America/New_York")
      let york = try await page()
      #expect(york.contains("Days by the clocks of America/New York."))
      #expect(york.contains("31\u{A0}Dec: €0.00, 1 order, €"))
      _ = try await market.vendors.editShop(shop.id) { _ in
        try EditShopInput.read(.object(["timeZone": .null, "country": .string("JP")]))
      }
      #expect(try await page().contains("Days by the clocks of Asia/Tokyo."))
      let wrong = #expect(throws: Problem.self) {
        _ = try EditShopInput.read(.object(["timeZone": .string("Berlin")]))
      }
      #expect(wrong?.fields.map(\.field) == ["timeZone"])
    }
  }

  @Test("Changes are told for any two numbers")
  func comparesAnything() {
    #expect(Change(112, 100).text?.description == "+12% on the week before")
    #expect(Change(88, 100).text?.description == "-12% on the week before")
    #expect(Change(100, 100).text == "As the week before")
    #expect(Change(5, 0).text == "The week before: none")
    #expect(Change(0, 0).text == nil)
    for (now, before) in [(Int128.max, 1), (.max, .max), (.min, 1), (27_000_000_000_000_000_003, 1)]
      as [(Int128, Int128)]
    {
      #expect(Change(now, before).text != nil)
    }
  }
}
