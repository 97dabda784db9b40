import Kernel

/// The signed-in account behind a request.
package struct Viewer: Hashable, Sendable {
  package let account: AccountID
  package let session: SessionID
  package let name: String
  package let email: String
  package let isAdmin: Bool
  /// Whether the session came by cookie (pages) and not by bearer token.
  package let isCookie: Bool

  /// A viewer; made by the session authority.
  package init(
    account: AccountID, session: SessionID, name: String, email: String, isAdmin: Bool, isCookie: Bool
  ) {
    self.account = account
    self.session = session
    self.name = name
    self.email = email
    self.isAdmin = isAdmin
    self.isCookie = isCookie
  }
}

/// Says who a session's token belongs to. Implemented by Identity.
package protocol SessionAuthority: Sendable {
  /// The viewer, or `nil` when the token is unknown, expired or revoked. `isCookie` tells the value of the
  /// cookie `souk_session` from a bearer token; the two kinds must not stand for each other.
  func viewer(token: String, isCookie: Bool) async throws -> Viewer?
}

/// Says which shop a path means and whether the viewer may act for it. Implemented by Vendors.
package protocol ShopAuthority: Sendable {
  /// The shop with this id or slug when the viewer has `permission` there; `nil` (which answers 404)
  /// otherwise.
  func shop(_ idOrSlug: String, viewer: Viewer, permission: Permission) async throws -> ShopID?
}

/// What a member of a shop's staff may do.
package enum Permission: String, CaseIterable, Sendable {
  case products, orders, reports, payouts, settings
}

/// Who may use a route.
package enum Access: Hashable, Sendable {
  /// Everybody; a viewer is known when there is a session.
  case anyone
  /// Everybody with a session.
  case signedIn
  /// Staff of the shop in the path's `{shop}` with this permission; others get 404.
  case shop(Permission)
  /// Administrators.
  case admin

  /// Whether nobody has to say who they are.
  var isOpen: Bool { self == .anyone }
}
