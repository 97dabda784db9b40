import MarketSupport
import TestSupport
import Testing

@testable import Catalog
@testable import Kernel
@testable import SellerPortal
@testable import Web

/// The stock of a shop by its forms.
struct StockPageTests {
  private func text(_ response: Response) -> String { String(decoding: response.bodyBytes, as: UTF8.self) }

  @Test(arguments: TestEngine.allCases) func piecesGoInAndOutByAForm(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Brass lamp", in: shop, price: 100, pieces: 4)
      let desk = try await SellerDesk(market, shop)
      let page = "/sell/lamps/stock/variants/\(lamp)"
      func adjust(_ delta: String, _ reason: String, seen: Int) async throws -> Response {
        try await desk.send(
          .post, "\(page)/adjustments", [("delta", delta), ("reason", reason), ("seen", String(seen))])
      }
      #expect(try await adjust("3", "damaged", seen: 4).status.code == 303)
      #expect(try await market.catalog.stockLevel(lamp, of: shop.id).onHand == 1)
      let late = try await adjust("3", "damaged", seen: 4)
      #expect(late.status.code == 409 && text(late).contains("Meanwhile 1 lie there"))
      let refused = try await adjust("2", "lost", seen: 1)
      #expect(refused.status.code == 409 && text(refused).contains("id=\"adjust-delta\""))
      let empty = try await adjust("", "", seen: 1)
      #expect(
        text(empty).contains("Say how many pieces.") && text(empty).contains("Say why the number changes."))
      #expect(text(try await desk.send(.get, page)).contains("Damaged"))
      #expect(text(try await desk.send(.get, "/sell/lamps/stock")).contains("Brass lamp"))
      #expect(text(try await desk.send(.get, "/sell/lamps/stock/movements")).contains("Opening stock"))
    }
  }

  @Test(arguments: TestEngine.allCases) func numbersAreTypedIntoTheListOfAStocktake(_ engine: TestEngine)
    async throws
  {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Brass lamp", in: shop, price: 100, pieces: 4)
      let desk = try await SellerDesk(market, shop)
      let begun = try await desk.send(
        .post, "/sell/lamps/stock/counts", [("name", "December"), ("category", "")])
      #expect(begun.status.code == 303)
      let count = try #require(try await market.catalog.counts(of: shop.id, PageRequest()).items.first)
      let page = "/sell/lamps/stock/counts/\(count.id)"
      func type(_ counted: String, former: String) async throws -> Response {
        try await desk.send(
          .post, "\(page)/numbers",
          [
            ("rows[0].variant", lamp.description), ("rows[0].former", former), ("rows[0].counted", counted),
          ])
      }
      let wrong = try await type("many", former: "")
      #expect(wrong.status.code == 422 && text(wrong).contains("value=\"many\""))
      #expect(try await type("3", former: "").status.code == 303)
      let late = try await type("2", former: "")
      #expect(late.status.code == 409 && text(late).contains("Somebody else has counted 3."))
      #expect(try await type("2", former: "3").status.code == 303)
      #expect(try await desk.send(.post, "\(page)/booking").status.code == 303)
      #expect(try await market.catalog.stockLevel(lamp, of: shop.id).onHand == 2)
      #expect(text(try await desk.send(.get, page)).contains("Booked"))
    }
  }
}
