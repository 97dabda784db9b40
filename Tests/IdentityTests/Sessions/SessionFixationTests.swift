import Gateways
import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Identity

struct SessionFixationTests {
  @Test(arguments: TestEngine.allCases) func aCookieFromBeforeNeverBecomesTheSession(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      let ada = try await kit.member("ada@example.org")
      // Somebody put a cookie into the browser and waits for its owner to sign in.
      let planted = "planted-by-somebody-else-0123456789abcdefg"
      let request = Request(
        method: .post, path: "/login", headers: [.cookie: "souk_session=\(planted)"], client: "192.0.2.9")
      let issued = try await kit.signIn(
        "ada@example.org", IdentityKit.password, Device(request, kind: .cookie))
      #expect(issued.token != planted && issued.cookie.value == issued.token)
      #expect(try await kit.identity.viewer(token: planted, isCookie: true) == nil)
      #expect(try await kit.identity.viewer(token: issued.token, isCookie: true)?.account == ada.account.id)
    }
  }

  @Test(arguments: TestEngine.allCases) func anAttackersOwnSessionDoesNotBecomeTheVictims(
    _ engine: TestEngine
  )
    async throws
  {
    try await withIdentity(engine) { kit in
      let mallory = try await kit.member("mallory@example.org")
      let ada = try await kit.member("ada@example.org")
      let theirs = try await kit.signIn("mallory@example.org", IdentityKit.password, browser())
      let viewer = try await kit.identity.viewer(token: theirs.token, isCookie: true)
      #expect(viewer?.account == mallory.account.id)
      // The victim's browser carries the attacker's session while the victim signs in.
      let request = Request(
        method: .post, path: "/login", headers: [.cookie: "souk_session=\(theirs.token)"], viewer: viewer)
      let issued = try await kit.signIn(
        "ada@example.org", IdentityKit.password, Device(request, kind: .cookie))
      #expect(issued.id != theirs.id && issued.token != theirs.token)
      #expect(try await kit.identity.viewer(token: issued.token, isCookie: true)?.account == ada.account.id)
      #expect(
        try await kit.identity.viewer(token: theirs.token, isCookie: true) == nil, "it has been replaced")
    }
  }

  @Test(arguments: TestEngine.allCases) func aReusedRefreshTokenEndsTheWholeFamily(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      let second = try kit.node()
      var newest = try await kit.member("ada@example.org")
      var spent: [String] = []
      for _ in 0..<4 {
        let token = try #require(newest.refreshToken)
        spent.append(token)
        newest = try await kit.identity.refresh(RefreshSessionInput(refreshToken: token))
      }
      #expect(try await second.viewer(token: newest.token, isCookie: false) != nil)
      kit.clock.advance(seconds: 11)
      // Any of the old ones, on any node, ends the newest.
      let stolen = RefreshSessionInput(refreshToken: spent[1])
      #expect(await problem { _ = try await second.refresh(stolen) } == .unauthenticated)
      #expect(try await second.viewer(token: newest.token, isCookie: false) == nil)
      #expect(try await !kit.isAlive(newest))
      let last = RefreshSessionInput(refreshToken: try #require(newest.refreshToken))
      #expect(await problem { _ = try await kit.identity.refresh(last) } == .unauthenticated)
    }
  }

  @Test(arguments: TestEngine.allCases) func anAdminWithoutSecondFactorIsMarked(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      var settings = IdentitySettings()
      settings.adminsNeedSecondFactor = true
      let strict = try kit.node(settings: settings)
      let email = try address("root@example.org")
      _ = try await kit.identity.createAdmin(email: email, name: "Root", password: "quiet river stones")
      let issued = try await kit.signIn("root@example.org", "quiet river stones")
      #expect(try await strict.viewer(token: issued.token, isCookie: false)?.needsSecondFactor == true)
      #expect(try await kit.identity.viewer(token: issued.token, isCookie: false)?.needsSecondFactor == false)
      let session = issued.id
      try await kit.database.write { tx in
        try tx.run("UPDATE sessions SET second_factor_at = \(tx.now) WHERE id = \(session)")
      }
      #expect(try await strict.viewer(token: issued.token, isCookie: false)?.needsSecondFactor == false)
    }
  }
}
