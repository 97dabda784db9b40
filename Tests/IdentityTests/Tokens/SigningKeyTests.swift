import Foundation
import Gateways
import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Identity

struct SigningKeyTests {
  @Test(arguments: TestEngine.allCases) func aRotatedKeyStillVerifies(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let second = try kit.node()
      let before = try await kit.member("ada@example.org")
      #expect(try await second.viewer(token: before.token, isCookie: false) != nil)
      let kid = try await kit.identity.rotateSigningKeys()
      let after = try await kit.signIn("ada@example.org")
      #expect(try LooseToken(after.token).header["kid"] == .string(kid))
      for node in [kit.identity, second, try kit.node()] {
        #expect(try await node.viewer(token: before.token, isCookie: false) != nil)
        #expect(try await node.viewer(token: after.token, isCookie: false) != nil, "a name that is new to it")
      }
      // The other node signs with the new key after a minute at the latest.
      kit.clock.advance(seconds: signingKeyCacheSeconds)
      let there = try await second.signIn(
        SignInInput(email: address("ada@example.org"), password: IdentityKit.password), phone())
      #expect(try LooseToken(there.token).header["kid"] == .string(kid))
      // When no token of the old key can be alive, it is gone.
      kit.clock.advance(seconds: 15 * 60 + signingKeySlackSeconds)
      try await kit.identity.rotateSigningKeysWhenDue()
      #expect(try await kit.identity.signingKeySummaries().map(\.kid) == [kid])
    }
  }

  @Test(arguments: TestEngine.allCases) func oldTokensCanBeRefused(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let second = try kit.node()
      let issued = try await kit.member("ada@example.org")
      #expect(try await second.viewer(token: issued.token, isCookie: false) != nil)
      _ = try await kit.identity.rotateSigningKeys(refusingOld: true)
      #expect(try await !kit.isAlive(issued))
      kit.clock.advance(seconds: signingKeyCacheSeconds)
      #expect(try await second.viewer(token: issued.token, isCookie: false) == nil)
      let renewed = try await second.refresh(
        RefreshSessionInput(refreshToken: try #require(issued.refreshToken)))
      #expect(try await kit.isAlive(renewed))
    }
  }

  @Test(arguments: TestEngine.allCases) func aKeyEndsByItself(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      _ = try await kit.member("ada@example.org")
      let first = try await kit.identity.signingKeySummaries()
      #expect(first.count == 1 && first[0].isOpen)
      kit.clock.advance(seconds: 28 * 24 * 60 * 60)
      try await kit.identity.rotateSigningKeysWhenDue()
      #expect(try await kit.identity.signingKeySummaries().count == 1)
      kit.clock.advance(seconds: 24 * 60 * 60)
      try await kit.identity.rotateSigningKeysWhenDue()
      let both = try await kit.identity.signingKeySummaries()
      #expect(both.count == 2 && both[1].kid == first[0].kid)
      // And without the job.
      kit.clock.advance(seconds: 60 * 24 * 60 * 60)
      let issued = try await kit.signIn("ada@example.org")
      #expect(try await kit.isAlive(issued))
      #expect(try await kit.identity.signingKeySummaries().first?.kid != both[0].kid)
    }
  }

  @Test(arguments: TestEngine.allCases) func aNodeWithAnotherVaultMakesItsOwnKey(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      let stranger = try kit.node(vault: try Vault(keys: Vault.makeKey(named: "other")))
      let here = try await kit.member("ada@example.org")
      let there = try await stranger.signIn(
        SignInInput(email: address("ada@example.org"), password: IdentityKit.password), phone())
      #expect(try LooseToken(here.token).header["kid"] != LooseToken(there.token).header["kid"])
      for token in [here.token, there.token] {
        #expect(try await kit.identity.viewer(token: token, isCookie: false) != nil)
        #expect(try await stranger.viewer(token: token, isCookie: false) != nil)
      }
      #expect(try await kit.identity.signingKeySummaries().filter(\.isOpen).count == 1)
    }
  }

  @Test(arguments: TestEngine.allCases) func privateKeysAreSealedAndSealedAnew(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      let old = Vault.makeKey(named: "old")
      let before = try kit.node(vault: try Vault(keys: old))
      let kid = try await before.rotateSigningKeys()
      let row = try #require(try await kit.database.read { try SigningKeyStore.sealed($0).first })
      let sealed = try #require(row.sealedPrivateKey)
      #expect(!String(decoding: sealed, as: UTF8.self).contains("PRIVATE KEY"))
      #expect(!row.publicJWK.contains(#""d""#))

      let new = Vault.makeKey(named: "new")
      let both = try Vault(keys: "\(new),\(old)")
      #expect(try await SealedSigningKeys().reseal(both, kit.database) == 1)
      #expect(try await SealedSigningKeys().reseal(both, kit.database) == 0, "a second run has nothing to do")
      let after = try kit.node(vault: try Vault(keys: new))
      #expect(try await after.signingKeySummaries().map { [$0.kid: $0.isOpen] } == [[kid: true]])
      let unable = try Vault(keys: Vault.makeKey(named: "third"))
      #expect(try await SealedSigningKeys().reseal(unable, kit.database) == 0, "what doesn't open stays")
    }
  }

  @Test(arguments: TestEngine.allCases) func ofManyFirstSignInsAllTokensAreGood(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      _ = try await kit.member("ada@example.org")
      try await kit.database.write { try $0.run("DELETE FROM signing_keys") }
      let fresh = try kit.node()
      let input = SignInInput(email: try address("ada@example.org"), password: IdentityKit.password)
      let tokens = try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 0..<8 { group.addTask { try await fresh.signIn(input, phone()).token } }
        return try await group.reduce(into: [String]()) { $0.append($1) }
      }
      for token in tokens { #expect(try await kit.identity.viewer(token: token, isCookie: false) != nil) }
    }
  }

  @Test func thePublicKeysAreShown() async throws {
    try await withIdentity(.sqlite) { kit in
      let issued = try await kit.member("ada@example.org")
      let api = TestAPI(routes: TokenRoutes.routes(kit.identity), sessions: kit.identity)
      let answer = await api.application.respond(to: IncomingRequest(.get, "/.well-known/jwks.json"))
      #expect(answer.status == .ok && answer.headers[.cacheControl] == "public, max-age=300")
      #expect(answer.headers[.contentType] == "application/jwk-set+json")
      let verifier = try JWKSVerifier(jwks: answer.bodyBytes)
      let claims = try await verifier.verify(issued.token, algorithms: ["ES256"])
      #expect(claims["sub"] == .string("\(issued.account.id)"))
      #expect(!String(decoding: answer.bodyBytes, as: UTF8.self).contains(#""d":"#))
    }
  }
}
