import Gateways
import Kernel
import TestSupport
import Testing

@testable import Identity

/// What a provider's answer must not be, and who may come back.
struct OpenIDRefusalTests {
  private typealias Spoil = @Sendable (inout [String: JSONValue]) -> Void

  private static let spoiled: [(reason: String, spoil: Spoil)] = [
    ("iss", { $0["iss"] = .string("https://login.test/realms/two") }),
    ("iss", { $0["iss"] = .string(FakeProvider.issuer + "/") }),
    ("iss", { $0["iss"] = nil }),
    ("aud", { $0["aud"] = .string("another") }),
    ("aud", { $0["aud"] = nil }),
    ("azp", { $0["aud"] = .array([.string("souk"), .string("another")]) }),
    ("azp", { $0["azp"] = .string("another") }),
    ("exp", { $0["exp"] = .integer(1_000_000) }),
    ("exp", { $0["exp"] = nil }), ("exp", { $0["exp"] = .integer(.max) }),
    ("exp", { $0["exp"] = .string("9999999999") }),
    ("iat", { $0["iat"] = .integer(1_000_000) }),
    ("iat", { $0["iat"] = .integer(99_999_999_999) }),
    ("iat", { $0["iat"] = nil }),
    ("nbf", { $0["nbf"] = .integer(99_999_999_999) }),
    ("nonce", { $0["nonce"] = .string("another") }),
    ("nonce", { $0["nonce"] = nil }),
    ("at_hash", { $0["at_hash"] = .string("AAAAAAAAAAAAAAAAAAAAAA") }),
    ("sub", { $0["sub"] = nil }),
    ("sub", { $0["sub"] = .string("") }),
    ("sub", { $0["sub"] = .string(String(repeating: "x", count: 256)) }),
  ]

  @Test(arguments: TestEngine.allCases)
  func tokensThatSaySomethingElse(_ engine: TestEngine) async throws {
    try await withProvider(engine) { souk in
      for (reason, spoil) in Self.spoiled {
        souk.provider.be("s1", "grace@example.com")
        souk.provider.change { $0.spoil = spoil }
        #expect(await souk.refusal { _ = try await souk.visit() } == .notTrusted(reason))
      }
      #expect(try await souk.account("grace@example.com") == nil)
      souk.provider.be("s1", "grace@example.com")
      souk.provider.change { $0.spoil = { $0["at_hash"] = .string("1Fz1r_ykX1rHXMEa2BLpFQ") } }
      #expect(await souk.refusal { _ = try await souk.visit() } == .notTrusted("at_hash"))
      // Half of the SHA-256 of "access".
      let half = Base64URL.encode(Array(SecureToken.hash("access").prefix(16)))
      souk.provider.change { $0.spoil = { $0["at_hash"] = .string(half) } }
      _ = try await souk.signIn()
    }
  }

