import Assembly
import Catalog
import Foundation
import HTTPTypes
import Kernel
import MarketSupport
import Settlement
import TestSupport
import Testing
import Vendors

@testable import Web

/// Every address by which administrators change something, with things of a shop that belongs to who asks.
@Suite("Nobody who runs the marketplace decides about their own shop")
struct OwnShopRouteTests {
  /// What is no matter of one shop: people, the range of categories, the site, the log.
  private static let ofNoShop = [
    "/admin/accounts", "/admin/people", "/admin/erasures", "/admin/barred-addresses", "/admin/site",
    "/admin/audit", "/admin/categories", "/admin/category-imports", "/admin/search-rules", "/admin/home",
    "/admin/markets",
  ]
  /// Of a shop all the same.
  private static let ofShops = ["/admin/categories/wishes"]

  @Test("Each of their addresses refuses it, or is about no shop", arguments: TestEngine.allCases)
  func everyRouteRefuses(_ engine: TestEngine) async throws {
    let gateway = FlakyGateway()
    try await withMarket(engine, gateways: [gateway]) { market in
      let own = try await OwnThings(market, gateway)
      let application = TestAPI(routes: market.assembly.routes(), sessions: OneAdmin(account: own.owner))
        .application
      var walked = 0
      for route in market.assembly.routes() where Self.decidesAboutShops(route) {
        let place = Comment(rawValue: "\(route.method) \(route.path)")
        guard let request = own.request(route) else {
          Issue.record("nobody knows what to send to \(route.method) \(route.path)")
          continue
        }
        let answer = await application.respond(to: request)
        #expect(OwnThings.isRefusal(answer), place)
        walked += 1
      }
      #expect(walked >= 25)
      #expect(try await own.state(market) == own.before)
    }
  }

  private static func decidesAboutShops(_ route: Route) -> Bool {
    guard case .admin = route.access, !route.method.isSafe else { return false }
    let path = route.path.replacing(Route.apiPrefix, with: "")
    if ofShops.contains(path) { return true }
    return !ofNoShop.contains { path == $0 || path.hasPrefix($0 + "/") }
  }
}

/// Shops in every state and what belongs to them, all of one owner.
private struct OwnThings {
  private static let pixel =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

  let owner: AccountID
  let before: [String]
  private let shop: Shop
  private let shops: [String: ShopID]
  private let values: [String: String]

