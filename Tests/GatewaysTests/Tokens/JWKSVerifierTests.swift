import Crypto
import Foundation
import Gateways
import Kernel
import Testing

/// A key pair on P-256 of another party.
private let elliptic = P256.Signing.PrivateKey()
private let edwards = Curve25519.Signing.PrivateKey()

private let rsaModulus =
  ""
  + "uHRR2z1ILhemRwoQMMq33H5jT1AEbsLHv5668Dd0YAeTW2NzNcghXyPzIUT0dvcRNB20DmZdTuQ-jUDyg5TRRgkf"
  + "MZo9HIfHEt_4I_wdJtm8DKfTss-hBib3GnOh-u6K8bAgVohjuJLUmO1WO7UMs0j9YjSHaS6-Cvm85nckNdh2LDas"
  + "GutCs-UeAolEJb3-IP6kF808TBXQfb_hhgQgEnk3MYEmMZsXDH4y6qv0PvosRKuJl7myHi5YSieKF9NYvJZFtf0H"
  + "qjHtDzAuLbuONYBKhZmLmz16ETlBj17kqiEz1xdlFu9ru5UGGIIAyoN8jQMBU7ETUROmREa07dJ6wQ"

/// {"alg":"RS256","kid":"rsa-1"}, {"iss":"https://id.example","sub":"42"}, made with OpenSSL.
private let rsaToken =
  ""
  + "eyJhbGciOiJSUzI1NiIsImtpZCI6InJzYS0xIiwidHlwIjoiSldUIn0.eyJpc3MiOiJodHRwczovL2lkLmV4YW1w"
  + "bGUiLCJzdWIiOiI0MiJ9.CMkuep1QZZGmDrPjvHuFQoLYQripguFnuZAShrwEEKEX4hUvmnU8oLJkyTA4tc6Jy68"
  + "aYK63y3a7fVfDCyoc7xN_oIpTcqXw7NTe3p3egRCQVX-OVfYsvqzru0y45Z757xfniUzONQGccHpFzLqrZuLl0-L"
  + "5JPoz3PYhloJO6pY245QoGwB69k27f9BdqI5cMFNDF4X_zwk3raAqHYLUBYrQwB68_-cCAQqZuZcghTqvys6E6n9"
  + "mEYW1n2i4n8vCJQ_O1C9CNjiQ_5zAU3ecHS8vba-Mq7EKPLiH1tGkHnvnuW0tMhbwAMmJnwlArbhZ6qWeTvm2o0R"
  + "YfCedeld4kQ"

struct JWKSVerifierTests {
  @Test func aTokenOfEachAlgorithmIsVerified() async throws {
    let verifier = try JWKSVerifier(jwks: keySet)
    let all: Set<String> = ["RS256", "ES256", "EdDSA"]
    #expect(try await verifier.verify(rsaToken, algorithms: all)["sub"] == .string("42"))
    #expect(try await verifier.verify(try ecToken(), algorithms: all)["sub"] == .string("42"))
    #expect(try await verifier.verify(try edToken(), algorithms: all)["sub"] == .string("42"))
  }

  @Test func aChangedTokenIsRefused() async throws {
    let verifier = try JWKSVerifier(jwks: keySet)
    for token in [rsaToken, try ecToken(), try edToken()] {
      var parts = token.split(separator: ".").map(String.init)
      parts[1] = encoded(#"{"sub":"43"}"#)
      let changed = parts.joined(separator: ".")
      await #expect(throws: TokenError.wrongSignature) {
        try await verifier.verify(changed, algorithms: ["RS256", "ES256", "EdDSA"])
      }
    }
  }

