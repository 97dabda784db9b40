import Kernel
import Web

/// Another site that tells who people are, by OpenID Connect.
package struct OpenIDProvider: Hashable, Sendable {
  /// Google's issuer. Its tokens may also name it without the scheme.
  package static let googleIssuer = "https://accounts.google.com"
  /// Where Keycloak puts the roles of a realm.
  package static let keycloakRolesClaim = "realm_access.roles"

  /// Its name in addresses, as `google`.
  package let name: String
  /// Its name for people.
  package let label: String
  /// Its identifier, exactly as in its discovery document.
  package let issuer: String
  package let clientID: String
  /// `nil` for a public client, which shows only its proof (PKCE).
  package let clientSecret: String?
  package let scopes: [String]
  /// The claim that lists people's roles, a path with dots.
  package let rolesClaim: String?
  /// What the site's roles make people here; nothing else makes them administrators.
  package let adminRoles: [String: AdminRole]

  /// A site with these settings.
  package init(
    name: String, label: String, issuer: String, clientID: String, clientSecret: String?,
    scopes: [String] = ["openid", "email", "profile"], rolesClaim: String? = nil,
    adminRoles: [String: AdminRole] = [:]
  ) {
    self.name = name
    self.label = label
    self.issuer = issuer
    self.clientID = clientID
    self.clientSecret = clientSecret
    self.scopes = scopes.contains("openid") ? scopes : ["openid"] + scopes
    self.rolesClaim = rolesClaim
    self.adminRoles = adminRoles
  }

  /// What its tokens may say of who made them.
  var issuerNames: Set<String> {
    issuer == Self.googleIssuer ? [issuer, "accounts.google.com"] : [issuer]
  }

  /// Whether it decides who is an administrator.
  var managesRoles: Bool { rolesClaim != nil && !adminRoles.isEmpty }

  /// Whether it may let itself into the account of somebody with this role: it could make such an administrator anyway.
  func isTrusted(with role: AdminRole) -> Bool { managesRoles && adminRoles.values.contains(role) }

  /// What these roles make somebody here: the one with the most rights; `nil` for nothing.
  func adminRole(_ roles: Set<String>) -> AdminRole? {
    let earned = Set(roles.compactMap { adminRoles[$0] })
    return AdminRole.allCases.first { earned.contains($0) }
  }
}
