import Catalog
import Identity
import Kernel
import MarketSupport
import Ordering
import Persistence
import Settlement
import TestSupport
import Testing
import Vendors

/// A request with an Idempotency-Key that moves money or goods, ready to be sent.
struct KeyedCall: Sendable {
  /// Where it is declared, as `/carts/{cart}/claim`.
  let route: String
  /// What tells it from the others of its route.
  let kind: String
  let path: String
  var body: String?
  var contentType = "application/json"
  /// Who sends it; `nil` for a guest.
  var account: AccountID?
  /// Which of the like it is; each has goods, orders and a key of its own.
  var number = 0

  var name: String { kind.isEmpty ? route : "\(route) \(kind)" }
  var key: String { "key-\(kind.replacing(" ", with: "-"))-\(number)" }
}

/// A market with what keyed calls act on.
struct KeyedMarket: Sendable {
  let market: Market
  let gateway: FlakyGateway
  let shop: Shop
  let lamp: VariantID
  /// Where the shop keeps its goods.
  let places: [StockLocation]
  /// Nobody decides about the payouts of their own shop.
  let finance: AccountID
  /// One on which nothing breaks by itself.
  let node: TestAPI

  init(_ market: Market, _ gateway: FlakyGateway) async throws {
    self.market = market
    self.gateway = gateway
    node = market.node()
    shop = try await market.earningShop()
    lamp = try await market.stock("Lamp", in: shop, price: 5_000, pieces: 10_000)
    places = [
      try await market.catalog.addLocation(StockLocationInput(name: "Shop"), to: shop.id),
      try await market.catalog.addLocation(StockLocationInput(name: "Cellar"), to: shop.id),
    ]
    finance = try await market.identity.ensureOperator(email: market.email("finance"), name: "Finance").id
  }

  /// One call of every kind. No two calls with different numbers act on the same thing.
  func calls(_ number: Int) async throws -> [KeyedCall] {
    var calls = try await declinedRefunds(number)
    calls += try await carts(number) + payments()
    calls += try await customers() + sellers() + administrators()
    calls += try await payouts() + rules(number) + goods(number) + transfers(number)
    return calls.map { call in
      var numbered = call
      numbered.number = number
      return numbered
    }
  }

  private func somebody(_ name: String) async throws -> AccountID {
    try await market.identity.ensureOperator(email: market.email(name), name: "Somebody").id
  }

  private func carts(_ number: Int) async throws -> [KeyedCall] {
    let buyer = try await somebody("buyer-\(number)")
    let claimed = try await market.cart(lamp)
    return [
      KeyedCall(route: "/carts", kind: "", path: "/carts", account: buyer),
      KeyedCall(
        route: "/carts/{cart}/claim", kind: "", path: "/carts/\(claimed)/claim",
        account: try await somebody("claimer-\(number)")),
      KeyedCall(
        route: "/checkouts", kind: "at the door", path: "/checkouts",
        body: checkoutBody(try await market.cart(lamp))),
      KeyedCall(
        route: "/checkouts", kind: "online", path: "/checkouts",
        body: checkoutBody(try await market.cart(lamp), by: "test")),
    ]
  }

