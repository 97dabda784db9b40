import MarketSupport
import TestSupport
import Testing

@testable import Kernel
@testable import SellerPortal
@testable import Web

/// What the forms of vendors say when they are filled in wrongly.
@Suite("Refused pages of a shop")
struct RefusedPageTests {
  private static let forms: [(path: String, fields: [(String, String)])] = [
    ("products/new", [("title", ""), ("price", "abc"), ("brand", String(repeating: "x", count: 300))]),
    ("products/new", [("title", "T"), ("options[0].name", "Colour"), ("options[0].values", "")]),
    ("settings", [("name", ""), ("description", "x"), ("slug", "Ä Ö"), ("country", "DE")]),
    ("settings/contact", [("hours.monday", "early"), ("links.instagram", "nope")]),
    (
      "settings/delivery",
      [
        ("options[0].name", "Post"), ("options[0].price", "1"), ("options[0].minDays", "9"),
        ("options[0].maxDays", "2"),
      ]
    ),
    ("application/business", [("businessType", ""), ("legalName", "")]),
  ]

  @Test("Every sentence leads to its field and names nothing of the API", arguments: forms.indices)
  func leads(_ index: Int) async throws {
    let form = Self.forms[index]
    try await withMarket(.sqlite) { market in
      let desk = try await SellerDesk(market, try await market.openShop("Lamps"))
      let answer = try await desk.send(.post, "/sell/lamps/\(form.path)", form.fields)
      let page = String(decoding: answer.bodyBytes, as: UTF8.self)
      #expect(answer.status == .unprocessableContent)
      let list = try #require(page.firstRange(of: "form-errors__list"))
      let end = try #require(page[list.upperBound...].firstRange(of: "</ul>"))
      let links = page[list.upperBound..<end.lowerBound].split(separator: "href=\"#").dropFirst()
      #expect(!links.isEmpty)
      for link in links {
        let id = link.prefix { $0 != "\"" }
        #expect(page.contains("id=\"\(id)\""), "\(id)")
        for name in ["minDays", "maxDays", "basisPoints", "legalName"] {
          #expect(!link.drop { $0 != ">" }.contains(name), "\(link)")
        }
      }
    }
  }

  @Test("All that is wrong is told at once") func tellsAll() async throws {
    try await withMarket(.sqlite) { market in
      let desk = try await SellerDesk(market, try await market.openShop("Lamps"))
      func page(_ path: String, _ fields: [(String, String)]) async throws -> String {
        String(decoding: try await desk.send(.post, "/sell/lamps/\(path)", fields).bodyBytes, as: UTF8.self)
      }
      let product = try await page(
        "products/new", [("title", ""), ("price", "1"), ("stock", "many"), ("status", "active")])
      #expect(product.contains("href=\"#f-title\"") && product.contains("href=\"#f-stock\""))
      let settings = try await page(
        "settings", [("name", ""), ("description", "x"), ("slug", "Ä Ö"), ("country", "DE")])
      #expect(settings.contains("href=\"#f-name\"") && settings.contains("href=\"#f-slug\""))
    }
  }

  @Test("What is available is written as the reader's language writes it") func writesAmounts() async throws {
    try await withMarket(.sqlite) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Lamp", in: shop, price: 500_000)
      let orders = try await market.buy([(lamp, 1)], by: "cod").orders
      for order in orders { try await market.move(order, .processing, .shipped, .delivered) }
      let desk = try await SellerDesk(market, shop)
      let german = Language(tag: "de", catalogue: nil)
      let answer = try await Language.$current.withValue(german) {
        try await desk.send(.post, "/sell/lamps/balance/payouts", [("amount", "9999")])
      }
      let page = String(decoding: answer.bodyBytes, as: UTF8.self)
      #expect(answer.status == .conflict && page.contains("4.500,00") && !page.contains("4,500.00"))
    }
  }
}
