import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Identity

/// Somebody has the password, or an old session, but not the second factor.
struct FactorTheftTests {
  private let email = "ada@example.org"

  @Test(arguments: TestEngine.allCases) func anAdministratorsPasswordDoesNotMakeItsOwnSecondFactor(
    _ engine: TestEngine
  ) async throws {
    try await withIdentity(engine) { plain in
      let kit = plain.with { $0.adminsNeedSecondFactor = true }
      _ = try await kit.identity.createAdmin(
        email: address(email), name: "Ada", password: IdentityKit.password)
      var device = SoftAuthenticator()
      let passkey = try await kit.register(&device, try await kit.signIn(email))
      // The password was phished; the passkey can't be.
      let thief = try await kit.viewer(try await kit.signIn(email))
      #expect(thief.needsSecondFactor)
      #expect(await problem { _ = try await kit.identity.beginSecondFactor(thief) } == .notAllowedNow)
      #expect(await problem { _ = try await kit.identity.beginPasskey(thief) } == .notAllowedNow)
      #expect(await problem { try await kit.identity.removePasskey(passkey.id, thief) } == .notAllowedNow)
      try await kit.identity.confirm(PresenceProofInput(password: IdentityKit.password), in: thief)
      #expect(await problem { _ = try await kit.identity.beginSecondFactor(thief) } == .notAllowedNow)
      // With the passkey everything goes on.
      let owner = try await kit.signIn(with: device)
      _ = try await kit.guarding(owner)
      #expect(try await kit.viewer(owner).may(.people))
    }
  }

  @Test(arguments: TestEngine.allCases) func aSessionFromBeforeDoesNotTurnCodesOffByPassword(
    _ engine: TestEngine
  ) async throws {
    try await withIdentity(engine) { kit in
      let member = try await kit.member(email)
      let old = try await kit.viewer(try await kit.signIn(email))
      let guarded = try await kit.guarding(member)
      let password = PresenceProofInput(password: IdentityKit.password)
      #expect(
        await problem { try await kit.identity.removeSecondFactor(password, old) } == .secondFactorRequired)
      #expect(try await kit.identity.secondFactor(of: old.account).isOn)
      let code = PresenceProofInput(code: kit.appCode(guarded.secret))
      try await kit.identity.removeSecondFactor(code, old)
      #expect(try await !kit.identity.secondFactor(of: old.account).isOn)
    }
  }

  @Test(arguments: TestEngine.allCases) func anOldSessionDoesNotSeeTheSecret(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      let stolen = try await kit.viewer(try await kit.member(email))
      kit.clock.advance(seconds: recentSignInSeconds)
      let owner = try await kit.viewer(try await kit.signIn(email))
      let setup = try await kit.identity.beginSecondFactor(owner)
      #expect(try await kit.identity.waitingSecondFactor(stolen) == nil)
      #expect(try await kit.identity.waitingSecondFactor(owner) == setup)
    }
  }
}
