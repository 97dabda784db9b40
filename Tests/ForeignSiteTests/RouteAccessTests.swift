import Assembly
import HTTPTypes
import Kernel
import MarketSupport
import TestSupport
import Testing

@testable import Web

/// Every page of the portals and every role: what the guard does is what the table says.
struct RouteAccessTests {
  @Test func portalsAreGuarded() async throws {
    try await withMarket(.sqlite) { market in
      let pages = Self.pages(market)
      #expect(pages.count > 100)
      for route in pages {
        let place = Comment(rawValue: "\(route.method) \(route.path)")
        if route.path == "/admin" || route.path.hasPrefix("/admin/") {
          guard case .admin = route.access else {
            Issue.record("an admin page is open: \(place)")
            continue
          }
        } else if route.path.hasPrefix("/sell/{shop}") {
          guard case .shop = route.access else {
            Issue.record("a page of a shop is open: \(place)")
            continue
          }
        } else if route.path.hasPrefix("/account") || route.path.hasPrefix("/sell") {
          #expect(route.access != .anyone, place)
        }
      }
    }
  }

  @Test func theGuardDoesWhatTheTableSays() async throws {
    try await withMarket(.sqlite) { market in
      let pages = Self.pages(market)
      let api = Self.application(of: pages)
      for persona in Persona.all {
        for route in pages {
          let status = await status(of: route, for: persona, api)
          let place = Comment(rawValue: "\(persona.name): \(route.method) \(route.path): \(status)")
          #expect(status == persona.expected(at: route.access), place)
        }
      }
    }
  }

  private func status(of route: Route, for persona: Persona, _ application: WebApplication) async -> Int {
    let path = route.path.split(separator: "/").reduce("") { path, piece in
      piece.hasPrefix("{") ? "\(path)/thing" : "\(path)/\(piece)"
    }
    var headers: HTTPHeaders = [.secFetchSite: "same-origin"]
    if let cookie = persona.cookie { headers[.cookie] = "\(Cookie.sessionName)=\(cookie)" }
    let request = IncomingRequest(route.method, path.isEmpty ? "/" : path, headers: headers)
    return await application.respond(to: request).status.code
  }

  /// The same addresses and guards with handlers that only say that they were reached.
  private static func application(of routes: [Route]) -> WebApplication {
    let stubs = routes.map { route in
      Route(
        method: route.method, path: route.path, kind: route.kind, access: route.access, cache: .none,
        limit: route.limit, maximumBodyBytes: route.maximumBodyBytes, bodyKind: route.bodyKind,
        isIdempotent: false, documentation: nil, handle: { _ in .text("inside") })
    }
    var configuration = WebConfiguration()
    configuration.limitsRates = false
    return WebApplication(
      routes: stubs, configuration: configuration,
      services: WebServices(
        sessions: Personas(), shops: Personas(), idempotency: NoIdempotency(),
        log: RequestLog(writer: LogWriter(descriptor: 2), level: .critical)))
  }

  private static func pages(_ market: Market) -> [Route] {
    market.assembly.routes().filter { $0.kind == .page }
  }
}

/// One kind of people: who they are and what they may do.
private struct Persona: Sendable {
  let name: String
  let account: AccountID
  var isVisitor = false
  var role: AdminRole?
  var needsSecondFactor = false
  /// What they may do in the shop; nothing for strangers.
  var permissions: Set<Permission> = []

  var cookie: String? { isVisitor ? nil : name }

  static let all: [Persona] = {
    var all = [
      Persona(name: "visitor", account: AccountID(), isVisitor: true),
      Persona(name: "customer", account: AccountID()),
      Persona(name: "owner", account: AccountID(), permissions: Set(Permission.allCases)),
      Persona(
        name: "admin-without-factor", account: AccountID(), role: .superadmin, needsSecondFactor: true),
    ]
    for permission in Permission.grantable {
      all.append(
        Persona(
          name: "staff-\(permission.rawValue)", account: AccountID(), permissions: [permission, .membership]))
    }
    return all + AdminRole.allCases.map { Persona(name: $0.rawValue, account: AccountID(), role: $0) }
  }()

  func expected(at access: Access) -> Int {
    switch access {
    case .anyone: return 200
    case .signedIn: return isVisitor ? 303 : 200
    case .shop(let permission):
      if isVisitor { return 303 }
      return permissions.contains(permission) ? 200 : 404
    case .admin(let permission):
      if isVisitor || needsSecondFactor { return 303 }
      return role?.permissions.contains(permission) == true ? 200 : 403
    }
  }
}

/// Knows the people above by their cookie, and what they may do in any shop.
private struct Personas: SessionAuthority, ShopAuthority {
  func viewer(token: String, isCookie: Bool) async throws -> Viewer? {
    guard isCookie, let persona = Persona.all.first(where: { $0.cookie == token }) else { return nil }
    return Viewer(
      account: persona.account, session: SessionID(), name: persona.name, email: "x@example.org",
      adminRole: persona.role, needsSecondFactor: persona.needsSecondFactor, isCookie: true)
  }

  func shop(_ idOrSlug: String, viewer: Viewer, permission: Permission) async throws -> ShopID? {
    guard let persona = Persona.all.first(where: { $0.account == viewer.account }) else { return nil }
    return persona.permissions.contains(permission) ? ShopID() : nil
  }
}
