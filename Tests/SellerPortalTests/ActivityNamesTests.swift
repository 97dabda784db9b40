import Catalog
import Kernel
import MarketSupport
import TestSupport
import Testing

@testable import SellerPortal
@testable import Web

@Suite("What lines of the shop's activity are about")
struct ActivityNamesTests {
  @Test("A file that was brought in is named and led to", arguments: TestEngine.allCases)
  func namesFiles(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let bytes = Array("Handle,Title,Variant Price\nlamp,Lamp,9.00\n".utf8)
      let file = try await market.catalog.startImport(
        Content(bytes), fileName: "spring <1>.csv", into: shop.id)
      let desk = try await SellerDesk(market, shop)
      let response = try await desk.send(.get, "/sell/lamps/activity")
      let page = String(decoding: response.bodyBytes, as: UTF8.self)
      #expect(page.contains("activity__detail\" dir=\"auto\">spring &lt;1&gt;.csv</span>"))
      #expect(page.contains("href=\"/sell/lamps/imports/\(file.id)\""))
      // Whoever may not open imports reads the name alone.
      let staff = try await SellerDesk(market, shop, staff: .settings)
      let other = String(
        decoding: try await staff.send(.get, "/sell/lamps/activity").bodyBytes, as: UTF8.self)
      #expect(other.contains("spring &lt;1&gt;.csv") && !other.contains("/sell/lamps/imports/\(file.id)"))
      let none = try await market.catalog.importFileNames([ImportID()])
      #expect(none.isEmpty)
    }
  }
}
