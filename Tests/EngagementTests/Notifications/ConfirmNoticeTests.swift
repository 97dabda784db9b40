import Areas
import Identity
import Kernel
import MarketSupport
import Persistence
import TestSupport
import Testing
import Vendors
import Web

@testable import Catalog
@testable import Engagement

extension MailBox {
  /// How many mails an address got about goods that are back.
  func told(_ address: String) -> Int { to(address).count { $0.subject.hasSuffix("is back in stock") } }

  /// How many mails an address got that ask whether it wants one.
  func asked(_ address: String) -> Int { to(address).count { $0.subject.contains("Shall we write to you") } }
}

/// Whoever types the address of somebody else has nothing mailed to them but a question.
struct ConfirmNoticeTests {
  private func sold(_ market: Market, _ title: String, in shop: Shop) async throws -> (VariantID, String) {
    let variant = try await market.stock(title, in: shop, price: 100, pieces: 0)
    return (variant, try await market.catalog.stockLevel(variant, of: shop.id).product.description)
  }

  private func ask(
    _ market: Market, _ goods: (VariantID, String), _ email: String
  ) async throws -> StockNoticeReceipt {
    let input = try StockNoticeInput.read(
      .object(["variant": .string(goods.0.description), "email": .string(email)]))
    return try await market.catalog.askForNotice(of: goods.1, input, by: nil)
  }

  private func receive(_ market: Market, _ goods: (VariantID, String), _ shop: Shop) async throws {
    let input = StockAdjustmentInput(delta: 1, reason: .received)
    _ = try await market.catalog.adjustStock(goods.0, of: shop.id, input)
  }

  @Test(arguments: TestEngine.allCases)
  func whoConfirmsNothingIsToldNothing(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await sold(market, "Cheap pills at evil.example", in: shop)
      #expect(try await !ask(market, lamp, "stranger@example.org").isConfirmed)
      #expect(try await !ask(market, lamp, "stranger@example.org").isConfirmed)
      try await receive(market, lamp, shop)
      try await market.catalog.tellOverdueNotices()
      let box = MailBox()
      try await market.drain(box)
      #expect(await box.asked("stranger@example.org") == 1)
      #expect(await box.told("stranger@example.org") == 0)
      let mail = try #require(await box.to("stranger@example.org").first)
      #expect(!mail.text.contains("evil.example"), "a vendor's words go to nobody who wants none")
      #expect(mail.text.contains("/notices/stop?token="))
      // The button in it is pressed, late and twice: what is back by now is told at once.
      let link = try #require(mail.text.firstMatch(of: /confirm\?token=([A-Za-z0-9_-]+)/))
      for _ in 0..<2 { try await market.catalog.confirmNotice(token: String(link.1)) }
      try await market.catalog.confirmNotice(token: "nobody's")
      let later = MailBox()
      try await market.drain(later)
      #expect(await later.told("stranger@example.org") == 1)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func anAddressIsAskedAFewTimesADay(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      var refused = 0
      for number in 0..<8 {
        let goods = try await sold(market, "Lamp \(number)", in: shop)
        do { _ = try await ask(market, goods, "Stranger@example.org") } catch let problem as Problem {
          #expect(problem.kind == .notAllowedNow)
          refused += 1
        }
      }
      #expect(refused == 3)
      let box = MailBox()
      try await market.drain(box)
      #expect(await box.asked("stranger@example.org") == 5)
      market.clock.advance(seconds: 86_401)
      #expect(
        try await !ask(market, try await sold(market, "Late", in: shop), "stranger@example.org").isConfirmed)
      // What nobody confirms is forgotten after a week.
      market.clock.advance(seconds: 8 * 86_400)
      let data = StockNoticePersonalData()
      let gone = try await market.database.write { try data.expire(Retention(), limit: 100, $0) }
      #expect(gone == 6)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func manyAtTheSameMomentAreNoMoreMails(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      var goods: [(VariantID, String)] = []
      for number in 0..<12 { goods.append(try await sold(market, "Lamp \(number)", in: shop)) }
      for lamp in goods.prefix(5) { _ = try await ask(market, lamp, "stranger@example.org") }
      // What was asked for while those five were not stored yet, which no request can see.
      for lamp in goods.dropFirst(5) {
        try await market.database.write { tx in
          let id = try StockNoticeStore.keep(
            lamp.0, account: nil, email: "stranger@example.org", language: "en", token: "of \(lamp.0)",
            isConfirmed: false, confirmationAt: tx.now, tx)
          try tx.emit(StockNoticeAsked(notice: id))
        }
      }
      let box = MailBox()
      try await market.drain(box)
      #expect(await box.asked("stranger@example.org") <= 5)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func anAccountIsToldAtItsOwnAddress(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await sold(market, "Brass lamp", in: shop)
      let ada = try await market.identity.ensureOperator(email: market.email("ada"), name: "Ada")
      let input = try StockNoticeInput.read(
        .object(["variant": .string(lamp.0.description), "email": "stranger@example.org"]))
      #expect(try await market.catalog.askForNotice(of: lamp.1, input, by: ada.id).isConfirmed)
      try await receive(market, lamp, shop)
      let box = MailBox()
      try await market.drain(box)
      #expect(await box.to("stranger@example.org").isEmpty)
      #expect(await box.told("ada@example.org") == 1)
    }
  }
}