  @Test(arguments: TestEngine.allCases)
  func tokensThatNobodySigned(_ engine: TestEngine) async throws {
    try await withProvider(engine) { souk in
      souk.provider.be("s1", "grace@example.com")
      let kid = souk.provider.state.withLock { $0.keys[0].kid }
      func header(_ algorithm: String) -> String {
        Base64URL.encode(Array(#"{"alg":"\#(algorithm)","kid":"\#(kid)"}"#.utf8))
      }
      let parts: @Sendable (String) -> [Substring] = { $0.split(separator: ".") }
      let none = header("none")
      let symmetric = header("HS256")
      let rsa = header("RS256")
      let forgeries: [@Sendable (String) -> String] = [
        { "\(none).\(parts($0)[1])." }, { "\(none).\(parts($0)[1]).AAAA" },
        { "\(symmetric).\(parts($0)[1]).\(parts($0)[2])" }, { "\(rsa).\(parts($0)[1]).\(parts($0)[2])" },
        { "\(parts($0)[0]).\(parts($0)[1]).\(Base64URL.encode(Array(repeating: 7, count: 64)))" },
        { "\(parts($0)[0]).\(Base64URL.encode(Array("{}".utf8))).\(parts($0)[2])" }, { _ in "" },
        { _ in "a.b.c" },
      ]
      for (index, forge) in forgeries.enumerated() {
        souk.provider.change { $0.forge = forge }
        guard case .notTrusted? = await souk.refusal({ _ = try await souk.visit() }) else {
          Issue.record("forgery \(index) was taken")
          continue
        }
      }
      let made = try await souk.account("grace@example.com")
      #expect(made == nil)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func waysBackThatAreNotOurs(_ engine: TestEngine) async throws {
    try await withProvider(engine) { souk in
      souk.provider.be("s1", "grace@example.com")
      let identity = souk.identity
      func finish(_ back: OpenIDReturn, _ name: String = "one") async -> OpenIDError? {
        await souk.refusal { _ = try await identity.finishOpenID(name, back, browser(), viewer: nil) }
      }
      let departure = try await identity.beginOpenID("one", next: nil)
      let (state, code) = try souk.provider.authorize(departure.address)
      let cookie = departure.cookie.value
      #expect(await finish(OpenIDReturn(state: "made-up", code: code, browser: cookie)) == .expired)
      #expect(await finish(OpenIDReturn(code: code, browser: cookie)) == .expired)
      #expect(
        await finish(OpenIDReturn(state: state, code: code, browser: cookie), "two") == .unknownProvider)
      // Another browser's way back uses the state up, so that nobody can go on trying.
      #expect(await finish(OpenIDReturn(state: state, code: code, browser: "another")) == .expired)
      #expect(await finish(OpenIDReturn(state: state, code: code, browser: cookie)) == .expired)

      let late = try await identity.beginOpenID("one", next: nil)
      souk.kit.clock.advance(seconds: 601)
      #expect(await souk.refusal { _ = try await souk.arrive(late) } == .expired)

      let once = try await identity.beginOpenID("one", next: nil)
      let (goodState, goodCode) = try souk.provider.authorize(once.address)
      let good = OpenIDReturn(state: goodState, code: goodCode, browser: once.cookie.value)
      #expect(await finish(good) == nil)
      #expect(await finish(good) == .expired)

      let denied = try await identity.beginOpenID("one", next: nil)
      let (deniedState, _) = try souk.provider.authorize(denied.address)
      let no = OpenIDReturn(state: deniedState, error: "access_denied", browser: denied.cookie.value)
      #expect(await finish(no) == .refused("access_denied"))
    }
  }

  @Test(arguments: TestEngine.allCases)
  func codesOfOtherWays(_ engine: TestEngine) async throws {
    try await withProvider(engine) { souk in
      souk.provider.be("s1", "grace@example.com")
      // An attacker's code in the victim's way back: the verifier does not fit (PKCE).
      let victim = try await souk.identity.beginOpenID("one", next: nil)
      let attacker = try await souk.identity.beginOpenID("one", next: nil)
      let (state, _) = try souk.provider.authorize(victim.address)
      let (_, code) = try souk.provider.authorize(attacker.address)
      let mixed = OpenIDReturn(state: state, code: code, browser: victim.cookie.value)
      let error = await souk.refusal {
        _ = try await souk.identity.finishOpenID("one", mixed, browser(), viewer: nil)
      }
      #expect(error == .notTrusted("token endpoint answered 400: invalid_grant"))
    }
  }

  @Test(arguments: TestEngine.allCases)
  func issuersThatAreMixedUp(_ engine: TestEngine) async throws {
    try await withProvider(engine) { souk in
      souk.provider.be("s1", "grace@example.com")
      func come(_ issuer: String?) async -> OpenIDError? {
        await souk.refusal {
          let departure = try await souk.identity.beginOpenID("one", next: nil)
          let (state, code) = try souk.provider.authorize(departure.address)
          let back = OpenIDReturn(state: state, code: code, issuer: issuer, browser: departure.cookie.value)
          _ = try await souk.identity.finishOpenID("one", back, browser(), viewer: nil)
        }
      }
      #expect(await come("https://evil.test") == .notTrusted("iss of the way back"))
      #expect(await come(FakeProvider.issuer) == nil)
      #expect(await come(nil) == nil)
      // Once the provider says that it names itself, silence is no answer.
      souk.provider.change { $0.discovery["authorization_response_iss_parameter_supported"] = .boolean(true) }
      souk.kit.clock.advance(seconds: 3700)
      #expect(await come(nil) == .notTrusted("the way back names no issuer"))
      // A discovery document of another issuer is none.
      souk.provider.change { $0.discovery["issuer"] = .string("https://login.test/realms/two") }
      souk.kit.clock.advance(seconds: 3700)
      #expect(await come(nil) == .notTrusted("discovery is of another issuer"))
      souk.provider.change {
        $0.discovery["issuer"] = nil
        $0.discovery["token_endpoint"] = .string("http://login.test/token")
      }
      #expect(await come(nil) == .notTrusted("discovery lacks an endpoint"))
    }
  }

  @Test(arguments: TestEngine.allCases)
  func keysThatChange(_ engine: TestEngine) async throws {
    try await withProvider(engine) { souk in
      souk.provider.be("s1", "grace@example.com")
      _ = try await souk.signIn()
      #expect(souk.provider.state.withLock { $0.keyFetches } == 1)
      try await souk.provider.rotate()
      // Keys are not asked for again at once, however many tokens come.
      for _ in 0..<3 {
        guard case .notTrusted? = await souk.refusal({ _ = try await souk.visit() }) else {
          Issue.record("an unknown key was taken")
          return
        }
      }
      #expect(souk.provider.state.withLock { $0.keyFetches } == 1)
      souk.kit.clock.advance(seconds: 6)
      _ = try await souk.signIn()
      #expect(souk.provider.state.withLock { $0.keyFetches } == 2)
      _ = try await souk.signIn()
      #expect(souk.provider.state.withLock { $0.keyFetches } == 2)
      // After an hour they are asked for anyway, so that a withdrawn key counts no longer.
      souk.kit.clock.advance(seconds: 3700)
      _ = try await souk.signIn()
      #expect(souk.provider.state.withLock { $0.keyFetches } == 3)
    }
  }
}
