import Foundation
import Gateways
import Kernel

/// What a provider's discovery document says (OpenID Connect Discovery 1.0, section 3).
struct OpenIDMetadata: Hashable, Sendable {
  /// Signatures that are taken, if the provider makes them.
  private static let knownAlgorithms: Set<String> = ["RS256", "ES256", "EdDSA"]

  let authorizationEndpoint: String
  let tokenEndpoint: String
  let userInfoEndpoint: String?
  let keysAddress: String
  let algorithms: Set<String>
  /// Whether the provider takes the client's secret as Basic, and in the content.
  let takesBasic: Bool
  let takesSecretInContent: Bool
  /// Whether the way back names the issuer (RFC 9207); then it has to.
  let namesIssuer: Bool

  /// How the secret is shown: as Basic, which every provider has to take. Signs that are encoded there are
  /// misread by some, so a secret with such signs goes into the content where that is taken, too.
  func sendsInContent(_ secret: String) -> Bool {
    takesSecretInContent && (!takesBasic || FormCoding.encode(secret) != secret)
  }

  /// Where the document of an issuer lies.
  static func address(_ issuer: String) -> String {
    (issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer) + "/.well-known/openid-configuration"
  }

  /// Reads the document. It must be of exactly this issuer, and encrypted as the issuer is.
  init(_ document: JSONValue, issuer: String) throws(OpenIDError) {
    guard document.text("issuer") == issuer else { throw .notTrusted("discovery is of another issuer") }
    let scheme = issuer.hasPrefix("https://") ? "https" : "http"
    func endpoint(_ name: String) -> String? {
      guard let text = document.text(name), let url = URL(string: text), let found = url.scheme,
        found == "https" || found == scheme, url.host() != nil, url.fragment == nil
      else { return nil }
      return text
    }
    guard let authorization = endpoint("authorization_endpoint"), let token = endpoint("token_endpoint"),
      let keys = endpoint("jwks_uri")
    else { throw .notTrusted("discovery lacks an endpoint") }
    authorizationEndpoint = authorization
    tokenEndpoint = token
    keysAddress = keys
    userInfoEndpoint = endpoint("userinfo_endpoint")
    let offered = document.texts("id_token_signing_alg_values_supported") ?? ["RS256"]
    algorithms = Self.knownAlgorithms.intersection(offered)
    guard !algorithms.isEmpty else { throw .notTrusted("discovery offers no signature that is taken here") }
    let methods = document.texts("token_endpoint_auth_methods_supported") ?? ["client_secret_basic"]
    takesBasic = methods.contains("client_secret_basic")
    takesSecretInContent = methods.contains("client_secret_post")
    namesIssuer = document["authorization_response_iss_parameter_supported"] == .boolean(true)
  }
}

extension JSONValue {
  /// The text of a member.
  func text(_ name: String) -> String? {
    if case .string(let text)? = self[name] { text } else { nil }
  }

  /// The whole number of a member; dates of tokens may have fractions. `nil` for one that nothing can be added to.
  func seconds(_ name: String) -> Int64? {
    switch self[name] {
    case .integer(let number)? where number.magnitude < 1_000_000_000_000_000: number
    case .number(let number)? where number.magnitude < 1e15: Int64(number)
    default: nil
    }
  }

  /// The texts of a member that is a list, or a single text.
  func texts(_ name: String) -> [String]? { self[name]?.texts }

  /// The texts of a list, or a single text.
  var texts: [String]? {
    switch self {
    case .string(let text): [text]
    case .array(let items):
      items.compactMap { item -> String? in if case .string(let text) = item { text } else { nil } }
    default: nil
    }
  }
}
