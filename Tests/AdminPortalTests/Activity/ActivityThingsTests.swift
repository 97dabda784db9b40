import Foundation
import Kernel
import MarketSupport
import Ordering
import Settlement
import TestSupport
import Testing
import Vendors

@testable import Web

@Suite("What entries of the log are about")
struct ActivityThingsTests {
  @Test("An order that was moved is named by its number and led to", arguments: TestEngine.allCases)
  func namesOrders(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Lamp", in: shop, price: 1_999)
      let order = try #require(try await market.buy([(lamp, 1)]).orders.first)
      try await market.move(order, .processing)
      let answer = try await market.administer(.get, "/admin/audit")
      let page = String(decoding: answer.bodyBytes, as: UTF8.self)
      #expect(page.contains("activity__detail\" dir=\"auto\">\(order.number)</span>"))
      #expect(page.contains("href=\"/admin/orders/\(order.id)\""))
      let numbers = try await market.ordering.orderNumbers([order.id, OrderID()])
      #expect(numbers == [order.id: order.number])
      let product = try #require(order.items.first?.product)
      #expect(try await market.catalog.productTitles([product, ProductID()]) == [product: "Lamp"])
    }
  }

  @Test("Payouts are named by their amounts, papers by what they prove", arguments: TestEngine.allCases)
  func namesPayoutsAndPapers(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Lamp", in: shop, price: 1_999)
      let order = try #require(try await market.buy([(lamp, 1)]).orders.first)
      try await market.move(order, .processing, .shipped, .delivered)
      let payout = try await market.settlement.requestPayout(
        PayoutRequest(amount: 1_234), from: shop.id, by: shop.owner)
      let bytes = Array(try #require(Data(base64Encoded: Self.pixel)))
      func send(_ kind: DocumentKind) async throws -> ShopDocument {
        try await market.vendors.addDocument(
          kind, Upload(filename: "pass.png", contentType: "image/png", bytes: bytes), to: shop.id,
          by: shop.owner)
      }
      _ = try await send(.tax)
      let gone = try await send(.bankProof)
      try await market.vendors.deleteDocument(gone.id, of: shop.id)
      let answer = try await market.administer(.get, "/admin/audit")
      let page = String(decoding: answer.bodyBytes, as: UTF8.self)
      for name in ["€12.34", "Tax certificate", "Proof of the bank account"] {
        #expect(page.contains("activity__detail\" dir=\"auto\">\(name)</span>"), "\(name)")
      }
      #expect(page.contains("href=\"/admin/payouts/\(payout.id)\""))
      #expect(try await market.vendors.documentKinds([gone.id]).isEmpty)
      #expect(
        try await market.settlement.payoutAmounts([payout.id, PayoutID()]) == [payout.id: payout.amount])
    }
  }

  private static let pixel =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
}
