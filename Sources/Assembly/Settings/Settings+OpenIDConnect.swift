import Foundation
import Identity
import Web

extension Settings {
  /// The other sites whose accounts people may log in with: Google, and one more, which may be a Keycloak.
  static func openIDProviders(
    _ reader: inout SettingsReader, _ environment: SoukEnvironment
  ) -> [OpenIDProvider] {
    [google(&reader), ownProvider(&reader, environment)].compactMap { $0 }
  }

  /// The origins that CORS lets in.
  static func corsOrigins(_ reader: inout SettingsReader) -> [String] {
    let origins = reader.list(
      "CORS_ORIGINS",
      "Origins, as `https://app.example`, whose scripts may call the API with cookies.")
    for origin in origins where !WebOrigin.isOne(origin) {
      reader.reject("CORS_ORIGINS", "has \"\(origin)\" in it, which is no origin as https://app.example")
    }
    return origins
  }

  private static func google(_ reader: inout SettingsReader) -> OpenIDProvider? {
    let id = reader.optional("GOOGLE_CLIENT_ID", "Client ID at Google, to let people log in with Google.")
    let secret = reader.optional("GOOGLE_CLIENT_SECRET", "The client secret that goes with it.")
    guard let id else { return nil }
    guard let secret else {
      reader.reject("GOOGLE_CLIENT_SECRET", "must be set with GOOGLE_CLIENT_ID")
      return nil
    }
    return OpenIDProvider(
      name: "google", label: "Google", issuer: OpenIDProvider.googleIssuer, clientID: id,
      clientSecret: secret)
  }

  private static func ownProvider(
    _ reader: inout SettingsReader, _ environment: SoukEnvironment
  ) -> OpenIDProvider? {
    let server = reader.optional("KEYCLOAK_URL", "Address of a Keycloak, as `https://login.example`.")
    let realm = reader.optional("KEYCLOAK_REALM", "The realm in it. Both together stand for `OIDC_ISSUER`.")
    let named = reader.optional(
      "OIDC_ISSUER",
      "Issuer of an OpenID Connect provider that people log in with, exactly as it names itself.")
    let id = reader.optional("OIDC_CLIENT_ID", "The client's name at that provider.")
    let secret = reader.optional("OIDC_CLIENT_SECRET", "Its secret; none for a public client.")
    let isKeycloak = server != nil && realm != nil
    let label = reader.optional("OIDC_NAME", "What people call the provider: it stands on the button.")
    let scopes = reader.text(
      "OIDC_SCOPES", default: "openid email profile", "What is asked of the provider, separated by spaces.")
    let rolesClaim = reader.text(
      "OIDC_ROLES_CLAIM", default: OpenIDProvider.keycloakRolesClaim,
      "The claim that lists people's roles, a path with dots.")
    let adminRoles = adminRoles(&reader)
    if (server == nil) != (realm == nil) {
      reader.reject("KEYCLOAK_URL", "and KEYCLOAK_REALM must be set together")
    }
    let issuer = named ?? keycloakIssuer(server, realm)
    guard let issuer else { return nil }
    checkIssuer(issuer, &reader, environment)
    guard let id else {
      reader.reject("OIDC_CLIENT_ID", "must be set with the provider")
      return nil
    }
    return OpenIDProvider(
      name: isKeycloak ? "keycloak" : "oidc", label: label ?? (isKeycloak ? "Keycloak" : "single sign-on"),
      issuer: issuer, clientID: id, clientSecret: secret,
      scopes: scopes.split { $0 == " " || $0 == "," }.map(String.init), rolesClaim: rolesClaim,
      adminRoles: adminRoles)
  }

  private static func keycloakIssuer(_ server: String?, _ realm: String?) -> String? {
    guard let server, let realm else { return nil }
    return "\(server.hasSuffix("/") ? String(server.dropLast()) : server)/realms/\(realm)"
  }

  private static func checkIssuer(
    _ issuer: String, _ reader: inout SettingsReader, _ environment: SoukEnvironment
  ) {
    guard let url = URL(string: issuer), url.host() != nil, url.query == nil, url.fragment == nil,
      ["http", "https"].contains(url.scheme)
    else { return reader.reject("OIDC_ISSUER", "is \"\(issuer)\", but must be an https address") }
    if environment == .production && url.scheme != "https" {
      reader.reject("OIDC_ISSUER", "must begin with https:// in production")
    }
  }

  private static func adminRoles(_ reader: inout SettingsReader) -> [String: AdminRole] {
    let pairs = reader.list(
      "OIDC_ADMIN_ROLES",
      "What the provider's roles make people here, as `souk-admin=superadmin,souk-support=support`.")
    var roles: [String: AdminRole] = [:]
    for pair in pairs {
      let halves = pair.split(separator: "=", maxSplits: 1).map { String($0) }
      guard halves.count == 2, let role = AdminRole(rawValue: halves[1]) else {
        let names = AdminRole.allCases.map(\.rawValue).joined(separator: ", ")
        reader.reject("OIDC_ADMIN_ROLES", "has \"\(pair)\" in it, but must map a role to one of \(names)")
        continue
      }
      roles[halves[0]] = role
    }
    return roles
  }
}
