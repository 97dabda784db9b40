import Kernel
import MarketSupport
import TestSupport
import Testing
import Vendors

@testable import SellerPortal
@testable import Web

/// Somebody at the pages of a shop, as the router lets them in.
struct SellerDesk {
  let shop: Shop
  let viewer: Viewer
  /// What they may do in the shop.
  let permissions: Set<Permission>
  let routes: [Route]

  /// The shop's owner, or a member of the staff who may do this.
  init(_ market: Market, _ shop: Shop, staff permission: Permission? = nil) async throws {
    let portal = SellerPortal(
      identity: market.identity, vendors: market.vendors, catalog: market.catalog,
      ordering: market.ordering, settlement: market.settlement, publicURL: Market.publicURL)
    var account = shop.owner
    if let permission { account = try await SellerDesk.join(market, shop, permission) }
    self.shop = shop
    routes = SellerPortalRoutes.routes(portal)
    viewer = Viewer(account: account, session: SessionID(), name: "Ada", email: "", isCookie: true)
    permissions = try await market.vendors.permissions(of: account, in: shop.id)
  }

  private static func join(
    _ market: Market, _ shop: Shop, _ permission: Permission
  ) async throws -> AccountID {
    let email = try market.email("staff-\(permission.rawValue)")
    let account = try await market.identity.ensureOperator(email: email, name: "Stan").id
    let outcome = try await market.vendors.invite(
      InviteStaffInput(email: email, permissions: StaffPermissions([permission])), to: shop.id, by: shop.owner
    )
    if case .invited(let invitation) = outcome {
      _ = try await market.vendors.acceptInvitation(.id(invitation.id), by: account)
    }
    return account
  }

  /// Whether the router would let them through.
  func may(_ access: Access) -> Bool {
    switch access {
    case .anyone, .signedIn: true
    case .shop(let permission): permission == .membership || permissions.contains(permission)
    case .admin: false
    }
  }

  /// The route of an address, with the values of its variables. Literal parts win over variables.
  func route(_ method: HTTPMethod, _ path: String) -> (route: Route, values: [String: String])? {
    let pieces = path.split(separator: "/")
    let fitting = routes.compactMap { route -> (route: Route, values: [String: String])? in
      let names = route.path.split(separator: "/")
      guard route.method == method, names.count == pieces.count else { return nil }
      var values: [String: String] = [:]
      for (name, piece) in zip(names, pieces) {
        if name.hasPrefix("{") {
          values[String(name.dropFirst().dropLast())] = String(piece)
        } else if name != piece {
          return nil
        }
      }
      return (route, values)
    }
    return fitting.min { $0.values.count < $1.values.count }
  }

  /// What the address answers them, with a form's fields if some are sent.
  func send(
    _ method: HTTPMethod, _ path: String, _ fields: [(String, String)] = [], query: String = ""
  ) async throws -> Response {
    let found = try #require(route(method, path))
    let body = Array(Parameters(fields).encoded.utf8)
    return try await found.route.handle(
      Request(
        method: method, path: path, headers: [.contentType: "application/x-www-form-urlencoded"], body: body,
        viewer: viewer, shop: shop.id, query: try Parameters(urlEncoded: query.utf8),
        pathParameters: found.values))
  }
}
