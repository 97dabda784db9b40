import Identity
import Kernel
import MarketSupport
import TestSupport
import Testing

@testable import AdminPortal
@testable import Web

@Suite("Lists of the marketplace")
struct AdminListTests {
  private func page(_ response: Response) -> String { String(decoding: response.bodyBytes, as: UTF8.self) }

  @Test("Orders are narrowed by days and sorted by their total", arguments: TestEngine.allCases)
  func orders(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Lamp", in: shop, price: 1000)
      let small = try await market.buy([(lamp, 1)]).orders[0]
      market.clock.advance(seconds: 3 * 86_400)
      let large = try await market.buy([(lamp, 3)]).orders[0]
      let all = page(try await market.administer(.get, "/admin/orders", query: "sort=total"))
      let places = [small, large].compactMap { all.range(of: $0.number)?.lowerBound }
      #expect(places.count == 2 && places[0] < places[1] && all.contains("aria-sort=\"ascending\""))
      let day = String(large.times.placedAt.rfc3339.prefix(10))
      let late = page(try await market.administer(.get, "/admin/orders", query: "from=\(day)"))
      #expect(late.contains(large.number) && !late.contains(small.number))
      #expect(late.contains("/admin/orders.csv?from=\(day)"))
      let wrong = page(try await market.administer(.get, "/admin/orders", query: "from=soon&currency=abc"))
      #expect(wrong.contains("Write the day as 2026-03-01."))
      #expect(wrong.contains("Write the code of a currency, as EUR."))
      let file = try await market.administer(.get, "/admin/orders.csv", query: "from=\(day)")
      let text = String(decoding: try await file.wholeBody(), as: UTF8.self)
      #expect(text.contains(large.number) && !text.contains(small.number))
      for path in ["/admin/orders.xlsx", "/admin/people.xlsx", "/admin/payouts.xlsx", "/admin/shops.xlsx"] {
        let excel = try await market.administer(.get, path).wholeBody()
        #expect(excel.prefix(2) == [0x50, 0x4B], "\(path)")
      }
    }
  }

  @Test("Shops are sorted by their names, page after page", arguments: TestEngine.allCases)
  func shops(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      for name in ["Beta", "alpha", "Gamma"] {
        market.clock.advance(seconds: 1)
        _ = try await market.openShop(name)
      }
      func walk(_ sort: String) async throws -> [String] {
        var names: [String] = []
        var query = "limit=1&sort=\(sort)"
        while names.count < 9 {
          let shown = page(try await market.administer(.get, "/admin/shops", query: query))
          names += ["alpha", "Beta", "Gamma"].filter { shown.contains("dir=\"auto\">\($0)</span>") }
          guard let next = shown.firstMatch(of: /cursor=([A-Za-z0-9_-]+)/) else { return names }
          query = "limit=1&sort=\(sort)&cursor=\(next.1)"
        }
        return names
      }
      #expect(try await walk("name") == ["alpha", "Beta", "Gamma"])
      #expect(try await walk("-name") == ["Gamma", "Beta", "alpha"])
      #expect(try await walk("opened") == ["Beta", "alpha", "Gamma"])
      #expect(try await walk("-opened") == ["Gamma", "alpha", "Beta"])
    }
  }

  @Test("Views and columns that somebody keeps are theirs")
  func memory() async throws {
    try await withMarket(.sqlite) { market in
      let root = try await market.identity.ensureOperator(email: try market.email("root"), name: "Root")
      let other = try await market.identity.ensureOperator(email: try market.email("other"), name: "Other")
      for (account, name) in [(root.id, "Banned <ones>"), (other.id, "Elsewhere")] {
        let view = try SaveViewInput.read(Parameters([("name", name), ("query", "state=banned")]))
        _ = try await market.identity.saveView(view, of: .people, for: account)
      }
      let list = page(try await market.administer(.get, "/admin/people", query: "state=banned"))
      #expect(list.contains("Banned &lt;ones&gt;") && !list.contains("Elsewhere"))
      let columns = try ListColumnsInput.read(Parameters([("columns", "joined")]))
      try await market.identity.showColumns(columns, of: .people, for: root.id)
      let narrow = page(try await market.administer(.get, "/admin/people"))
      #expect(narrow.contains("data-label=\"Joined\"") && !narrow.contains("data-label=\"Role\""))
      let own = page(try await market.administer(.get, "/admin/people", query: "columns=role"))
      #expect(own.contains("data-label=\"Role\""), "the address goes before what is kept")
    }
  }
}
