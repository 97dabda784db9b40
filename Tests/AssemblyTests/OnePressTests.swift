import Assembly
import Catalog
import Identity
import Kernel
import MarketSupport
import TestSupport
import Testing
import Vendors

@testable import Web

/// What ends something on a page, and can't be undone there, asks first in a dialog.
@Suite("What ends something is not done by one press")
struct OnePressTests {
  private static let endings: Set<Substring> = [
    "ban", "cancel", "close", "decline", "delete", "demote", "end", "end-others", "leave", "lift", "remove",
    "revoke", "sign-out", "unlink",
  ]
  private static let password = "correct horse battery"

  /// The addresses of a page's forms that end something, and whether they stand in a dialog.
  private static func endings(_ page: String) -> [(path: String, isAsked: Bool)] {
    var isInDialog = false
    var found: [(path: String, isAsked: Bool)] = []
    let tags = /<dialog|<\/dialog>|<form [^>]*action="(?<path>[^"]*)"/
    for tag in page.matches(of: tags) {
      switch tag.output.0 {
      case "<dialog": isInDialog = true
      case "</dialog>": isInDialog = false
      default:
        let path = tag.output.path.map(String.init) ?? ""
        let last = path.split(separator: "/").last ?? ""
        if endings.contains(last) { found.append((path, isInDialog)) }
      }
    }
    return found
  }

  private func page(
    _ path: String, _ viewer: Viewer, _ market: Market, _ parameters: [String: String] = [:]
  ) async throws -> String {
    let route = try #require(market.assembly.routes().first { $0.path == path && $0.method == .get })
    let answer = try await route.handle(
      Request(method: .get, path: path, viewer: viewer, pathParameters: parameters))
    try #require(answer.status == .ok, "\(path)")
    return String(decoding: answer.bodyBytes, as: UTF8.self)
  }

  /// An administrator who is logged in at another device, too.
  private func administrator(_ market: Market) async throws -> (viewer: Viewer, other: SessionID) {
    let email = try market.email("chief")
    let chief = try await market.identity.createAdmin(email: email, name: "Chief", password: Self.password)
    let session = try await market.identity.signIn(
      SignInInput(email: email, password: Self.password),
      Device(kind: .bearer, userAgent: "Test", clientAddress: "192.0.2.1"))
    let other = try #require(try await market.identity.viewer(token: session.token, isCookie: false)).session
    let viewer = Viewer(
      account: chief.id, session: SessionID(), name: "Chief", email: email.text, adminRole: .superadmin,
      isCookie: true)
    return (viewer, other)
  }

  @Test("An order that waits is given up, and a device logged out, in a dialog")
  func ofCustomers() async throws {
    try await withMarket(.sqlite) { market in
      let (viewer, device) = try await administrator(market)
      let lamp = try await market.stock("Lamp", in: try await market.openShop("Lamps"), price: 1_999)
      let order = try await market.checkOut([(lamp, 1)], account: viewer.account, email: viewer.email)
      let cancel = "/checkout/\(order.id)/cancel"
      let cart = Self.endings(try await page("/cart", viewer, market))
      #expect(cart.map(\.path) == [cancel] && cart.allSatisfy(\.isAsked))
      let payment = Self.endings(
        try await page("/checkout/{checkout}/pay", viewer, market, ["checkout": order.id.description]))
      #expect(payment.map(\.path) == [cancel] && payment.allSatisfy(\.isAsked))
      let security = Self.endings(try await page("/account/security", viewer, market))
      #expect(security.map(\.path).contains("/account/security/devices/\(device)/end"))
      let unasked = security.filter { !$0.isAsked }
      #expect(unasked.isEmpty)
    }
  }

  @Test("An invitation is declined in a dialog")
  func ofInvitedPeople() async throws {
    try await withMarket(.sqlite) { market in
      let (viewer, _) = try await administrator(market)
      let shop = try await market.openShop("Lamps")
      _ = try await market.vendors.invite(
        InviteStaffInput(email: try market.email("chief"), permissions: StaffPermissions([.orders])),
        to: shop.id, by: shop.owner)
      let shops = Self.endings(try await page("/sell", viewer, market))
      #expect(shops.count == 1 && shops.allSatisfy(\.isAsked))
      #expect(shops.first?.path.hasSuffix("/decline") == true)
    }
  }

  @Test("What the search was taught, and categories, are deleted in a dialog")
  func ofAdministrators() async throws {
    try await withMarket(.sqlite) { market in
      let (viewer, _) = try await administrator(market)
      let rule = try await market.catalog.addSearchRule(
        SearchRuleInput.read(.object(["kind": "stopWord", "word": "nice"])))
      _ = try await market.catalog.addCategory(NewCategoryInput(name: "Lamps"))
      let rules = Self.endings(try await page("/admin/search-rules", viewer, market))
      #expect(rules.map(\.path) == ["/admin/search-rules/\(rule.id)/delete"] && rules.allSatisfy(\.isAsked))
      let categories = Self.endings(try await page("/admin/categories", viewer, market))
      #expect(categories.count == 1 && categories.allSatisfy(\.isAsked))
    }
  }
}
