import AdminPortal
import Assembly
import Kernel
import MarketSupport
import Ordering
import TestSupport
import Testing

@testable import Web

@Suite("The admin's overview")
struct AdminDashboardTests {
  @Test("Sales beyond 64 bits are shown to the cent", arguments: TestEngine.allCases)
  func showsHugeSales(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Lamp", in: shop, price: 5000)
      for _ in 0..<3 { _ = try await market.buy([(lamp, 1)], by: "cod") }
      let huge: Int64 = 9_000_000_000_000_000_001
      try await market.database.write { tx in
        try tx.run("UPDATE orders SET items_total = \(huge), shipping_total = 0, total = \(huge)")
      }
      let route = try #require(
        AdminPortalRoutes.routes(market.assembly.admin).first { $0.path == "/admin" && $0.method == .get })
      let viewer = Viewer(
        account: shop.owner, session: SessionID(), name: "Root", email: "", adminRole: .superadmin,
        isCookie: true)
      let response = try await route.handle(Request(path: "/admin", viewer: viewer))
      #expect(response.status == .ok)
      let page = String(decoding: response.bodyBytes, as: UTF8.self)
      #expect(page.contains("270,000,000,000,000,000.03"))
    }
  }
}
