import Foundation
import Gateways
import Kernel
import Synchronization

/// Discovery and keys are asked for again after this time, so that keys that were withdrawn count no longer.
private let maximumAgeSeconds: Int64 = 60 * 60
/// Keys that don't fit are asked for again, but not more often than this.
private let keysPauseSeconds: Int64 = 5

/// One provider as this program talks to it: discovery, keys, and the exchange of codes.
final class OpenIDClient: Sendable {
  private struct Held<Value: Sendable>: Sendable {
    let value: Value
    let at: Timestamp
  }

  private struct Memory: Sendable {
    var metadata: Held<OpenIDMetadata>?
    var keys: Held<JWKSVerifier>?
  }

  let provider: OpenIDProvider
  private let transport: any OpenIDTransport
  private let clock: Clock
  private let memory = Mutex(Memory())

  init(_ provider: OpenIDProvider, transport: any OpenIDTransport, clock: Clock) {
    self.provider = provider
    self.transport = transport
    self.clock = clock
  }

  /// Where the browser goes.
  func authorizationAddress(_ secrets: OpenIDSecrets, redirect: String) async throws -> String {
    let endpoint = try await metadata().authorizationEndpoint
    let parameters = [
      ("response_type", "code"), ("client_id", provider.clientID), ("redirect_uri", redirect),
      ("scope", provider.scopes.joined(separator: " ")), ("state", secrets.state), ("nonce", secrets.nonce),
      ("code_challenge", secrets.challenge), ("code_challenge_method", "S256"),
    ]
    let query = parameters.map { "\($0.0)=\(FormCoding.encode($0.1))" }.joined(separator: "&")
    return endpoint + (endpoint.contains("?") ? "&" : "?") + query
  }

  /// Checks who the way back says that it comes from (RFC 9207).
  func checkIssuer(_ named: String?) async throws {
    if let named {
      guard provider.issuerNames.contains(named) else { throw OpenIDError.notTrusted("iss of the way back") }
    } else if try await metadata().namesIssuer {
      throw OpenIDError.notTrusted("the way back names no issuer")
    }
  }

  /// Redeems a code and answers who it stands for. Throws `OpenIDError`.
  func person(code: String, _ secrets: OpenIDSecrets, redirect: String) async throws -> OpenIDPerson {
    let tokens = try await exchange(code, secrets, redirect)
    let claims = try await verified(tokens.idToken)
    let rules = IDTokenRules(
      issuers: provider.issuerNames, clientID: provider.clientID, nonce: secrets.nonce,
      accessToken: tokens.accessToken, now: clock.now())
    let subject = try rules.subject(claims, of: tokens.idToken)
    let rolesClaim = provider.managesRoles ? provider.rolesClaim : nil
    let isComplete = OpenIDPerson.isComplete(claims, rolesClaim: rolesClaim)
    let info = isComplete ? nil : try await userInfo(tokens.accessToken, subject)
    return OpenIDPerson(subject: subject, claims, info, rolesClaim: rolesClaim)
  }

  private struct Tokens {
    let idToken: String
    let accessToken: String?
  }

  private func exchange(_ code: String, _ secrets: OpenIDSecrets, _ redirect: String) async throws -> Tokens {
    let metadata = try await metadata()
    var form: [(name: String, value: String)] = [
      ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect),
      ("code_verifier", secrets.verifier),
    ]
    var fields = [HTTPClientField("Accept", "application/json")]
    if let secret = provider.clientSecret, !metadata.sendsInContent(secret) {
      // RFC 6749, 2.3.1: both are encoded as in forms first.
      fields.append(
        .basic(user: FormCoding.encode(provider.clientID), password: FormCoding.encode(secret)))
    } else {
      form.append(("client_id", provider.clientID))
      if let secret = provider.clientSecret { form.append(("client_secret", secret)) }
    }
    let sent = form
    let answer = try await reached { [fields] in
      try await self.transport.post(metadata.tokenEndpoint, form: sent, fields)
    }
    guard answer.status == 200 else {
      let word = (try? answer.json())?.text("error") ?? "no reason"
      throw OpenIDError.notTrusted("token endpoint answered \(answer.status): \(word.prefix(40))")
    }
    let document = try readable(answer)
    guard let idToken = document.text("id_token") else { throw OpenIDError.notTrusted("no id_token") }
    let isBearer = document.text("token_type")?.lowercased() == "bearer"
    return Tokens(idToken: idToken, accessToken: isBearer ? document.text("access_token") : nil)
  }

  /// The claims of a token that the provider signed. Keys change, so where none fits they are asked for
  /// again.
  private func verified(_ token: String) async throws -> JSONValue {
    let algorithms = try await metadata().algorithms
    let held = try await keys(newerThan: clock.now().adding(seconds: -maximumAgeSeconds))
    do {
      return try await held.value.verify(token, algorithms: algorithms)
    } catch let error as TokenError where [.unknownKey, .wrongSignature].contains(error) {
      let fresh = try await keys(newerThan: clock.now().adding(seconds: -keysPauseSeconds))
      guard fresh.at > held.at else { throw OpenIDError.notTrusted("id_token: \(error)") }
      do {
        return try await fresh.value.verify(token, algorithms: algorithms)
      } catch {
        throw OpenIDError.notTrusted("id_token with new keys: \(error)")
      }
    } catch {
      throw OpenIDError.notTrusted("id_token: \(error)")
    }
  }

  private func userInfo(_ accessToken: String?, _ subject: String) async throws -> JSONValue? {
    guard let accessToken, let address = try await metadata().userInfoEndpoint else { return nil }
    let answer = try await reached {
      try await self.transport.get(address, [.bearer(accessToken), .init("Accept", "application/json")])
    }
    guard answer.status == 200 else { return nil }
    let document = try readable(answer)
    guard document.text("sub") == subject else { throw OpenIDError.notTrusted("user info of somebody else") }
    return document
  }

  // MARK: Discovery and keys

  private func metadata() async throws -> OpenIDMetadata {
    let now = clock.now()
    if let held = memory.withLock({ $0.metadata }), held.at > now.adding(seconds: -maximumAgeSeconds) {
      return held.value
    }
    let answer = try await reached {
      try await self.transport.get(OpenIDMetadata.address(self.provider.issuer), [])
    }
    guard answer.status == 200 else { throw OpenIDError.unavailable("discovery answered \(answer.status)") }
    let found = try OpenIDMetadata(try readable(answer), issuer: provider.issuer)
    memory.withLock { $0.metadata = Held(value: found, at: now) }
    return found
  }

  private func keys(newerThan moment: Timestamp) async throws -> Held<JWKSVerifier> {
    if let held = memory.withLock({ $0.keys }), held.at > moment { return held }
    let now = clock.now()
    let address = try await metadata().keysAddress
    let answer = try await reached { try await self.transport.get(address, []) }
    guard answer.status == 200 else { throw OpenIDError.unavailable("keys answered \(answer.status)") }
    guard let verifier = try? JWKSVerifier(jwks: answer.body) else { throw OpenIDError.notTrusted("keys") }
    let held = Held(value: verifier, at: now)
    memory.withLock { $0.keys = held }
    return held
  }

  private func reached(
    _ call: @Sendable () async throws -> HTTPClientAnswer
  ) async throws -> HTTPClientAnswer {
    do {
      return try await call()
    } catch let error as HTTPClientError {
      throw OpenIDError.unavailable("\(error)")
    }
  }

  private func readable(_ answer: HTTPClientAnswer) throws(OpenIDError) -> JSONValue {
    guard let document = try? answer.json(), case .object = document else { throw .notTrusted("no JSON") }
    return document
  }
}
