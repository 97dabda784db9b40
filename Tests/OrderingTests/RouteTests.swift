import Foundation
import Kernel
import Ordering
import TestSupport
import Testing
import Web

/// Every account has one shop: the one that it was given.
private struct OneShop: ShopAuthority {
  let shops: [AccountID: ShopID]

  func shop(_ idOrSlug: String, viewer: Viewer, permission: Permission) async throws -> ShopID? {
    shops[viewer.account].flatMap { $0.description == idOrSlug ? $0 : nil }
  }
}

/// What a client sees of an answer.
private struct Answer {
  let status: Int
  let json: JSONValue

  var wrongFields: [String] {
    guard case .array(let errors)? = json["errors"] else { return [] }
    return errors.compactMap { if case .string(let field)? = $0["field"] { field } else { nil } }
  }
}

/// The routes of the area without sockets.
private struct Client: Sendable {
  let application: WebApplication

  init(_ market: Market, shops: [AccountID: ShopID] = [:]) {
    var configuration = WebConfiguration()
    configuration.limitsRates = false
    application = WebApplication(
      routes: market.ordering.routes, configuration: configuration,
      services: WebServices(
        sessions: TokenSessions(), shops: OneShop(shops: shops), idempotency: NoIdempotency(), log: .silent))
  }

  func send(
    _ method: HTTPMethod, _ path: String, _ body: JSONValue? = nil, as account: AccountID? = nil
  ) async throws -> Answer {
    var headers = HTTPHeaders()
    if let account { headers[.authorization] = "Bearer \(account)" }
    var bytes: [UInt8] = []
    if let body {
      headers[.contentType] = "application/json"
      bytes = Array(try JSONEncoder().encode(body))
    }
    let incoming = IncomingRequest(method, "/api/v1\(path)", headers: headers, body: bytes)
    let response = await application.respond(to: incoming)
    let data = Data(response.bodyBytes)
    let json = data.isEmpty ? JSONValue.null : try JSONDecoder().decode(JSONValue.self, from: data)
    return Answer(status: response.status.code, json: json)
  }
}

private func text(_ value: JSONValue?) -> String {
  if case .string(let text)? = value { text } else { "" }
}

private func first(_ value: JSONValue?) -> JSONValue? {
  if case .array(let items)? = value { items.first } else { nil }
}

