import Crypto
import Foundation
import Gateways
import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Identity

struct AccessTokenTests {
  @Test(arguments: TestEngine.allCases) func aTokenSaysNothingAboutThePerson(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      let issued = try await kit.member("ada@example.org")
      let token = try LooseToken(issued.token)
      #expect(token.header["alg"] == "ES256" && token.header["typ"] == "at+jwt")
      #expect(Set(token.header.keys) == ["alg", "kid", "typ"])
      #expect(Set(token.claims.keys) == ["iss", "aud", "client_id", "sub", "sid", "jti", "iat", "exp"])
      #expect(token.claims["sub"] == .string("\(issued.account.id)"))
      #expect(token.claims["sid"] == .string("\(issued.id)"))
      #expect(token.claims["iss"] == "http://souk.test" && token.claims["aud"] == "http://souk.test/api/v1")
      #expect(issued.expiresInSeconds == 900)
      guard case .integer(let start)? = token.claims["iat"], case .integer(let end)? = token.claims["exp"]
      else {
        Issue.record("no times")
        return
      }
      #expect(end - start == 900)
    }
  }

  @Test func algorithmsAreNotConfused() async throws {
    try await withIdentity(.sqlite) { kit in
      let issued = try await kit.member("ada@example.org")
      let keys = String(decoding: try await kit.identity.publicKeySet(), as: UTF8.self)
      let document = try JSONDecoder().decode(JSONValue.self, from: Data(keys.utf8))
      guard case .array(let list)? = document["keys"], let key = list.first, case .string(let x)? = key["x"],
        case .string(let y)? = key["y"], let left = Base64URL.decode(x.utf8),
        let right = Base64URL.decode(y.utf8)
      else {
        Issue.record("no key in \(keys)")
        return
      }
      let point = try P256.Signing.PublicKey(x963Representation: [4] + left + right)
      var token = try LooseToken(issued.token)
      for name in ["none", "None", "NONE", ""] {
        token.header["alg"] = .string(name)
        #expect(try await !isGood(try token.signedText + ".", kit))
        #expect(try await !isGood(try token.text, kit))
      }
      // What everybody can read must not work as a secret.
      let secrets = [
        [4] + left + right, left + right, Array(point.pemRepresentation.utf8), Array(point.derRepresentation),
        Array(keys.utf8), Array(x.utf8), [],
      ]
      for name in ["HS256", "HS384", "HS512", "RS256", "ES384", "EdDSA", "es256"] {
        token.header["alg"] = .string(name)
        for secret in secrets { #expect(try await !isGood(try token.authenticated(with: secret), kit)) }
      }
      #expect(try await kit.isAlive(issued))
    }
  }

  @Test(arguments: TestEngine.allCases) func aKeyIsNamedAndNothingElse(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let issued = try await kit.member("ada@example.org")
      let foreign = P256.Signing.PrivateKey()
      let point = Array(foreign.publicKey.x963Representation)
      let jwk: JSONValue = .object([
        "kty": "EC", "crv": "P-256", "alg": "ES256", "kid": "own",
        "x": .string(Base64URL.encode(Array(point[1...32]))),
        "y": .string(Base64URL.encode(Array(point[33...64]))),
      ])
      let good = try LooseToken(issued.token)
      #expect(try await !isGood(try good.signed(by: foreign), kit))
      for kid in [
        "", "own", "../../../../dev/null", "/proc/sys/kernel/randomize_va_space", "' OR '1'='1",
        "x' UNION SELECT 'a', '{}', NULL, 0, 0, 0 --", "https://evil.example/key",
        String(repeating: "A", count: 43),
        String(repeating: "k", count: 8000),
      ] {
        var token = good
        token.header["kid"] = .string(kid)
        #expect(try await !isGood(try token.signed(by: foreign), kit))
        #expect(try await !isGood(try token.text, kit))
      }
      for kid: JSONValue in [.null, .integer(1), .array(["own"]), .object(["own": true])] {
        var token = good
        token.header["kid"] = kid
        #expect(try await !isGood(try token.signed(by: foreign), kit))
      }
      for (name, value): (String, JSONValue) in [
        ("jwk", jwk), ("jku", "https://evil.example/jwks.json"), ("x5u", "https://evil.example/cert"),
        ("x5c", .array(["AAAA"])), ("crit", .array(["exp"])),
      ] {
        var token = good
        token.header[name] = value
        #expect(try await !isGood(try token.signed(by: foreign), kit))
      }
      #expect(try await kit.isAlive(issued))
    }
  }

  @Test(arguments: TestEngine.allCases) func otherClaimsAreRefused(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let issued = try await kit.member("ada@example.org")
      let other = try await kit.member("bo@example.org")
      let good = try LooseToken(issued.token)
      let key = try await kit.identity.signingKeys.signer()
      #expect(try await isGood(try key.sign(good.claims, type: "at+jwt"), kit))
      let now = kit.clock.now.milliseconds / 1000
      for (name, value): (String, JSONValue?) in [
        ("iss", "https://evil.example"), ("iss", nil), ("aud", "https://other.example/api/v1"), ("aud", nil),
        ("exp", .integer(now - 11)), ("exp", nil), ("exp", .string("never")), ("exp", .integer(.max)),
        ("iat", .integer(now + 60)), ("iat", nil), ("nbf", .integer(now + 60)), ("nbf", "soon"),
        ("sub", .string("\(other.account.id)")), ("sub", "admin"), ("sid", .string("\(other.id)")),
        ("sid", nil),
        ("jti", "guess"), ("jti", nil),
      ] {
        var claims = good.claims
        claims[name] = value
        #expect(
          try await !isGood(try key.sign(claims, type: "at+jwt"), kit), "\(name) \(String(describing: value))"
        )
      }
      #expect(try await !isGood(try key.sign(good.claims, type: "JWT"), kit), "another kind of token")
    }
  }

  @Test func aTokenOfAnotherSiteIsRefused() async throws {
    try await withIdentity(.sqlite) { kit in
      let issued = try await kit.member("ada@example.org")
      let other = try kit.node(publicURL: "https://other.test")
      #expect(try await other.viewer(token: issued.token, isCookie: false) == nil)
    }
  }

  @Test(arguments: TestEngine.allCases) func aBanIsFeltOnEveryNodeAtOnce(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let second = try kit.node()
      let ada = try await kit.member("ada@example.org")
      let cookie = try await kit.signIn("ada@example.org", IdentityKit.password, browser())
      #expect(try await second.viewer(token: ada.token, isCookie: false)?.account == ada.account.id)
      #expect(try await second.viewer(token: cookie.token, isCookie: true) != nil)
      let id = ada.account.id
      try await kit.database.write {
        try $0.run("UPDATE accounts SET blocked_reason = 'fraud' WHERE id = \(id)")
      }
      #expect(try await second.viewer(token: ada.token, isCookie: false) == nil)
      #expect(try await second.viewer(token: cookie.token, isCookie: true) == nil)
      let refresh = RefreshSessionInput(refreshToken: try #require(ada.refreshToken))
      #expect(await problem { _ = try await second.refresh(refresh) } == .unauthenticated)
    }
  }

  @Test(arguments: TestEngine.allCases) func aSessionThatEndedIsOutOnEveryNode(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      let second = try kit.node()
      let ada = try await kit.member("ada@example.org")
      let phone = try await kit.signIn("ada@example.org")
      #expect(try await second.viewer(token: phone.token, isCookie: false) != nil)
      let api = kit.api.with(token: ada.token)
      #expect(await api.send(.delete, "/me/sessions").status == 204)
      #expect(try await second.viewer(token: phone.token, isCookie: false) == nil)
      #expect(try await second.viewer(token: ada.token, isCookie: false) != nil, "the one that asked goes on")
    }
  }

  @Test func theMemoryOfTokensHasAnEnd() async throws {
    let memory = VerifiedTokens(capacity: 100)
    let account = Account(
      id: AccountID(at: Timestamp(milliseconds: 1)), name: "Ada", email: try address("ada@example.org"),
      role: .customer, adminRole: nil, isActive: true, blockedReason: nil,
      createdAt: Timestamp(milliseconds: 1))
    let begun = BegunSession(
      id: SessionID(at: Timestamp(milliseconds: 1)), account: account, kind: .bearer, secret: "s",
      refreshToken: nil, deviceToken: nil, at: Timestamp(milliseconds: 1))
    let claims = AccessClaims(begun, lifetimeSeconds: 60)
    for number in 0..<1000 { memory.keep([UInt8(number % 256), UInt8(number / 256)], claims, signedBy: "a") }
    #expect(memory.count <= 100)
    #expect(memory.find([UInt8(999 % 256), UInt8(999 / 256)]) == claims)
    memory.forget(exceptSignedBy: ["b"])
    #expect(memory.count == 0)
  }

  private func isGood(_ token: String, _ kit: IdentityKit) async throws -> Bool {
    try await kit.identity.viewer(token: token, isCookie: false) != nil
  }
}
