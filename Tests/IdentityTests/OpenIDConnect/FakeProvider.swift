import Foundation
import Gateways
import Kernel
import Synchronization
import TestSupport
import Testing

@testable import Identity

/// A provider in memory that signs for real and lies on request.
final class FakeProvider: OpenIDTransport {
  static let issuer = "https://login.test/realms/one"
  static let clientID = "souk"
  static let secret = "secret"

  struct State: Sendable {
    var keys: [TokenSigningKey]
    var discovery: [String: JSONValue] = [:]
    /// What the provider knows of the person who logs in.
    var person: [String: JSONValue] = ["sub": "subject-1"]
    var userInfo: [String: JSONValue]?
    /// Changes the claims before they are signed.
    var spoil: @Sendable (inout [String: JSONValue]) -> Void = { _ in }
    /// Changes the token afterwards.
    var forge: @Sendable (String) -> String = { $0 }
    var requests: [String: [String: String]] = [:]
    var keyFetches = 0
    var infoFetches = 0
  }

  let state: Mutex<State>
  private let clock: TestClock

  init(_ clock: TestClock) async throws {
    self.clock = clock
    state = Mutex(State(keys: [try await TokenSigningKey.make()]))
  }

  func change(_ body: @Sendable (inout State) -> Void) { state.withLock { body(&$0) } }

  /// Tells of a person with this address.
  func be(
    _ subject: String, _ email: String?, isVerified: Bool = true, name: String = "Grace", roles: [String] = []
  ) {
    var person: [String: JSONValue] = [
      "sub": .string(subject), "name": .string(name),
      "realm_access": .object(["roles": .array(roles.map(JSONValue.string))]),
    ]
    if let email { person["email"] = .string(email) }
    if email != nil { person["email_verified"] = .boolean(isVerified) }
    let told = person
    change {
      $0.person = told
      $0.spoil = { _ in }
      $0.forge = { $0 }
    }
  }

  func rotate() async throws {
    let key = try await TokenSigningKey.make()
    change { $0.keys = [key] }
  }

  /// What the browser brings back after the person has logged in at the address.
  func authorize(_ address: String) throws -> (state: String, code: String) {
    let items = try #require(URLComponents(string: address)?.queryItems)
    let query = Dictionary(items.map { ($0.name, $0.value ?? "") }, uniquingKeysWith: { first, _ in first })
    #expect(query["response_type"] == "code" && query["code_challenge_method"] == "S256")
    #expect(query["client_id"] == Self.clientID && query["scope"]?.contains("openid") == true)
    let code = SecureToken.make()
    change { $0.requests[code] = query }
    return (try #require(query["state"]), code)
  }

  func get(_ url: String, _ fields: [HTTPClientField]) async throws -> HTTPClientAnswer {
    switch url {
    case "\(Self.issuer)/.well-known/openid-configuration": return try json(.object(discovery))
    case "\(Self.issuer)/keys":
      let keys = state.withLock { state in
        state.keyFetches += 1
        return state.keys.map(\.publicJWK)
      }
      return HTTPClientAnswer(status: 200, body: Array("{\"keys\":[\(keys.joined(separator: ","))]}".utf8))
    case "\(Self.issuer)/me":
      #expect(fields.contains(.bearer("access")))
      let info = state.withLock { state in
        state.infoFetches += 1
        return state.userInfo
      }
      return try info.map { try json(.object($0)) } ?? HTTPClientAnswer(status: 404, body: [])
    default: throw HTTPClientError.unreachable(url)
    }
  }

  func post(
    _ url: String, form: [(name: String, value: String)], _ fields: [HTTPClientField]
  ) async throws -> HTTPClientAnswer {
    let sent = Dictionary(form.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    let request = state.withLock { $0.requests.removeValue(forKey: sent["code"] ?? "") }
    guard let request, fields.contains(.basic(user: Self.clientID, password: Self.secret)),
      sent["grant_type"] == "authorization_code", sent["redirect_uri"] == request["redirect_uri"],
      Base64URL.encode(SecureToken.hash(sent["code_verifier"] ?? "")) == request["code_challenge"]
    else { return try json(.object(["error": .string("invalid_grant")]), status: 400) }
    let (key, person, spoil, forge) = state.withLock { ($0.keys[0], $0.person, $0.spoil, $0.forge) }
    let now = clock.clock.now().milliseconds / 1000
    var claims = person
    claims["iss"] = .string(Self.issuer)
    claims["aud"] = .string(Self.clientID)
    claims["iat"] = .integer(now)
    claims["exp"] = .integer(now + 300)
    claims["nonce"] = .string(request["nonce"] ?? "")
    spoil(&claims)
    return try json(
      .object([
        "token_type": .string("Bearer"), "access_token": .string("access"),
        "id_token": .string(forge(try key.sign(claims, type: "JWT"))),
      ]))
  }

  private var discovery: [String: JSONValue] {
    let own: [String: JSONValue] = [
      "issuer": .string(Self.issuer), "authorization_endpoint": .string("\(Self.issuer)/auth?theme=light"),
      "token_endpoint": .string("\(Self.issuer)/token"), "jwks_uri": .string("\(Self.issuer)/keys"),
      "userinfo_endpoint": .string("\(Self.issuer)/me"),
      "id_token_signing_alg_values_supported": .array([.string("ES256"), .string("none"), .string("HS256")]),
    ]
    return own.merging(state.withLock { $0.discovery }) { _, new in new }
  }

  private func json(_ value: JSONValue, status: Int = 200) throws -> HTTPClientAnswer {
    HTTPClientAnswer(status: status, body: Array(try JSONEncoder().encode(value)))
  }
}