@Suite struct RouteTests {
  @Test(arguments: TestEngine.allCases)
  func aGuestBuysAndFollowsTheOrder(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"), price: 1_500)
      let client = Client(market)
      let opened = try await client.send(.post, "/carts")
      #expect(opened.status == 201)
      let cart = text(opened.json["id"])
      let filled = try await client.send(.put, "/carts/\(cart)/items/\(lamp)", .object(["quantity": 2]))
      #expect(filled.status == 200)
      #expect(filled.json["subtotal"]?["amount"] == .integer(3_000))
      guard let cartID = CartID(cart) else { return }
      let bought = try await client.send(.post, "/checkouts", CheckoutBody.json(cartID))
      #expect(bought.status == 201)
      #expect(bought.json["status"] == "completed")
      let order = first(bought.json["orders"])
      let path = "/orders/\(text(order?["id"]))"
      #expect(try await client.send(.get, path).status == 404)
      #expect(try await client.send(.get, "\(path)?key=00000000000000000000000000000000").status == 404)
      let key = text(order?["key"])
      let shown = try await client.send(.get, "\(path)?key=\(key)")
      #expect(shown.status == 200)
      #expect(first(shown.json["items"])?["title"] == "Lamp")
      // Without a body, as the reason may be left out.
      let cancelled = try await client.send(.post, "\(path)/cancel?key=\(key)")
      #expect(cancelled.status == 200)
      #expect(cancelled.json["status"] == "cancelled")
      let again = try await client.send(.post, "\(path)/cancel?key=\(key)", .object(["reason": "Twice"]))
      #expect(again.status == 409)
      #expect(try await market.stock(lamp) == Stock(10))
    }
  }

  @Test(arguments: TestEngine.allCases)
  func theIdOfAGuestsCheckoutOpensNothingOfIts(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"))
      let client = Client(market)
      for method in ["cod", "test"] {
        let body = CheckoutBody.json(try await market.cart([(lamp, 1)]).id, method: method)
        let placed = try await client.send(.post, "/checkouts", body)
        let (path, key) = ("/checkouts/\(text(placed.json["id"]))", text(placed.json["key"]))
        #expect(key.count == 32 && placed.json["email"] == "ada@example.com")
        for query in ["", "?key=\(key.reversed().map(String.init).joined())"] {
          let shown = try await client.send(.get, path + query)
          #expect(shown.status == 200 && shown.json["total"] == placed.json["total"])
          for name in ["cart", "email", "shippingAddress", "key"] {
            #expect(shown.json[name] == .null, "\(name)")
          }
          #expect(first(shown.json["orders"])?["key"] ?? .null == .null)
          #expect(try await client.send(.delete, path + query).status == 404)
        }
        let own = try await client.send(.get, "\(path)?key=\(key)")
        #expect(own.json["cart"] == placed.json["cart"] && placed.json["cart"] != .null)
        #expect(own.json["email"] == "ada@example.com" && own.json["shippingAddress"]?["city"] == "Berlin")
        #expect(first(own.json["orders"])?["key"] == first(placed.json["orders"])?["key"])
        let ended = try await client.send(.delete, "\(path)?key=\(key)")
        #expect(ended.status == (method == "cod" ? 409 : 200))
      }
      var ada = CheckoutBody.json(try await market.cart([(lamp, 1)]).id)
      if case .object(var members) = ada {
        members["expectedTotal"] = 999
        ada = .object(members)
      }
      let refused = try await client.send(.post, "/checkouts", ada)
      #expect(refused.status == 409 && refused.json["code"] == "total-changed")
      #expect(refused.json["total"]?["amount"] == .integer(1_000))
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aVendorMovesItsOwnOrdersOnly(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let (north, south) = (try await market.shop("north"), try await market.shop("south"))
      let (ada, bob) = (try await market.account(), try await market.account())
      let order = try await market.order(market.variant(of: north))
      let client = Client(market, shops: [ada: north, bob: south])
      let own = "/shops/\(north)/orders/\(order.id)"
      let crossed = "/shops/\(south)/orders/\(order.id)"
      let ship: JSONValue = .object(["to": "on_the_way"])
      #expect(try await client.send(.get, own, as: bob).status == 404)
      #expect(try await client.send(.get, crossed, as: bob).status == 404)
      #expect(try await client.send(.post, "\(crossed)/transitions", ship, as: bob).status == 404)
      #expect(try await client.send(.post, "\(own)/transitions", ship, as: bob).status == 404)
      #expect(try await client.send(.get, own).status == 401)
      let early = try await client.send(.post, "\(own)/transitions", ship, as: ada)
      #expect(early.status == 409)
      #expect(early.json["code"] == "transition-not-allowed")
      let wrong = try await client.send(.post, "\(own)/transitions", .object(["to": "lost"]), as: ada)
      #expect(wrong.status == 422)
      #expect(wrong.wrongFields == ["to"])
      let sent: JSONValue = .object(["to": "transferredToDeliveryPartner", "trackingNumber": "JD01"])
      let shipped = try await client.send(.post, "\(own)/transitions", sent, as: ada)
      #expect(shipped.status == 200)
      #expect(shipped.json["status"] == "shipped")
      #expect(shipped.json["allowedTransitions"] == .array(["onTheWay", "delivered"]))
      let list = try await client.send(.get, "/shops/\(south)/orders", as: bob)
      #expect(list.json["items"] == .array([]))
      #expect(try await client.send(.get, "/admin/orders", as: ada).status == 403)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func refusalsAreProblems(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market async throws in
      let lamp = try await market.variant(of: market.shop("north"), stock: 1)
      let client = Client(market)
      let cart = try await market.cart([(lamp, 1)])
      let path = "/carts/\(cart.id)/items/\(lamp)"
      let bodies: [JSONValue] = [
        .object([:]), .object(["quantity": -1]), .object(["quantity": 1_000]), .object(["quantity": "two"]),
        .object(["quantity": 1, "gift": true]), .object(["quantity": .number(1.5)]),
      ]
      for body in bodies { #expect(try await client.send(.put, path, body).status == 422) }
      let short = try await client.send(.put, path, .object(["quantity": 2]))
      #expect(short.status == 409)
      #expect(short.json["code"] == "out-of-stock")
      #expect(try await client.send(.get, "/carts/cart_nonsense").status == 404)
      #expect(try await client.send(.get, "/checkouts/\(CheckoutID())").status == 404)
      #expect(try await client.send(.get, "/orders").status == 401)
      let ada = try await market.account()
      #expect(try await client.send(.get, "/orders?status=lost", as: ada).status == 422)
      #expect(try await client.send(.get, "/orders?cursor=%21", as: ada).status == 422)
      #expect(try await client.send(.get, "/orders?cursor=YWJj", as: ada).status == 422)
      #expect(try await client.send(.get, "/me/cart", as: ada).status == 404)
    }
  }
}
