import Kernel
import Web

/// Whoever comes with the id of an account as token is that account.
package struct TokenSessions: SessionAuthority {
  private let adminRole: AdminRole?

  /// Everybody runs the marketplace in this role; nobody does without one.
  package init(as adminRole: AdminRole? = nil) { self.adminRole = adminRole }

  /// The account that the token names.
  package func viewer(token: String, isCookie: Bool) async throws -> Viewer? {
    guard let account = AccountID(token) else { return nil }
    return Viewer(
      account: account, session: SessionID(), name: "Ada", email: "ada@example.com", adminRole: adminRole,
      isCookie: isCookie)
  }
}

/// Every shop is everybody's.
package struct AnyShop: ShopAuthority {
  /// Needs nothing.
  package init() {}

  /// The shop with this id.
  package func shop(_ idOrSlug: String, viewer: Viewer, permission: Permission) async throws -> ShopID? {
    ShopID(idOrSlug)
  }
}
