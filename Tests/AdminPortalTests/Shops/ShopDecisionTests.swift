import Foundation
import Kernel
import MarketSupport
import Settlement
import TestSupport
import Testing
import Vendors

@testable import Web

@Suite("Decisions about shops")
struct ShopDecisionTests {
  @Test("What stayed as before is told with its reason", arguments: TestEngine.allCases)
  func tellsReasons(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shops = [
        try await market.openShop("Kiln"), try await market.openShop("Loom"),
        try await market.openShop("Anvil"), try await market.openShop("Forge"),
      ]
      _ = try await market.vendors.suspend(shops[2].id, reason: "Before")
      let ids = shops.map { "ids=\($0.id)" }.joined(separator: "&")
      let answer = try await market.administer(
        .post, "/admin/shops/bulk",
        form: "action=suspend&confirmed=true&reason=Now&\(ids)&versions[\(shops[3].id)]=99")
      let told = try #require(answer.cookies.first { $0.name == Flash.cookieName }?.value)
      #expect(told.contains("2 shops are suspended."), "\(told)")
      #expect(
        told.contains("1 stayed as it was: A shop that is suspended can't become suspended."), "\(told)")
      #expect(told.contains("1 stayed as it was: Somebody decided about Forge"), "\(told)")
      #expect(told.hasPrefix("error"), "\(told)")
    }
  }

  @Test("A suspension of several without a reason asks again, with the shops")
  func asksForTheReason() async throws {
    try await withMarket(.sqlite) { market in
      let kiln = try await market.openShop("Kiln")
      let answer = try await market.administer(
        .post, "/admin/shops/bulk", form: "action=suspend&confirmed=true&ids=\(kiln.id)")
      let page = String(decoding: answer.bodyBytes, as: UTF8.self)
      #expect(answer.status == .unprocessableContent)
      #expect(page.contains("Give a reason.") && page.contains(kiln.id.description))
    }
  }

  @Test("What a vendor is asked for is kept as a code, and read in words", arguments: TestEngine.allCases)
  func keepsCodes(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let owner = try await market.identity.ensureOperator(email: try market.email("kiln"), name: "Kim")
      let shop = try await market.vendors.openShop(
        OpenShopInput(name: "Kiln", description: "Pots", country: "DE", currency: .eur), by: owner.id)
      let answer = try await market.administer(
        .post, "/admin/shops/{shop}/request-information", ["shop": shop.slug],
        form: "message=Please&items=identity&items=A+photo+of+the+kiln")
      #expect(answer.status == .seeOther)
      let question = try #require(try await market.vendors.application(of: shop.id).question)
      #expect(question.items == ["identity", "A photo of the kiln"])
      #expect(question.itemTitles == ["Proof of identity", Words(verbatim: "A photo of the kiln")])
      let page = try await market.administer(.get, "/admin/shops/{shop}", ["shop": shop.slug])
      #expect(
        String(decoding: page.bodyBytes, as: UTF8.self).contains("Please · Proof of identity · A photo"))
    }
  }

  @Test("An incomplete shop is opened only by who says so")
  func asksWhetherToOpen() async throws {
    try await withMarket(.sqlite) { market in
      let owner = try await market.identity.ensureOperator(email: try market.email("kiln"), name: "Kim")
      let shop = try await market.vendors.openShop(
        OpenShopInput(name: "Kiln", description: "Pots", country: "DE", currency: .eur), by: owner.id)
      let refused = try await market.administer(
        .post, "/admin/shops/{shop}/approve", ["shop": shop.slug], form: "")
      #expect(refused.status == .unprocessableContent)
      #expect(try await market.vendors.shop(shop.id).status == .pending)
      let done = try await market.administer(
        .post, "/admin/shops/{shop}/approve", ["shop": shop.slug], form: "anyway=true")
      #expect(done.status == .seeOther)
      #expect(try await market.vendors.shop(shop.id).isOpen)
    }
  }

  @Test("The default commission is changed for the one that was seen", arguments: TestEngine.allCases)
  func staleDefaultsAreRefused(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      func share() async throws -> Int64? {
        try await market.settlement.commissionRules().first { $0.rule.isFallback }?.rule.basisPoints
      }
      let page = try await market.administer(.get, "/admin/commission")
      let text = String(decoding: page.bodyBytes, as: UTF8.self)
      let match = try #require(text.firstMatch(of: /name="basis" value="([^"]*)"/))
      let basis = try #require(
        String(match.1).replacing("&amp;", with: "&").addingPercentEncoding(
          withAllowedCharacters: .alphanumerics))
      func set(_ percent: String) async throws -> Response {
        try await market.administer(
          .post, "/admin/commission", form: "scope=default&percent=\(percent)&basis=\(basis)")
      }
      #expect(try await set("12").status == .seeOther)
      let stale = try await set("8")
      #expect(stale.status == .conflict)
      #expect(String(decoding: stale.bodyBytes, as: UTF8.self).contains("This is “12” now."))
      #expect(try await share() == 1_200)
      // Without what it showed a form is taken as it is.
      let plain = try await market.administer(.post, "/admin/commission", form: "scope=default&percent=9")
      #expect(plain.status == .seeOther)
      #expect(try await share() == 900)
    }
  }
}
