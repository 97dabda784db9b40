import AdminPortal
import Catalog
import Foundation
import HTTPTypes
import Identity
import Kernel
import MarketSupport
import Ordering
import Persistence
import SellerPortal
import Settlement
import Storefront
import TestSupport
import Testing
import Vendors
import Web

/// Every page of the three portals and every route of the API, as other sites could use them.
struct ForeignSiteTests {
  private static let elsewhere = [
    "https://evil.example/", "//evil.example", "/\\evil.example", "/\t/evil.example", "javascript:alert(1)",
  ]

  private func application(_ market: Market) -> TestAPI {
    TestAPI(routes: Self.pages(market) + Self.api(market), sessions: market.identity)
  }

  private static func pages(_ market: Market) -> [Route] {
    StorefrontRoutes.routes(
      Storefront(
        identity: market.identity, vendors: market.vendors, catalog: market.catalog,
        ordering: market.ordering,
        settlement: market.settlement, publicURL: Market.publicURL))
      + SellerPortalRoutes.routes(
        SellerPortal(
          identity: market.identity, vendors: market.vendors, catalog: market.catalog,
          ordering: market.ordering, settlement: market.settlement, publicURL: Market.publicURL))
      + AdminPortalRoutes.routes(
        AdminPortal(
          identity: market.identity, vendors: market.vendors, catalog: market.catalog,
          ordering: market.ordering, settlement: market.settlement, publicURL: Market.publicURL))
  }

  private static func api(_ market: Market) -> [Route] {
    AccountRoutes.routes(market.identity) + SessionRoutes.routes(market.identity)
      + AddressRoutes.routes(market.identity) + ExternalIdentityRoutes.routes(market.identity)
      + ShopRoutes.routes(market.vendors) + CatalogRoutes.routes(market.catalog)
      + OrderingRoutes.routes(market.ordering) + SettlementRoutes.routes(market.settlement)
  }

  private func address(_ route: Route) -> String {
    route.path.split(separator: "/").map { $0.hasPrefix("{") ? "thing" : String($0) }
      .reduce("") { "\($0)/\($1)" }
  }

  private func cookie(_ market: Market) async throws -> String {
    let admin = try await market.identity.createAdmin(
      email: try #require(EmailAddress("root@example.com")), name: "Root", password: "correct horse battery")
    let issued = try await market.identity.signIn(
      SignInInput(email: admin.email, password: "correct horse battery"),
      Device(kind: .cookie, userAgent: "Browser", clientAddress: "192.0.2.1"))
    return "\(Cookie.sessionName)=\(issued.token)"
  }

  @Test func noUnsafeRouteTakesACookieFromAnotherSite() async throws {
    try await withMarket(.sqlite) { market in
      let web = application(market).application
      let cookie = try await cookie(market)
      let unsafe = web.routes.filter { ![.get, .head, .options].contains($0.method) }
      #expect(unsafe.filter { $0.kind == .page }.count > 60)
      #expect(unsafe.filter { $0.kind == .api }.count > 40)
      let signs: [[String: String]] = [
        ["Origin": "https://evil.example"], ["Origin": "null"], ["Sec-Fetch-Site": "cross-site"],
        ["Sec-Fetch-Site": "same-site"],
      ]
      for route in unsafe {
        for sign in signs {
          var headers: HTTPFields = [.cookie: cookie]
          for (name, value) in sign { headers[try #require(HTTPField.Name(name))] = value }
          let answer = await web.respond(
            to: IncomingRequest(route.method, address(route), headers: headers))
          #expect(answer.status.code == 403, "\(route.method) \(route.path) \(sign)")
        }
      }
    }
  }

  @Test func nextLeadsNowhereElse() async throws {
    try await withMarket(.sqlite) { market in
      let web = application(market).application
      let cookie = try await cookie(market)
      let pages = web.routes.filter { $0.kind == .page && !$0.path.contains("*") }
      for next in Self.elsewhere {
        let encoded = Parameters([("next", next)]).encoded
        for route in pages where !route.path.hasSuffix("/logout") {
          for signedIn in [false, true] {
            var headers: HTTPFields = [:]
            if signedIn { headers[.cookie] = cookie }
            if route.method != .get { headers[.contentType] = "application/x-www-form-urlencoded" }
            let answer = await web.respond(
              to: IncomingRequest(
                route.method, "\(address(route))?\(encoded)", headers: headers,
                body: route.method == .get ? [] : Array(encoded.utf8)))
            let location = answer.headers[.location] ?? "/"
            let staysHere = location.hasPrefix("/") && !location.hasPrefix("//") && !location.contains("\\")
            #expect(staysHere && !location.contains("\t"), "\(route.method) \(route.path): \(location)")
          }
        }
      }
    }
  }
}
