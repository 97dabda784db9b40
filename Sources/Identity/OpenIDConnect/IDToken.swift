import Crypto
import Foundation
import Gateways
import Kernel

/// Clocks may differ by this much.
private let skewSeconds: Int64 = 60
/// An ID token is made for the call that brings it.
private let maximumAgeSeconds: Int64 = 10 * 60
private let maximumSubjectBytes = 255

/// What an ID token must say (OpenID Connect Core 1.0, 3.1.3.7), after its signature was found good.
struct IDTokenRules: Sendable {
  let issuers: Set<String>
  let clientID: String
  let nonce: String
  let accessToken: String?
  let now: Timestamp

  /// Answers whom the token is about. Throws `OpenIDError.notTrusted` with the rule that is broken.
  func subject(_ claims: JSONValue, of token: String) throws(OpenIDError) -> String {
    guard let issuer = claims.text("iss"), issuers.contains(issuer) else { throw .notTrusted("iss") }
    try checkAudience(claims)
    try checkTimes(claims)
    guard let found = claims.text("nonce"), SecureToken.isEqual(Array(found.utf8), Array(nonce.utf8)) else {
      throw .notTrusted("nonce")
    }
    try checkAccessToken(claims, of: token)
    guard let subject = claims.text("sub"), !subject.isEmpty, subject.utf8.count <= maximumSubjectBytes else {
      throw .notTrusted("sub")
    }
    return subject
  }

  private func checkAudience(_ claims: JSONValue) throws(OpenIDError) {
    guard let audience = claims.texts("aud"), audience.contains(clientID) else { throw .notTrusted("aud") }
    let party = claims["azp"]
    if audience.count > 1 && party == nil { throw .notTrusted("azp") }
    if let party, party != .string(clientID) { throw .notTrusted("azp") }
  }

  private func checkTimes(_ claims: JSONValue) throws(OpenIDError) {
    let seconds = now.milliseconds / 1000
    guard let expires = claims.seconds("exp"), seconds < expires + skewSeconds else {
      throw .notTrusted("exp")
    }
    guard let issued = claims.seconds("iat"), issued <= seconds + skewSeconds,
      issued >= seconds - maximumAgeSeconds - skewSeconds
    else { throw .notTrusted("iat") }
    if claims["nbf"] != nil {
      guard let begins = claims.seconds("nbf"), begins <= seconds + skewSeconds else {
        throw .notTrusted("nbf")
      }
    }
  }

  /// When the token names the access token that came with it, by half of its hash, it must be that one.
  private func checkAccessToken(_ claims: JSONValue, of token: String) throws(OpenIDError) {
    guard claims["at_hash"] != nil else { return }
    guard let named = claims.text("at_hash"), let accessToken else { throw .notTrusted("at_hash") }
    let bytes = Array(accessToken.utf8)
    let digest =
      Self.algorithm(of: token) == "EdDSA" ? Array(SHA512.hash(data: bytes)) : Array(SHA256.hash(data: bytes))
    let expected = Base64URL.encode(Array(digest.prefix(digest.count / 2)))
    guard SecureToken.isEqual(Array(expected.utf8), Array(named.utf8)) else { throw .notTrusted("at_hash") }
  }

  private static func algorithm(of token: String) -> String? {
    guard let head = token.utf8.split(separator: UInt8(ascii: ".")).first,
      let bytes = Base64URL.decode(head),
      let header = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes))
    else { return nil }
    return header.text("alg")
  }
}
