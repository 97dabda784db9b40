import Foundation
import Gateways
import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Identity

struct SecondFactorRuleTests {
  private let email = "ada@example.org"

  @Test(arguments: TestEngine.allCases) func administratorsNeedOne(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { plain in
      let kit = plain.with { $0.adminsNeedSecondFactor = true }
      _ = try await kit.identity.createAdmin(
        email: address(email), name: "Ada", password: IdentityKit.password)
      let issued = try await kit.signIn(email)
      let before = try await kit.viewer(issued)
      #expect(before.needsSecondFactor)
      #expect(!before.may(.people))
      let guarded = try await kit.guarding(issued)
      #expect(try await kit.viewer(issued).may(.people))
      let later = try await kit.signIn(email, code: kit.appCode(guarded.secret))
      #expect(try await kit.viewer(later).may(.people))
      // Without it the right ends at once, in every session.
      try await kit.identity.removeSecondFactor(
        PresenceProofInput(password: IdentityKit.password), try await kit.viewer(later))
      #expect(!(try await kit.viewer(issued).may(.people)))
      #expect(!(try await kit.viewer(later).may(.people)))
    }
  }

  @Test(arguments: TestEngine.allCases) func changesNeedARecentSignIn(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let member = try await kit.member(email)
      let viewer = try await kit.viewer(member)
      kit.clock.advance(seconds: recentSignInSeconds)
      #expect(!(try await kit.identity.isRecent(viewer.session)))
      #expect(await problem { _ = try await kit.identity.beginSecondFactor(viewer) } == .confirmationNeeded)
      #expect(await problem { _ = try await kit.identity.beginPasskey(viewer) } == .confirmationNeeded)
      let wrong = PresenceProofInput(password: "another password")
      #expect(await problem { try await kit.identity.confirm(wrong, in: viewer) } == .invalidInput)
      let right = PresenceProofInput(password: IdentityKit.password)
      try await kit.identity.confirm(right, in: viewer)
      let guarded = try await kit.guarding(member)
      kit.clock.advance(seconds: recentSignInSeconds)
      #expect(await problem { _ = try await kit.identity.renewRecoveryCodes(viewer) } == .confirmationNeeded)
      // Now the password alone is not enough.
      #expect(await problem { try await kit.identity.confirm(right, in: viewer) } == .secondFactorRequired)
      let code = PresenceProofInput(code: kit.appCode(guarded.secret))
      try await kit.identity.confirm(code, in: viewer)
      _ = try await kit.identity.renewRecoveryCodes(viewer)
    }
  }

  @Test(arguments: TestEngine.allCases) func turningItOffNeedsAProof(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let guarded = try await kit.guardedMember(email)
      let viewer = try await kit.viewer(guarded.session)
      for wrong in [PresenceProofInput(password: "another password"), PresenceProofInput(code: "000000")] {
        #expect(await problem { try await kit.identity.removeSecondFactor(wrong, viewer) } != nil)
      }
      #expect(try await kit.identity.secondFactor(of: viewer.account).isOn)
      let right = PresenceProofInput(code: kit.appCode(guarded.secret))
      try await kit.identity.removeSecondFactor(right, viewer)
      #expect(
        try await kit.identity.secondFactor(of: viewer.account)
          == SecondFactorState(since: nil, recoveryCodesLeft: 0))
      _ = try await kit.signIn(email)
      #expect(try await kit.mails(to: email).contains { $0.subject.contains("need no code") })
    }
  }

  @Test(arguments: TestEngine.allCases) func theSecretIsSealed(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let guarded = try await kit.guardedMember(email)
      let id = guarded.session.account.id
      let stored = try #require(try await kit.database.read { try SecondFactorStore.find(id, $0) })
      #expect(!Data(stored.sealedSecret).contains(Data(guarded.secret)))
      #expect(throws: VaultError.damaged) {
        try kit.identity.vault.open(stored.sealedSecret, context: StoredSecondFactor.context(AccountID()))
      }
      #expect(try await SecondFactorRows().reseal(kit.identity.vault, kit.database) == 0)
    }
  }

  @Test(arguments: TestEngine.allCases) func aNewKeySealsItAnew(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let old = Vault.makeKey(named: "old")
      let new = Vault.makeKey(named: "new")
      let id = try await kit.member(email).account.id
      let secret = TimeCode.makeSecret()
      let context = StoredSecondFactor.context(id)
      let sealed = try Vault(keys: old).seal(secret, context: context)
      try await kit.database.write { _ = try SecondFactorStore.begin(id, sealedSecret: sealed, $0) }
      let rows = SecondFactorRows()
      #expect(try await rows.reseal(Vault(keys: "\(new),\(old)"), kit.database) == 1)
      #expect(try await rows.reseal(Vault(keys: "\(new),\(old)"), kit.database) == 0)
      let stored = try #require(try await kit.database.read { try SecondFactorStore.find(id, $0) })
      #expect(try Vault(keys: new).open(stored.sealedSecret, context: context) == secret)
    }
  }

  @Test(arguments: TestEngine.allCases) func itIsExportedAndForgotten(_ engine: TestEngine) async throws {
    try await withIdentity(engine, personalData: [SignInPersonalData()]) { kit in
      let guarded = try await kit.guardedMember(email)
      let id = guarded.session.account.id
      let sections = try await kit.database.read { try SignInPersonalData().sections(for: id, $0) }
      #expect(sections.map(\.0) == ["secondFactor", "passkeys"])
      #expect(sections[0].1["isOn"] == .boolean(true))
      try await kit.database.write { try SignInPersonalData().forget(id, $0) }
      #expect(try await kit.database.read { try SecondFactorStore.find(id, $0) } == nil)
      #expect(try await kit.identity.secondFactor(of: id).recoveryCodesLeft == 0)
    }
  }

  @Test(arguments: TestEngine.allCases) func theAPIGoesTheWholeWay(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let member = try await kit.member(email)
      let routes = SecondFactorRoutes.routes(kit.identity) + SessionRoutes.routes(kit.identity)
      let api = TestAPI(routes: routes, sessions: kit.identity).with(token: member.token)
      #expect(await api.send(.get, "/me/second-factor").json["isOn"] == .boolean(false))
      let begun = await api.send(.post, "/me/second-factor")
      #expect(begun.status == 201)
      #expect(begun.text("uri")?.hasPrefix("otpauth://totp/") == true)
      let secret = try #require(begun.text("secret").flatMap(Base32.decode))
      let refused = await api.send(.post, "/me/second-factor/confirm", #"{"code": "12"}"#)
      #expect(refused.wrongFields == ["code"])
      let confirmed = await api.send(
        .post, "/me/second-factor/confirm", #"{"code": "\#(kit.appCode(secret))"}"#)
      #expect(confirmed.status == 200)
      kit.clock.advance(seconds: 60)
      let guest = api.with(token: nil)
      let password = IdentityKit.password
      let without = await guest.send(
        .post, "/sessions", #"{"email": "\#(email)", "password": "\#(password)"}"#)
      #expect(without.status == 401)
      #expect(without.text("type")?.hasSuffix("second-factor-required") == true)
      let with = await guest.send(
        .post, "/sessions",
        #"{"email": "\#(email)", "password": "\#(password)", "code": "\#(kit.appCode(secret))"}"#)
      #expect(with.status == 200)
      #expect(await api.send(.delete, "/me/second-factor", "{}").wrongFields == ["password"])
      let off = await api.send(.delete, "/me/second-factor", #"{"password": "\#(password)"}"#)
      #expect(off.status == 204)
      #expect(await guest.send(.get, "/me/second-factor").status == 401)
    }
  }
}