  private func payments() async throws -> [KeyedCall] {
    func call(_ kind: String, _ checkout: Checkout, _ body: String) -> KeyedCall {
      KeyedCall(
        route: "/checkouts/{checkout}/payment", kind: kind, path: "/checkouts/\(checkout.id)/payment",
        body: body)
    }
    let challenged = try await market.checkOut([(lamp, 1)])
    _ = try await market.settlement.pay(challenged.id, with: .token("test_challenge"), viewer: nil)
    return [
      call("card", try await market.checkOut([(lamp, 2)]), #"{"token": "test_success"}"#),
      call("question", try await market.checkOut([(lamp, 1)]), #"{"token": "test_challenge"}"#),
      call("answer", challenged, #"{"challenge": "pass"}"#),
    ]
  }

  private func customers() async throws -> [KeyedCall] {
    let cancelled = try await order()
    let delivered = try await order(.processing, .shipped, .delivered)
    return [
      KeyedCall(
        route: "/orders/{order}/cancel", kind: "",
        path: "/orders/\(cancelled.id)/cancel?key=\(cancelled.accessKey)"),
      KeyedCall(
        route: "/orders/{order}/refund-requests", kind: "",
        path: "/orders/\(delivered.id)/refund-requests?key=\(delivered.accessKey)",
        body: #"{"reason": "It flickers"}"#),
    ]
  }

  private func sellers() async throws -> [KeyedCall] {
    func call(_ order: Order, to state: OrderStatus) -> KeyedCall {
      KeyedCall(
        route: "/shops/{shop}/orders/{order}/transitions", kind: state.rawValue,
        path: "/shops/\(shop.id)/orders/\(order.id)/transitions", body: #"{"to": "\#(state.rawValue)"}"#,
        account: shop.owner)
    }
    return [
      call(try await order(by: "cod"), to: .processing), call(try await order(), to: .shipped),
      call(try await order(by: "cod", .shipped), to: .delivered), call(try await order(), to: .cancelled),
      call(try await order(.shipped, .delivered, .refundRequested), to: .refunded),
    ]
  }

  private func administrators() async throws -> [KeyedCall] {
    let order = try await order(by: "cod")
    return [
      KeyedCall(
        route: "/admin/orders/{order}/transitions", kind: "",
        path: "/admin/orders/\(order.id)/transitions", body: #"{"to": "cancelled"}"#, account: finance)
    ]
  }

  private func payouts() async throws -> [KeyedCall] {
    func asked(_ amount: Int64) async throws -> PayoutID {
      try await market.settlement.requestPayout(
        PayoutRequest(amount: amount), from: shop.id, by: shop.owner
      ).id
    }
    return [
      KeyedCall(
        route: "/shops/{shop}/payouts", kind: "", path: "/shops/\(shop.id)/payouts",
        body: #"{"amount": 1000}"#, account: shop.owner),
      KeyedCall(
        route: "/admin/payouts/{payout}/complete", kind: "",
        path: "/admin/payouts/\(try await asked(700))/complete", account: finance),
      KeyedCall(
        route: "/admin/payouts/{payout}/fail", kind: "", path: "/admin/payouts/\(try await asked(800))/fail",
        body: #"{"reason": "closed"}"#, account: finance),
    ]
  }

  /// First of all, since what is due runs for it.
  private func declinedRefunds(_ number: Int) async throws -> [KeyedCall] {
    let order = try await order()
    gateway.refuseRefunds(true)
    try await market.move(order, .cancelled)
    try await market.drain()
    gateway.refuseRefunds(false)
    let refund = try #require(await market.settlement.refund(of: order.id))
    #expect(refund.state == .declined)
    return [
      KeyedCall(
        route: "/admin/refunds/{refund}/retry", kind: "", path: "/admin/refunds/\(refund.id)/retry",
        account: finance)
    ]
  }

  /// Of a category without goods, so that no order costs more because of it.
  private func rules(_ number: Int) async throws -> [KeyedCall] {
    let category = try await market.category("Category \(number)")
    return [
      KeyedCall(
        route: "/admin/commission-rules", kind: "", path: "/admin/commission-rules",
        body: #"{"category": "\#(category)", "percent": 7}"#, account: finance)
    ]
  }

  /// Each of goods of its own.
  private func transfers(_ number: Int) async throws -> [KeyedCall] {
    func transfer(_ name: String, isSent: Bool) async throws -> (path: String, variant: VariantID) {
      let crate = try await market.stock("\(name) \(number)", in: shop, price: 300, pieces: 9)
      let input = StockTransferInput(
        source: places[0].id, target: places[1].id, lines: [StockTransferLineInput(crate, 4)])
      let id = try await market.catalog.writeTransfer(input, in: shop.id).transfer.id
      if isSent { _ = try await market.catalog.sendTransfer(id, of: shop.id) }
      return ("/shops/\(shop.id)/stock-transfers/\(id)", crate)
    }
    let route = "/shops/{shop}/stock-transfers/{transfer}"
    let received = try await transfer("Crate", isSent: true)
    return [
      KeyedCall(
        route: "\(route)/dispatch", kind: "",
        path: "\(try await transfer("Box", isSent: false).path)/dispatch",
        account: shop.owner),
      KeyedCall(
        route: "\(route)/receipts", kind: "", path: "\(received.path)/receipts",
        body: #"{"lines": [{"variant": "\#(received.variant)", "pieces": 3}]}"#, account: shop.owner),
      KeyedCall(
        route: "\(route)/shortfall", kind: "",
        path: "\(try await transfer("Bag", isSent: true).path)/shortfall",
        body: #"{"reason": "lost"}"#, account: shop.owner),
    ]
  }

  private func goods(_ number: Int) async throws -> [KeyedCall] {
    let variant = try await market.stock("Vase \(number)", in: shop, price: 900, pieces: 7)
    let vase = try await market.database.read {
      try $0.value("SELECT product_id FROM variants WHERE id = \(variant)", as: ProductID.self)
    }
    let product = try #require(vase)
    try await market.catalog.deleteProduct(product.description, of: shop.id)
    let tray = try await market.stock("Tray \(number)", in: shop, price: 500, pieces: 9)
    let count = try await market.catalog.startCount(StockCountInput(name: "Round \(number)"), in: shop.id)
    _ = try await market.catalog.keepCounted([TypedCount(tray, 8, seen: nil)], in: count.id, of: shop.id)
    return [
      KeyedCall(
        route: "/shops/{shop}/stock/{variant}/adjustments", kind: "",
        path: "/shops/\(shop.id)/stock/\(lamp)/adjustments", body: #"{"delta": 3, "reason": "received"}"#,
        account: shop.owner),
      KeyedCall(
        route: "/shops/{shop}/stock-counts/{count}/booking", kind: "",
        path: "/shops/\(shop.id)/stock-counts/\(count.id)/booking", account: shop.owner),
      KeyedCall(
        route: "/shops/{shop}/products", kind: "", path: "/shops/\(shop.id)/products",
        body: #"{"title": "Bowl \#(number)", "description": "Round", "price": 1200, "stock": 5}"#,
        account: shop.owner),
      KeyedCall(
        route: "/shops/{shop}/products/{product}/restore", kind: "",
        path: "/shops/\(shop.id)/products/\(product)/restore", account: shop.owner),
      KeyedCall(
        route: "/shops/{shop}/imports", kind: "", path: "/shops/\(shop.id)/imports",
        body: """
          Handle,Title,Variant Price,Variant Inventory Qty
          cup-\(number),Cup,4.00,11
          jug-\(number),Jug,6.00,3

          """, contentType: "text/csv", account: shop.owner),
    ]
  }

  private func order(by method: String = "test", _ states: OrderStatus...) async throws -> Order {
    let order = try await market.buy([(lamp, 1)], by: method).orders[0]
    for state in states { try await market.move(order, state) }
    return order
  }
}
