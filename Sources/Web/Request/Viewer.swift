import Kernel

/// The signed-in account behind a request.
package struct Viewer: Hashable, Sendable {
  package let account: AccountID
  package let session: SessionID
  package let name: String
  package let email: String
  /// What they run the marketplace as; `nil` for everybody else.
  package let adminRole: AdminRole?
  /// Whether they must set up or show a second factor before they can act as administrator.
  package let needsSecondFactor: Bool
  /// Whether the session came by cookie (pages) and not by bearer token.
  package let isCookie: Bool

  /// A viewer; made by the session authority.
  package init(
    account: AccountID, session: SessionID, name: String, email: String, adminRole: AdminRole? = nil,
    needsSecondFactor: Bool = false, isCookie: Bool
  ) {
    self.account = account
    self.session = session
    self.name = name
    self.email = email
    self.adminRole = adminRole
    self.needsSecondFactor = needsSecondFactor
    self.isCookie = isCookie
  }

  /// Whether they run the marketplace, in whatever role.
  package var isAdmin: Bool { adminRole != nil }

  /// Whether they may do this as administrator, here and now.
  package func may(_ permission: AdminPermission) -> Bool {
    !needsSecondFactor && (adminRole?.permissions.contains(permission) ?? false)
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
