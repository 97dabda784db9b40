import Catalog
import Kernel
import MarketSupport
import TestSupport
import Testing
import Vendors

@testable import Engagement

/// What vendors are told of products that the marketplace hides.
struct HidingMailTests {
  private let vendor = "vendor-lamps@example.org"

  @Test(arguments: TestEngine.allCases)
  func oneMailTellsOfAllOfADecision(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let lamps = try await market.openShop("Lamps")
      for title in ["Brass lamp", "Tin lamp"] { _ = try await market.stock(title, in: lamps, price: 100) }
      let ids = [
        try await market.catalog.productForDesk("brass-lamp").id,
        try await market.catalog.productForDesk("tin-lamp").id,
      ]
      let choices = ids.map { ProductChoice($0) }
      for _ in 0..<2 { _ = try await market.catalog.hideProducts(choices, reason: "Copies <of> others") }
      let box = MailBox()
      try await market.drain(box)
      let mails = await box.to(vendor)
      #expect(mails.count == 1)
      let text = mails.first?.text ?? ""
      for word in ["Brass lamp", "Tin lamp", "Copies <of> others", "/sell/\(lamps.id)/products?show=hidden"] {
        #expect(text.contains(word), "\(word) is not in \(text)")
      }
      #expect(mails.first?.subject == "2 products are hidden from customers (Lamps)")
      #expect(mails.first?.html?.contains("Copies &lt;of&gt; others") == true)
      _ = try await market.catalog.unhideProduct(ids[0].description)
      let later = MailBox()
      try await market.drain(later)
      let shown = await later.to(vendor)
      #expect(shown.map(\.subject) == ["Brass lamp is hidden no longer (Lamps)"])
      #expect(shown.first?.text.contains("/sell/\(lamps.id)/products/\(ids[0])") == true)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func theReasonIsInTheMailOfOne(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let lamps = try await market.openShop("Lamps")
      _ = try await market.stock("Brass lamp", in: lamps, price: 100)
      let product = try await market.catalog.hideProduct(
        "brass-lamp", HideProductInput(reason: "No picture"))
      let box = MailBox()
      try await market.drain(box)
      let mail = try #require(await box.to(vendor).first)
      #expect(mail.subject == "Brass lamp is hidden from customers (Lamps)")
      #expect(mail.text.contains("No picture"))
      #expect(mail.text.contains("/sell/\(lamps.id)/products/\(product.id)"))
    }
  }
}
