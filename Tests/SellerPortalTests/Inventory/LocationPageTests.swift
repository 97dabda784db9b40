import MarketSupport
import TestSupport
import Testing

@testable import Catalog
@testable import Kernel
@testable import SellerPortal
@testable import Web

/// Locations and transfers of a shop by their forms.
struct LocationPageTests {
  private func text(_ response: Response) -> String { String(decoding: response.bodyBytes, as: UTF8.self) }

  @Test(arguments: TestEngine.allCases) func goodsGoFromOneToAnotherByForms(_ engine: TestEngine) async throws
  {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Brass lamp", in: shop, price: 100, pieces: 8)
      let desk = try await SellerDesk(market, shop)
      let base = "/sell/lamps/stock"
      #expect(
        text(try await desk.send(.get, "\(base)/locations")).contains("All your goods lie in one place"))
      let unnamed = try await desk.send(.post, "\(base)/locations", [("name", ""), ("address", "")])
      #expect(unnamed.status.code == 422 && text(unnamed).contains("Give it a name"))
      for name in ["Shop", "Cellar"] {
        let made = try await desk.send(.post, "\(base)/locations", [("name", name), ("address", "")])
        #expect(made.status.code == 303)
      }
      let places = try await market.catalog.locations(of: shop.id)
      let written = try await desk.send(
        .post, "\(base)/transfers",
        [("source", places[0].id.description), ("target", places[1].id.description), ("note", "")])
      #expect(written.status.code == 303)
      let transfer = try #require(try await market.catalog.transfers(of: shop.id, PageRequest()).items.first)
      let page = "\(base)/transfers/\(transfer.id)"
      func type(_ action: String, _ counted: String, former: String) async throws -> Response {
        try await desk.send(
          .post, "\(page)/\(action)",
          [("rows[0].variant", lamp.description), ("rows[0].former", former), ("rows[0].counted", counted)])
      }
      #expect(text(try await desk.send(.get, page)).contains("Brass lamp"))
      let wrong = try await type("numbers", "many", former: "")
      #expect(wrong.status.code == 422 && text(wrong).contains("value=\"many\""))
      #expect(try await type("numbers", "9", former: "").status.code == 303)
      let tooMany = try await desk.send(.post, "\(page)/dispatch")
      #expect(tooMany.status.code == 409 && text(tooMany).contains("At Shop there are only 8."))
      #expect(try await type("numbers", "5", former: "9").status.code == 303)
      #expect(try await desk.send(.post, "\(page)/dispatch").status.code == 303)
      #expect(try await type("receipts", "2", former: "5").status.code == 303)
      let late = try await type("receipts", "2", former: "5")
      #expect(late.status.code == 409 && text(late).contains("Meanwhile 3 are on the way."))
      let lost = try await desk.send(.post, "\(page)/shortfall", [("reason", "lost"), ("note", "Gone")])
      #expect(lost.status.code == 303)
      let lying = try await market.catalog.places(of: lamp, in: shop.id).map(\.quantity)
      #expect(lying == [3, 2])
      #expect(text(try await desk.send(.get, page)).contains("Arrived"))
      let moved = text(try await desk.send(.get, "\(base)/movements"))
      #expect(moved.contains("Cellar") && moved.contains("Gone"))
      #expect(text(try await desk.send(.get, "\(base)/variants/\(lamp)")).contains("Where it lies"))
    }
  }

  @Test(arguments: TestEngine.allCases) func theOrderAndTheEndOfALocation(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Brass lamp", in: shop, price: 100, pieces: 8)
      let desk = try await SellerDesk(market, shop)
      let base = "/sell/lamps/stock/locations"
      let first = try await market.catalog.addLocation(StockLocationInput(name: "Shop"), to: shop.id)
      let second = try await market.catalog.addLocation(StockLocationInput(name: "Cellar"), to: shop.id)
      func order() async throws -> [StockLocationID] {
        try await market.catalog.locations(of: shop.id).filter(\.isActive).map(\.id)
      }
      // Pressed twice it moves once.
      for _ in 0..<2 {
        let moved = try await desk.send(.post, "\(base)/\(second.id)/place", [("to", "up"), ("seen", "1")])
        #expect(moved.status.code == 303)
      }
      #expect(try await order() == [second.id, first.id])
      let unsaid = try await desk.send(.post, "\(base)/\(first.id)/close", [("moveTo", "")])
      #expect(unsaid.status.code == 422 && text(unsaid).contains("Goods lie here. Say where they go."))
      let done = try await desk.send(.post, "\(base)/\(first.id)/close", [("moveTo", second.id.description)])
      #expect(done.status.code == 303)
      #expect(try await order() == [second.id])
      #expect(try await market.catalog.places(of: lamp, in: shop.id).map(\.quantity) == [8])
      #expect(text(try await desk.send(.get, base)).contains("Not used any more"))
      #expect(try await desk.send(.post, "\(base)/\(first.id)/reopen").status.code == 303)
      let renamed = try await desk.send(
        .post, "\(base)/\(first.id)", [("name", "Attic"), ("address", "Lane 1")])
      #expect(renamed.status.code == 303)
      #expect(try await market.catalog.location(first.id, of: shop.id).address == "Lane 1")
      #expect(
        text(try await desk.send(.get, "/sell/lamps/products/new")).contains("at all locations together"))
    }
  }
}
