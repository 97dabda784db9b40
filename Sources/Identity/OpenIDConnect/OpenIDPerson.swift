import Kernel
import Web

private let maximumNameCharacters = 80

/// What a provider says of a person.
package struct OpenIDPerson: Hashable, Sendable {
  package let subject: String
  package let email: EmailAddress?
  package let isEmailVerified: Bool
  package let name: String?
  /// The roles in the claim that is set; empty when it isn't there.
  package let roles: Set<String>

  /// A person by these parts.
  package init(
    subject: String, email: EmailAddress?, isEmailVerified: Bool, name: String?, roles: Set<String> = []
  ) {
    self.subject = subject
    self.email = email
    self.isEmailVerified = isEmailVerified
    self.name = name
    self.roles = roles
  }

  /// The person in the claims of an ID token, completed by those of the provider's user info.
  init(subject: String, _ token: JSONValue, _ info: JSONValue?, rolesClaim: String?) {
    self.subject = subject
    // Address and vouching are one statement, so both come from the same place.
    let source = token.text("email") != nil && token["email_verified"] != nil ? token : info ?? token
    let stated = source.text("email") == nil ? token : source
    email = stated.text("email").flatMap { EmailAddress($0) }
    isEmailVerified = [.boolean(true), .string("true")].contains(stated["email_verified"])
    name = Self.name(token) ?? info.flatMap(Self.name)
    roles =
      rolesClaim.map { claim in
        Set(Self.roles(token, claim) ?? info.flatMap { Self.roles($0, claim) } ?? [])
      } ?? []
  }

  /// Whether the token alone says what is needed of address and roles.
  static func isComplete(_ token: JSONValue, rolesClaim: String?) -> Bool {
    guard token.text("email") != nil, token["email_verified"] != nil else { return false }
    return rolesClaim.map { roles(token, $0) != nil } ?? true
  }

  /// The claim with that very name, or at the end of the path that its dots are.
  private static func roles(_ claims: JSONValue, _ claim: String) -> [String]? {
    if let found = claims.texts(claim) { return found }
    var value: JSONValue? = claims
    for piece in claim.split(separator: ".") { value = value?[String(piece)] }
    return value?.texts
  }

  private static func name(_ claims: JSONValue) -> String? {
    let parts: [String] = [claims.text("given_name"), claims.text("family_name")].compactMap { $0 }
    let candidates: [String?] = [
      claims.text("name"), parts.joined(separator: " "), claims.text("preferred_username"),
    ]
    return candidates.compactMap { $0 }.map { plain($0) }.first { !$0.isEmpty }
  }

  /// Without control characters and no longer than names are here; empty when nothing of it can be seen.
  static func plain(_ text: String) -> String {
    let visible = text.unicodeScalars.filter { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate: false
      default: true
      }
    }
    guard visible.contains(where: TextRule.isVisible) else { return "" }
    return String(String(String.UnicodeScalarView(visible)).trimmed.prefix(maximumNameCharacters)).trimmed
  }
}
