import Crypto
import Gateways
import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Identity

struct PasskeyTests {
  private let email = "ada@example.org"

  @Test(arguments: TestEngine.allCases) func aPasskeySignsIn(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let member = try await kit.member(email)
      for key in [
        SoftAuthenticator.Key.p256(P256.Signing.PrivateKey()), .ed25519(Curve25519.Signing.PrivateKey()),
      ] {
        var device = SoftAuthenticator(key: key)
        try await kit.register(&device, member)
        let issued = try await kit.signIn(with: device)
        let session = try await kit.identity.sessions(of: member.account.id).first { $0.id == issued.id }
        #expect(session?.method == .passkey)
        #expect(session?.secondFactorAt == kit.clock.now)
      }
      let passkeys = try await kit.identity.passkeys(of: member.account.id)
      #expect(passkeys.map(\.name) == ["Laptop", "Laptop"])
      #expect(passkeys.allSatisfy { $0.lastUsedAt == kit.clock.now })
      #expect(try await kit.mails(to: email).contains { $0.subject == "A passkey was added" })
    }
  }

  @Test(arguments: TestEngine.allCases) func itIsASecondFactor(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { plain in
      let kit = try plain.with { $0.adminsNeedSecondFactor = true }
      _ = try await kit.identity.createAdmin(
        email: address(email), name: "Ada", password: IdentityKit.password)
      let begun = try await kit.signIn(email)
      var device = SoftAuthenticator()
      let passkey = try await kit.register(&device, begun)
      #expect(!(try await kit.viewer(begun).may(.people)))
      let issued = try await kit.signIn(with: device)
      #expect(try await kit.viewer(issued).may(.people))
      try await kit.identity.removePasskey(passkey.id, try await kit.viewer(issued))
      #expect(!(try await kit.viewer(issued).may(.people)))
      #expect(await problem { try await kit.signIn(with: device) } == .passkeyRefused)
    }
  }

  @Test(arguments: TestEngine.allCases) func forgeriesAreRefused(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let member = try await kit.member(email)
      var device = SoftAuthenticator()
      try await kit.register(&device, member)
      let changes: [(String, (inout SoftAuthenticator) -> Void)] = [
        ("signature", { $0.isForged = true }), ("origin", { $0.origin = "http://souk.test.evil.example" }),
        ("port", { $0.origin = "http://souk.test:8080" }), ("scheme", { $0.origin = "https://souk.test" }),
        ("site", { $0.site = "evil.example" }), ("presence", { $0.flags = 0x04 }),
        ("verification", { $0.flags = 0x01 }), ("backup", { $0.flags = 0x0D }),
        ("key", { $0.key = .p256(P256.Signing.PrivateKey()) }), ("credential", { $0.credentialID[0] ^= 1 }),
        ("owner", { $0.userHandle[0] ^= 1 }), ("frame", { $0.extraClientData = ["crossOrigin": true] }),
        ("top", { $0.extraClientData = ["topOrigin": "http://evil.example"] }),
        ("type", { $0.extraClientData = ["type": "webauthn.create"] }),
        ("challenge", { $0.extraClientData = ["challenge": SecureToken.make()] }),
      ]
      for (name, change) in changes {
        var forged = device
        change(&forged)
        #expect(await problem { try await kit.signIn(with: forged) } == .passkeyRefused, "\(name)")
      }
      try await kit.signIn(with: device)
    }
  }

  @Test(arguments: TestEngine.allCases) func challengesWorkOnceAndForOneThing(
    _ engine: TestEngine
  ) async throws {
    try await withIdentity(engine) { kit in
      let member = try await kit.member(email)
      let viewer = try await kit.viewer(member)
      var device = SoftAuthenticator()
      try await kit.register(&device, member)
      let challenge = try await kit.identity.beginPasskeySignIn().challenge
      let assertion = try device.assertion(challenge)
      _ = try await kit.identity.signIn(assertion, phone())
      #expect(
        await problem { _ = try await kit.identity.signIn(assertion, phone()) } == .passkeyRefused)
      // One of a registration does not sign in, one of a sign-in or of somebody else does not register.
      let own = try await kit.identity.beginPasskey(viewer).challenge
      #expect(
        await problem { _ = try await kit.identity.signIn(device.assertion(own), phone()) } == .passkeyRefused
      )
      let other = try await kit.viewer(try await kit.member("eve@example.org"))
      let theirs = try await kit.identity.beginPasskey(other).challenge
      let anybody = try await kit.identity.beginPasskeySignIn().challenge
      for wrong in [theirs, anybody, SecureToken.make()] {
        let creation = try SoftAuthenticator().creation(wrong)
        #expect(
          await problem { _ = try await kit.identity.registerPasskey(creation, viewer) } == .invalidInput)
      }
      // And five minutes are enough.
      let late = try await kit.identity.beginPasskeySignIn().challenge
      kit.clock.advance(seconds: passkeyChallengeSeconds)
      #expect(
        await problem { _ = try await kit.identity.signIn(device.assertion(late), phone()) }
          == .passkeyRefused)
    }
  }

  @Test(arguments: TestEngine.allCases) func aCopiedPasskeyShows(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let member = try await kit.member(email)
      var device = SoftAuthenticator(signCount: 5)
      try await kit.register(&device, member)
      let copy = device
      device.signCount = 6
      try await kit.signIn(with: device)
      #expect(await problem { try await kit.signIn(with: copy) } == .passkeyRefused)
      #expect(await problem { try await kit.signIn(with: device) } == .passkeyRefused)
      device.signCount = 0
      #expect(await problem { try await kit.signIn(with: device) } == .passkeyRefused)
      #expect(try await kit.mails(to: email).filter { $0.subject == "A passkey was refused" }.count == 3)
      device.signCount = 7
      try await kit.signIn(with: device)
      // One that does not count never regresses.
      var plain = SoftAuthenticator()
      try await kit.register(&plain, member)
      try await kit.signIn(with: plain)
      try await kit.signIn(with: plain)
    }
  }

  @Test(arguments: TestEngine.allCases) func registrationIsChecked(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let member = try await kit.member(email)
      let viewer = try await kit.viewer(member)
      let changes: [(String, (inout SoftAuthenticator) -> Void)] = [
        ("origin", { $0.origin = "http://evil.example" }), ("site", { $0.site = "evil.example" }),
        ("presence", { $0.flags = 0x04 }), ("verification", { $0.flags = 0x01 }),
        ("format", { $0.format = "tpm" }),
        ("type", { $0.extraClientData = ["type": "webauthn.get"] }),
        (
          "signature",
          { device in
            device.format = "packed"
            device.isForged = true
          }
        ),
      ]
      for (name, change) in changes {
        var device = SoftAuthenticator()
        change(&device)
        let creation = try device.creation(try await kit.identity.beginPasskey(viewer).challenge)
        #expect(
          await problem { _ = try await kit.identity.registerPasskey(creation, viewer) } == .invalidInput,
          "\(name)")
      }
      var device = SoftAuthenticator()
      try await kit.register(&device, member)
      let again = try await kit.identity.beginPasskey(viewer)
      #expect(again.known.map(\.id) == [device.credentialID])
      let twice = try device.creation(again.challenge)
      #expect(await problem { _ = try await kit.identity.registerPasskey(twice, viewer) } == .invalidInput)
      // Nor can somebody else take it over.
      let eve = try await kit.viewer(try await kit.member("eve@example.org"))
      let stolen = try device.creation(try await kit.identity.beginPasskey(eve).challenge)
      #expect(await problem { _ = try await kit.identity.registerPasskey(stolen, eve) } == .invalidInput)
    }
  }

  @Test(arguments: TestEngine.allCases) func eachLooksAfterTheirOwn(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let member = try await kit.member(email)
      var device = SoftAuthenticator()
      let passkey = try await kit.register(&device, member)
      let eve = try await kit.member("eve@example.org")
      let routes = PasskeyRoutes.routes(kit.identity)
      let api = TestAPI(routes: routes, sessions: kit.identity)
      let path = "/me/passkeys/\(passkey.id)"
      for (method, body) in [(HTTPMethod.patch, #"{"name": "Mine"}"#), (.delete, nil)] {
        #expect(await api.with(token: eve.token).send(method, path, body).status == 404)
        #expect(await api.send(method, path, body).status == 401)
      }
      let own = api.with(token: member.token)
      #expect(await own.send(.patch, path, #"{"name": "Phone"}"#).text("name") == "Phone")
      #expect(await own.send(.get, "/me/passkeys").items.count == 1)
      let options = await own.send(.post, "/me/passkeys/options")
      #expect(options.json["rp"]?["id"] == "souk.test")
      #expect(options.json["excludeCredentials"] != .array([]))
      kit.clock.advance(seconds: recentSignInSeconds)
      let late = await own.send(.delete, path)
      #expect(late.status == 403)
      #expect(late.text("type")?.hasSuffix("confirmation-needed") == true)
      try await kit.identity.confirm(
        PresenceProofInput(password: IdentityKit.password), in: try await kit.viewer(member))
      #expect(await own.send(.delete, path).status == 204)
      #expect(await own.send(.delete, path).status == 404)
      let nonsense = await api.send(.post, "/sessions/passkey", #"{"credential": {"id": "!"}}"#)
      #expect(nonsense.status == 422)
    }
  }

  @Test("A passkey is renamed for the state that was seen", arguments: TestEngine.allCases)
  func staleNamesAreRefused(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let member = try await kit.member(email)
      let other = try await kit.member("eve@example.org")
      var device = SoftAuthenticator()
      let passkey = try await kit.register(&device, member)
      let api = TestAPI(routes: kit.identity.routes, sessions: kit.identity).with(token: member.token)
      let path = "/me/passkeys/\(passkey.id)"
      let tag = try #require(await api.send(.get, path).response.headers[.eTag])
      #expect(await api.with(token: other.token).send(.get, path).status == 404)
      func rename(_ name: String, _ headers: HTTPHeaders = [:]) async -> Int {
        await api.send(.patch, path, #"{"name":"\#(name)"}"#, headers: headers).status
      }
      #expect(await rename("Phone", [.ifMatch: tag]) == 200)
      #expect(await rename("Tablet", [.ifMatch: tag]) == 412)
      #expect(try await kit.identity.passkeys(of: member.account.id).map(\.name) == ["Phone"])
      #expect(await rename("Tablet") == 200)
    }
  }
}
