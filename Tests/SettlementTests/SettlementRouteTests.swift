import Foundation
import Identity
import Kernel
import MarketSupport
import Ordering
import Settlement
import TestSupport
import Testing
import Vendors

@testable import Web

/// The API of the area as clients see it: names in bodies and answers.
struct SettlementRouteTests {
  private func call(
    _ market: Market, _ method: HTTPMethod, _ path: String, _ parameters: [String: String] = [:],
    body: String? = nil, shop: Shop? = nil, query: String = ""
  ) async throws -> [String: Any] {
    let routes = market.settlement.routes + market.ordering.routes
    let route = try #require(
      routes.first { $0.method == method && $0.path == "/api/v1" + path })
    let account = try await market.identity.ensureOperator(email: market.email("caller"), name: "Caller")
    let viewer = Viewer(
      account: account.id, session: SessionID(), name: "Caller", email: "", adminRole: .superadmin,
      isCookie: false)
    let request = Request(
      method: method, headers: body == nil ? [:] : [.contentType: "application/json"],
      body: Array((body ?? "").utf8), viewer: viewer, shop: shop?.id,
      query: try Parameters(urlEncoded: Array(query.utf8)), pathParameters: parameters)
    let response = try await route.handle(request)
    let json =
      response.bodyBytes.isEmpty ? [:] : try JSONSerialization.jsonObject(with: Data(response.bodyBytes))
    return try #require(json as? [String: Any])
  }

  private func amount(_ money: Any?) -> Int? { (money as? [String: Any])?["amount"] as? Int }

  private func items(_ page: [String: Any]) -> [[String: Any]] { page["items"] as? [[String: Any]] ?? [] }

  @Test(arguments: TestEngine.allCases)
  func aCheckoutIsPaid(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let lamp = try await market.stock("Lamp", in: shop, price: 5000)
      let path = "/checkouts/{checkout}/payment"
      func pay(_ checkout: Checkout, _ body: String) async throws -> [String: Any] {
        try await call(market, .post, path, ["checkout": checkout.id.description], body: body)
      }
      let checkout = try await market.checkOut([(lamp, 1)])
      let asked = try await pay(checkout, #"{"token": "test_challenge"}"#)
      #expect((asked["payment"] as? [String: Any])?["status"] as? String == "challengeRequired")
      #expect(asked["status"] as? String == "awaitingPayment")
      let paid = try await pay(checkout, #"{"challenge": "pass"}"#)
      #expect((paid["payment"] as? [String: Any])?["status"] as? String == "succeeded")
      #expect((paid["orders"] as? [Any])?.count == 1)
      let cash = try await market.buy([(lamp, 1)], by: "cod")
      #expect(try await pay(cash, "{}")["status"] as? String == "completed")
      let other = try await market.checkOut([(lamp, 1)])
      for body in ["{}", #"{"token": ""}"#, #"{"token": 1}"#, #"{"card": "4242"}"#] {
        let problem = await #expect(throws: Problem.self) { _ = try await pay(other, body) }
        #expect(problem?.kind == .invalidInput)
      }
    }
  }

  @Test(
    "A checkout tells how its payment stands to whoever looks at it later", arguments: TestEngine.allCases)
  func aCheckoutTellsOfItsPayment(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let lamp = try await market.stock("Lamp", in: market.openShop("Lamps"), price: 5000)
      let checkout = try await market.checkOut([(lamp, 1)])
      func payment(of checkout: Checkout) async throws -> [String: Any] {
        let shown = try await call(
          market, .get, "/checkouts/{checkout}", ["checkout": checkout.id.description])
        return try #require(shown["payment"] as? [String: Any])
      }
      func pay(_ step: PaymentStep) async throws -> Problem? {
        do {
          _ = try await market.settlement.pay(checkout.id, with: step, viewer: nil)
          return nil
        } catch let problem as Problem {
          return problem
        }
      }
      #expect(try await payment(of: checkout)["status"] as? String == "pending")
      #expect(try await pay(.token("test_decline"))?.kind == .paymentDeclined)
      let declined = try await payment(of: checkout)
      #expect(declined["status"] as? String == "declined" && declined["message"] is String)
      #expect(try await pay(.token("test_challenge")) == nil)
      #expect(try await payment(of: checkout)["status"] as? String == "challengeRequired")
      #expect(try await pay(.challenge("pass")) == nil)
      let paid = try await payment(of: checkout)
      #expect(paid["status"] as? String == "succeeded" && paid["reference"] is String)
      // What was asked is over with a checkout that was given up, and paying says that it is over.
      let other = try await market.checkOut([(lamp, 1)])
      _ = try await market.settlement.pay(other.id, with: .token("test_challenge"), viewer: nil)
      _ = try await market.ordering.cancelCheckout(other.id, viewer: nil, key: other.accessKey)
      #expect(try await payment(of: other)["status"] as? String == "pending")
      let late = await #expect(throws: Problem.self) {
        _ = try await market.settlement.pay(other.id, with: .token("test_success"), viewer: nil)
      }
      #expect(late?.kind == .checkoutExpired)
      #expect(late?.detail.description.contains("open for too long") == false)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aShopIsPaidOut(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let order = try await market.buy([(try await market.stock("Lamp", in: shop, price: 10_000), 1)]).orders[
        0]
      try await market.move(order, .shipped, .delivered)
      let balance = try await call(market, .get, "/shops/{shop}/balance", shop: shop)
      #expect(amount(balance["available"]) == 9000)
      #expect(amount(balance["pending"]) == 0)
      let first = try await call(
        market, .post, "/shops/{shop}/payouts", body: #"{"amount": 4000, "note": "March"}"#, shop: shop)
      let second = try await call(
        market, .post, "/shops/{shop}/payouts", body: #"{"amount": {"amount": 1, "currency": "EUR"}}"#,
        shop: shop)
      #expect(first["status"] as? String == "requested")
      #expect(amount(first["amount"]) == 4000)
      for body in [
        #"{"amount": 0}"#, #"{"amount": -1}"#, #"{}"#, #"{"amount": {"amount": 1, "currency": "USD"}}"#,
        #"{"amount": 1.5}"#, #"{"amount": 99999999999999999}"#,
      ] {
        let problem = await #expect(throws: Problem.self) {
          _ = try await call(market, .post, "/shops/{shop}/payouts", body: body, shop: shop)
        }
        #expect(problem?.kind == .invalidInput)
        #expect(problem?.fields.first?.field == "amount")
      }
      let id = try #require(first["id"] as? String)
      let done = try await call(market, .post, "/admin/payouts/{payout}/complete", ["payout": id])
      #expect(done["status"] as? String == "completed")
      let failed = try await call(
        market, .post, "/admin/payouts/{payout}/fail", ["payout": try #require(second["id"] as? String)],
        body: #"{"reason": "No such account"}"#)
      #expect(failed["failureReason"] as? String == "No such account")
      let listed = try await call(market, .get, "/admin/payouts", query: "status=completed")
      #expect(items(listed).map { $0["id"] as? String } == [id])
      let lines = try await call(
        market, .get, "/shops/{shop}/transactions", shop: shop, query: "account=pending")
      #expect(items(lines).map { $0["kind"] as? String } == ["delivery", "sale"])
      #expect(amount(items(lines).last?["net"]) == 9000)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func commissionIsSet(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let shop = try await market.openShop("Lamps")
      let path = "/admin/commission-rules"
      let rule = try await call(
        market, .post, path,
        body: #"{"shop": "\#(shop.slug)", "percent": 7.25, "flat": {"amount": 30, "currency": "EUR"}}"#)
      #expect(rule["currency"] as? String == "EUR")
      #expect(rule["scope"] as? String == "shop")
      #expect(rule["basisPoints"] as? Int == 725)
      #expect(rule["flat"] as? Int == 30)
      let id = try #require(rule["id"] as? String)
      let changed = try await call(
        market, .patch, path + "/{rule}", ["rule": id], body: #"{"basisPoints": 0}"#)
      #expect(changed["basisPoints"] as? Int == 0)
      #expect(changed["flat"] as? Int == 30)
      #expect(items(try await call(market, .get, path)).count == 2)
      for body in [
        "{}", #"{"basisPoints": 10001}"#, #"{"basisPoints": -1}"#, #"{"scope": "shop", "basisPoints": 1}"#,
        #"{"scope": "default", "shop": "lamps", "basisPoints": 1}"#, #"{"shop": "nobody", "basisPoints": 1}"#,
        #"{"flat": 30}"#, #"{"percent": 12.345}"#,
        #"{"flat": {"amount": 30, "currency": "EUR"}, "currency": "USD"}"#,
        #"{"basisPoints": 1, "percent": 1}"#, #"{"basisPoints": 1, "currency": "XXX"}"#,
      ] {
        let problem = await #expect(throws: Problem.self) {
          _ = try await call(market, .post, path, body: body)
        }
        #expect(problem?.kind == .invalidInput, "\(body)")
      }
    }
  }
}
