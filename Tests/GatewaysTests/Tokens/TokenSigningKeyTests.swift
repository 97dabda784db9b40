import Crypto
import Foundation
import Gateways
import Kernel
import Testing

struct TokenSigningKeyTests {
  @Test func whatAKeySignsItsPublicHalfVerifies() async throws {
    let key = try await TokenSigningKey.make()
    let token = try key.sign(["sub": .string("42"), "exp": .integer(7)], type: "at+jwt")
    let verifier = try await TokenVerifyingKey(publicJWK: key.publicJWK)
    #expect(try TokenVerifyingKey.kid(token, type: "at+jwt") == key.kid)
    #expect(try verifier.verify(token) == .object(["sub": .string("42"), "exp": .integer(7)]))
    let other = try await TokenVerifyingKey(publicJWK: TokenSigningKey.make().publicJWK)
    #expect(throws: TokenError.wrongSignature) { try other.verify(token) }
  }

  @Test func theNameIsTheThumbprintAndThePublicHalfHasNoSecret() async throws {
    let key = try await TokenSigningKey.make()
    let document = try JSONDecoder().decode(JSONValue.self, from: Data(key.publicJWK.utf8))
    #expect(key.kid.utf8.count == 43 && document["kid"] == .string(key.kid))
    #expect(document["d"] == nil && document["alg"] == .string("ES256") && document["use"] == .string("sig"))
    let again = try await TokenSigningKey(privatePEM: key.privatePEM)
    #expect(again.kid == key.kid)
    await #expect(throws: TokenError.badKeys) { try await TokenSigningKey(privatePEM: "nothing") }
  }

  @Test func aTokenIsNoOtherKindOfToken() async throws {
    let key = try await TokenSigningKey.make()
    let token = try key.sign(["sub": .string("42")], type: "JWT")
    #expect(throws: TokenError.wrongClaims) { try TokenVerifyingKey.kid(token, type: "at+jwt") }
  }

  @Test(arguments: ["jwk", "jku", "x5u", "x5c", "crit"])
  func aHeaderBringsNoKeys(_ name: String) async throws {
    let key = try await TokenSigningKey.make()
    let header = #"{"alg":"ES256","kid":"\#(key.kid)","typ":"at+jwt","\#(name)":["https://evil.example"]}"#
    let token = Base64URL.encode(Array(header.utf8)) + ".e30.AAAA"
    #expect(throws: TokenError.headerNotAllowed) { try TokenVerifyingKey.kid(token, type: "at+jwt") }
  }

  @Test(arguments: ["none", "HS256", "RS256", "ES384", "es256"])
  func theAlgorithmIsTheKeysOwn(_ name: String) async throws {
    let key = try await TokenSigningKey.make()
    let verifier = try await TokenVerifyingKey(publicJWK: key.publicJWK)
    let header = Base64URL.encode(Array(#"{"alg":"\#(name)","kid":"\#(key.kid)","typ":"at+jwt"}"#.utf8))
    let signed = header + "." + Base64URL.encode(Array(#"{"sub":"42"}"#.utf8))
    let secret = SymmetricKey(data: Data(key.publicJWK.utf8))
    let code = HMAC<SHA256>.authenticationCode(for: Data(signed.utf8), using: secret)
    let token = signed + "." + Base64URL.encode(Array(code))
    #expect(throws: TokenError.algorithmNotAllowed) { try verifier.verify(token) }
    #expect(throws: TokenError.algorithmNotAllowed) { try TokenVerifyingKey.kid(token, type: "at+jwt") }
  }

  @Test func base64HasOneSpelling() {
    #expect(Base64URL.decode("AA".utf8) == [0])
    #expect(Base64URL.decode("AB".utf8) == nil, "bits that mean nothing")
    #expect(Base64URL.decode("AA==".utf8) == nil && Base64URL.decode("+/+/".utf8) == nil)
    #expect(Base64URL.decode("-_-_".utf8) == [0xFB, 0xFF, 0xBF])
  }
}