  @Test func onlyAllowedAlgorithmsCount() async throws {
    let verifier = try JWKSVerifier(jwks: keySet)
    await #expect(throws: TokenError.algorithmNotAllowed) {
      try await verifier.verify(rsaToken, algorithms: ["ES256"])
    }
    await #expect(throws: TokenError.algorithmNotAllowed) {
      try await verifier.verify(try ecToken(kid: "rsa-1"), algorithms: ["RS256", "ES256"])
    }
  }

  @Test(arguments: ["none", "None", "HS256", "HS512", ""])
  func noTokenChoosesAWeakAlgorithm(_ name: String) async throws {
    let verifier = try JWKSVerifier(jwks: keySet)
    let signed = encoded(#"{"alg":"\#(name)","kid":"ec-1"}"#) + "." + encoded(#"{"sub":"42"}"#)
    // The secret of an HMAC would be what everybody knows: the public key.
    let secret = SymmetricKey(data: elliptic.publicKey.x963Representation)
    let code = HMAC<SHA256>.authenticationCode(for: Data(signed.utf8), using: secret)
    for token in [signed + ".", signed + "." + Base64URL.encode(Array(code))] {
      await #expect(throws: TokenError.algorithmNotAllowed) {
        try await verifier.verify(token, algorithms: [name, "ES256"])
      }
    }
  }

  @Test func symmetricAndEncryptionKeysAreLeftOut() async throws {
    let keys = #"""
      {"keys":[{"kty":"oct","kid":"a","k":"c2VjcmV0","alg":"HS256"},
        {"kty":"EC","crv":"P-256","use":"enc","kid":"ec-1","x":"AA","y":"AA"}]}
      """#
    let verifier = try JWKSVerifier(jwks: Array(keys.utf8))
    await #expect(throws: TokenError.unknownKey) {
      try await verifier.verify(try ecToken(), algorithms: ["ES256", "HS256"])
    }
  }

  @Test func anUnknownKeyHasItsOwnError() async throws {
    let verifier = try JWKSVerifier(jwks: keySet)
    await #expect(throws: TokenError.unknownKey) {
      try await verifier.verify(try ecToken(kid: "../../dev/null"), algorithms: ["ES256"])
    }
  }

  @Test func keysInTheHeaderAreNotLookedAt() async throws {
    let verifier = try JWKSVerifier(jwks: keySet)
    let own = P256.Signing.PrivateKey()
    let key = jwk(own, kid: "ec-1")
    for header in [
      #"{"alg":"ES256","kid":"ec-1","jwk":\#(key)}"#,
      #"{"alg":"ES256","kid":"ec-1","jku":"https://evil.example/keys","x5u":"https://evil.example/x"}"#,
    ] {
      let token = try signed(header, with: own)
      await #expect(throws: TokenError.wrongSignature) {
        try await verifier.verify(token, algorithms: ["ES256"])
      }
    }
    let critical = try signed(#"{"alg":"ES256","kid":"ec-1","crit":["b64"],"b64":false}"#, with: elliptic)
    await #expect(throws: TokenError.headerNotAllowed) {
      try await verifier.verify(critical, algorithms: ["ES256"])
    }
  }

  @Test(arguments: ["", "a.b", "a.b.c.d", "e30.e30.", "!!!!.e30.AA", "e30=.e30.AA", "W10.e30.AA"])
  func whatIsNoTokenIsMalformed(_ text: String) async throws {
    let verifier = try JWKSVerifier(jwks: keySet)
    await #expect(throws: TokenError.malformed) { try await verifier.verify(text, algorithms: ["ES256"]) }
  }

  @Test func whatIsNoKeySetIsRefused() {
    for text in ["", "[]", "{}", #"{"keys":{}}"#] {
      #expect(throws: TokenError.badKeys) { try JWKSVerifier(jwks: Array(text.utf8)) }
    }
  }

  private var keySet: [UInt8] {
    let ed = Base64URL.encode(Array(edwards.publicKey.rawRepresentation))
    let rsa = #"{"kty":"RSA","kid":"rsa-1","n":"\#(rsaModulus)","e":"AQAB"}"#
    let octets = #"{"kty":"OKP","crv":"Ed25519","kid":"ed-1","x":"\#(ed)"}"#
    return Array(#"{"keys":[\#(rsa),\#(jwk(elliptic, kid: "ec-1")),\#(octets)]}"#.utf8)
  }

  private func ecToken(kid: String = "ec-1") throws -> String {
    try signed(#"{"alg":"ES256","kid":"\#(kid)"}"#, with: elliptic)
  }

  private func edToken() throws -> String {
    let text = encoded(#"{"alg":"EdDSA","kid":"ed-1"}"#) + "." + encoded(#"{"sub":"42"}"#)
    return text + "." + Base64URL.encode(Array(try edwards.signature(for: Data(text.utf8))))
  }

  private func signed(_ header: String, with key: P256.Signing.PrivateKey) throws -> String {
    let text = encoded(header) + "." + encoded(#"{"sub":"42"}"#)
    let signature = try key.signature(for: Data(text.utf8)).rawRepresentation
    return text + "." + Base64URL.encode(Array(signature))
  }

  private func jwk(_ key: P256.Signing.PrivateKey, kid: String) -> String {
    let point = Array(key.publicKey.x963Representation)
    let (x, y) = (Base64URL.encode(Array(point[1...32])), Base64URL.encode(Array(point[33...64])))
    return #"{"kty":"EC","crv":"P-256","kid":"\#(kid)","x":"\#(x)","y":"\#(y)"}"#
  }

  private func encoded(_ text: String) -> String { Base64URL.encode(Array(text.utf8)) }
}
