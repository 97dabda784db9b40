import Kernel
import MarketSupport
import Ordering
import TestSupport
import Testing

@testable import SellerPortal
@testable import Web

/// Amounts in the forms of vendors, as these type them.
@Suite("Typed amounts")
struct TypedAmountFormTests {
  private func option(_ price: String, _ freeFrom: String) -> [(String, String)] {
    [
      ("options[0].name", "Post"), ("options[0].price", price), ("options[0].freeFrom", freeFrom),
      ("options[0].minDays", "1"), ("options[0].maxDays", "2"),
    ]
  }

  @Test("Thousands are thousands in the delivery form") func delivery() async throws {
    try await withMarket(.sqlite) { market in
      let shop = try await market.openShop("Lamps")
      let desk = try await SellerDesk(market, shop)
      _ = try await desk.send(.post, "/sell/lamps/settings/delivery", option("4.90", "1,500"))
      let stored = try #require(try await market.ordering.shippingOptions(of: shop.id).first)
      #expect(stored.price.amount == 490 && stored.freeFrom?.amount == 150_000)
      for wrong in ["1.500", "12.345", "$5", "ten"] {
        let answer = try await desk.send(.post, "/sell/lamps/settings/delivery", option("4.90", wrong))
        #expect(answer.status.code == 422, "\(wrong)")
        #expect(answer.shown.contains("€1,500.00") && answer.shown.contains("value=\"\(wrong)\""), "\(wrong)")
      }
      #expect(try await market.ordering.shippingOptions(of: shop.id).first == stored)
    }
  }

  @Test("A currency without decimals takes its thousands") func yen() async throws {
    try await withMarket(.sqlite) { market in
      let shop = try await market.openShop("Kiosk", currency: try #require(Currency("JPY")))
      let desk = try await SellerDesk(market, shop)
      _ = try await desk.send(.post, "/sell/kiosk/settings/delivery", option("10,000", ""))
      #expect(try await market.ordering.shippingOptions(of: shop.id).first?.price.amount == 10_000)
    }
  }

  @Test("A payout is what was written beside the balance") func payout() async throws {
    try await withMarket(.sqlite) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Lamp", in: shop, price: 500_000)
      let orders = try await market.buy([(lamp, 1)], by: "cod").orders
      for order in orders { try await market.move(order, .processing, .shipped, .delivered) }
      let desk = try await SellerDesk(market, shop)
      #expect(
        try await desk.send(.post, "/sell/lamps/balance/payouts", [("amount", "4.500")]).status.code == 422)
      _ = try await desk.send(.post, "/sell/lamps/balance/payouts", [("amount", "4,500")])
      #expect(try await market.settlement.balance(of: shop.id).inPayout.amount == 450_000)
    }
  }
}

/// What the forms of settings read that is written in one line.
@Suite("Typed lines")
struct TypedLineFormTests {
  @Test(
    "Opening hours are read in the digits and commas of any script",
    arguments: ["9:00–12:30, 14:00–18:00", "9-12:30; 14 - 18", "٩:٠٠–١٢:٣٠، ١٤:٠٠–١٨:٠٠", "۹–۱۲:۳۰؛ ۱۴–۱۸"])
  func hours(_ text: String) throws {
    let spans = try #require(ContactForm.spans(text))
    #expect(spans.map(\.opens.text) == ["09:00", "14:00"])
    #expect(spans.map(\.closes.text) == ["12:30", "18:00"])
  }

  @Test("What is no time is none in any script", arguments: ["٩", "9:00–", "٢٥:٠٠–٢٦:٠٠", "⅓–2", "㊿–60"])
  func noHours(_ text: String) { #expect(ContactForm.spans(text) == nil) }

  @Test("Countries have the commas of any script between them") func countries() {
    let form = DeliveryForm(
      Parameters([("options[0].name", "بريد"), ("options[0].countries", "jo، sa; EG")]))
    #expect(form.parameters.all("options[0].countries") == ["JO", "SA", "EG"])
  }
}

extension Response {
  /// The content as text.
  fileprivate var shown: String {
    guard case .bytes(let bytes) = body else { return "" }
    return String(decoding: bytes, as: UTF8.self)
  }
}