  init(_ market: Market, _ gateway: FlakyGateway) async throws {
    let shop = try await market.openShop("Own")
    self.shop = shop
    owner = shop.owner
    shops = try await Self.shops(market, shop)
    let lamp = try await market.stock("Lamp", in: shop, price: 100_000)
    let delivered = try await market.buy([(lamp, 1)]).orders[0]
    try await market.move(delivered, .processing, .shipped, .delivered)
    let declined = try await market.buy([(lamp, 1)]).orders[0]
    gateway.refuseRefunds(true)
    try await market.move(declined, .cancelled)
    try await market.drain()
    let refund = try #require(try await market.settlement.refund(of: declined.id))
    try #require(refund.state == .declined)
    let order = try await market.buy([(lamp, 1)], by: "cod").orders[0]
    let payout = try await market.settlement.requestPayout(
      PayoutRequest(amount: 700), from: shop.id, by: shop.owner)
    let rule = try await market.settlement.setCommission(
      CommissionRuleDraft(scope: .shop, shop: shop.slug, basisPoints: 100))
    let hidden = try await market.catalog.hideProduct("lamp", HideProductInput(reason: "Theirs"))
    let bytes = Array(try #require(Data(base64Encoded: Self.pixel)))
    let document = try await market.vendors.addDocument(
      .identity, Upload(filename: "pass.png", contentType: "image/png", bytes: bytes), to: shop.id,
      by: shop.owner)
    _ = try await market.category("Home")
    try await market.database.write { tx in
      try tx.run(
        """
        INSERT INTO product_wishes (product_id, wish, wish_key)
        SELECT id, 'Odd things', 'odd things' FROM products
        """)
    }
    values = [
      "shop": shop.id.description, "order": order.id.description, "refund": refund.id.description,
      "product": hidden.id.description, "payout": payout.id.description, "rule": rule.rule.id.description,
      "document": document.id.description, "declined": declined.id.description,
    ]
    before = try await Self.states(market)
  }

  /// In the state that each decision is about.
  private static func shops(_ market: Market, _ open: Shop) async throws -> [String: ShopID] {
    func another(_ name: String) async throws -> ShopID {
      let input = OpenShopInput(name: name, description: name, country: "DE", currency: .eur)
      return try await market.vendors.openShop(input, by: open.owner).id
    }
    let waiting = try await another("Waiting")
    let (suspended, closed) = (try await another("Suspended"), try await another("Closed"))
    for id in [suspended, closed] { _ = try await market.vendors.approve(id) }
    _ = try await market.vendors.suspend(suspended, reason: "Dust")
    try await market.vendors.closeShop(closed)
    return [
      "approve": waiting, "reject": waiting, "request-information": waiting, "suspend": open.id,
      "unsuspend": suspended, "restore": closed,
    ]
  }

  func state(_ market: Market) async throws -> [String] { try await Self.states(market) }

  /// What of all this a decision would change.
  private static func states(_ market: Market) async throws -> [String] {
    try await market.database.read { snapshot in
      try [
        "SELECT status FROM shops ORDER BY id", "SELECT status FROM orders ORDER BY id",
        "SELECT status FROM refunds ORDER BY id", "SELECT status FROM payouts ORDER BY id",
        "SELECT CAST(basis_points AS TEXT) FROM commission_rules ORDER BY id",
        "SELECT status FROM shop_documents ORDER BY id",
        "SELECT CAST(COUNT(*) AS TEXT) FROM products WHERE category_id IS NOT NULL",
        "SELECT reason FROM product_hidings ORDER BY product_id",
        "SELECT CAST(COUNT(*) AS TEXT) FROM products WHERE hidden_at IS NOT NULL",
      ].flatMap { try snapshot.values($0, as: String.self) }
    }
  }

  /// What its page or its document says is to be sent; `nil` for an address that nobody has thought of here.
  func request(_ route: Route) -> IncomingRequest? {
    let pieces = route.path.split(separator: "/").map(String.init)
    guard let last = pieces.last else { return nil }
    var names = values
    if let own = shops[last], !pieces.contains("documents") { names["shop"] = own.description }
    // The one button of an order's page that is about its refund.
    if last == "refund" { names["order"] = values["declined"] }
    var path = ""
    for piece in pieces {
      guard piece.hasPrefix("{") else {
        path += "/\(piece)"
        continue
      }
      guard let value = names[String(piece.dropFirst().dropLast())] else { return nil }
      path += "/\(value)"
    }
    guard let sent = fields(of: route, last) else { return nil }
    if route.kind == .page {
      let form = Parameters(sent.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }).encoded
      return IncomingRequest(
        route.method, path,
        headers: [
          .cookie: "\(Cookie.sessionName)=me", .secFetchSite: "same-origin",
          .contentType: "application/x-www-form-urlencoded",
        ], body: Array(form.utf8))
    }
    let members = sent.map { "\"\($0.key)\":\(Int($0.value) == nil ? "\"\($0.value)\"" : $0.value)" }
    let body = members.isEmpty ? "" : "{\(members.sorted().joined(separator: ","))}"
    return IncomingRequest(
      route.method, path, headers: [.authorization: "Bearer me", .contentType: "application/json"],
      body: Array(body.utf8))
  }

  private func fields(of route: Route, _ last: String) -> [String: String]? {
    switch last {
    case "unsuspend", "restore", "accept", "complete", "retry", "refund", "delete": [:]
    case "approve": route.kind == .page ? ["anyway": "true"] : [:]
    case "reject", "suspend", "fail", "hide": ["reason": "Mine"]
    case "request-information": ["message": "Mine"]
    case "transitions", "{order}": ["to": "cancelled"]
    case "commission", "commission-rules": ["scope": "shop", "shop": shop.slug, "percent": "1"]
    case "{rule}": route.method == .delete ? [:] : ["percent": "1"]
    case "wishes", "category-wishes": ["wish": "Odd things", "category": "home"]
    case "bulk" where route.path.contains("/products/"):
      ["action": "hide", "ids": values["product"] ?? "", "confirmed": "true", "reason": "Mine"]
    case "bulk":
      ["action": "suspend", "ids": shop.id.description, "confirmed": "true", "reason": "Mine"]
    default: nil
    }
  }

  /// Refused, and because of whose shop it is.
  static func isRefusal(_ answer: Response) -> Bool {
    let told = answer.cookies.first { $0.name == Flash.cookieName }?.value ?? ""
    let text = String(decoding: answer.bodyBytes, as: UTF8.self)
    return answer.status == .forbidden && (text.contains("own-shop") || text.contains("You own"))
      || answer.status == .seeOther && told.contains("You own this shop")
  }
}

/// Whoever asks is this superadmin.
private struct OneAdmin: SessionAuthority {
  let account: AccountID

  func viewer(token: String, isCookie: Bool) async throws -> Viewer? {
    Viewer(
      account: account, session: SessionID(), name: "Me", email: "me@example.org", adminRole: .superadmin,
      isCookie: isCookie)
  }
}
