import Gateways
import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Identity

struct SecondFactorTests {
  private let email = "ada@example.org"

  @Test(arguments: TestEngine.allCases) func aSignInNeedsACodeThen(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let guarded = try await kit.guardedMember(email)
      #expect(await problem { _ = try await kit.signIn(email) } == .secondFactorRequired)
      #expect(await problem { _ = try await kit.signIn(email, code: "000000") } == .secondFactorWrong)
      let issued = try await kit.signIn(email, code: kit.appCode(guarded.secret))
      let sessions = try await kit.identity.sessions(of: issued.account.id)
      #expect(sessions.first { $0.id == issued.id }?.secondFactorAt == kit.clock.now)
      // Nothing is told to those who don't know the password.
      #expect(
        await problem { _ = try await kit.signIn(email, "another password") } == .wrongCredentials)
      #expect(try await kit.mails(to: email).contains { $0.subject.contains("need a code") })
    }
  }

  @Test(arguments: TestEngine.allCases) func itCountsOnlyOnceConfirmed(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let member = try await kit.member(email)
      let viewer = try await kit.viewer(member)
      let first = try await kit.identity.beginSecondFactor(viewer)
      #expect(try await kit.identity.waitingSecondFactor(viewer) == first)
      _ = try await kit.signIn(email)
      let second = try await kit.identity.beginSecondFactor(viewer)
      #expect(second.secret != first.secret)
      let old = ConfirmSecondFactorInput(code: kit.appCode(try #require(Base32.decode(first.secret))))
      #expect(
        await problem { _ = try await kit.identity.confirmSecondFactor(old, viewer) } == .secondFactorWrong)
      let good = ConfirmSecondFactorInput(code: kit.appCode(try #require(Base32.decode(second.secret))))
      _ = try await kit.identity.confirmSecondFactor(good, viewer)
      #expect(try await kit.identity.waitingSecondFactor(viewer) == nil)
      #expect(await problem { _ = try await kit.identity.beginSecondFactor(viewer) } == .notAllowedNow)
      #expect(
        await problem { _ = try await kit.identity.confirmSecondFactor(good, viewer) } == .notAllowedNow)
    }
  }

  @Test(arguments: TestEngine.allCases) func aCodeWorksOnce(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let guarded = try await kit.guardedMember(email)
      let code = kit.appCode(guarded.secret)
      _ = try await kit.signIn(email, code: code)
      #expect(await problem { _ = try await kit.signIn(email, code: code) } == .secondFactorWrong)
      // Neither does one from before it.
      let before = kit.appCode(guarded.secret, later: -1)
      #expect(await problem { _ = try await kit.signIn(email, code: before) } == .secondFactorWrong)
      _ = try await kit.signIn(email, code: kit.appCode(guarded.secret, later: 1))
    }
  }

  @Test(arguments: TestEngine.allCases) func ofManyAtOnceOneGetsIn(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let guarded = try await kit.guardedMember(email)
      #expect(try await kit.successes(email, code: kit.appCode(guarded.secret), of: 8) == 1)
      kit.clock.advance(seconds: 2 * 60 * 60)
      #expect(try await kit.successes(email, code: guarded.recovery.codes[0], of: 8) == 1)
    }
  }

  @Test(arguments: TestEngine.allCases) func recoveryCodesWorkOnceEach(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let guarded = try await kit.guardedMember(email)
      let typed = guarded.recovery.codes[3].lowercased().replacing("-", with: " ")
      _ = try await kit.signIn(email, code: typed)
      #expect(await problem { _ = try await kit.signIn(email, code: typed) } == .secondFactorWrong)
      #expect(try await kit.identity.secondFactor(of: guarded.session.account.id).recoveryCodesLeft == 9)
      #expect(try await kit.mails(to: email).contains { $0.text.contains("9 of them are left") })
      let viewer = try await kit.viewer(guarded.session)
      let renewed = try await kit.identity.renewRecoveryCodes(viewer)
      let old = guarded.recovery.codes[4]
      #expect(await problem { _ = try await kit.signIn(email, code: old) } == .secondFactorWrong)
      _ = try await kit.signIn(email, code: renewed.codes[4])
      // Another account's are of no use.
      let other = try await kit.guardedMember("eve@example.org")
      #expect(
        await problem { _ = try await kit.signIn(email, code: other.recovery.codes[0]) } == .secondFactorWrong
      )
    }
  }

  @Test(arguments: TestEngine.allCases) func guessingHasToWait(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let guarded = try await kit.guardedMember(email)
      for guess in 0..<5 {
        #expect(
          await problem { _ = try await kit.signIn(email, code: "AAAA-AAAA-AAAA-AAA\(guess)") }
            == .secondFactorWrong)
      }
      let right = kit.appCode(guarded.secret)
      #expect(await problem { _ = try await kit.signIn(email, code: right) } == .tooManyRequests)
      #expect(try await kit.mails(to: email).contains { $0.subject == "Wrong codes for your account" })
      kit.clock.advance(seconds: 2 * 60 * 60)
      _ = try await kit.signIn(email, code: kit.appCode(guarded.secret))
    }
  }

  @Test(arguments: TestEngine.allCases) func pagesTakeTwoSteps(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let guarded = try await kit.guardedMember(email)
      let input = SignInInput(email: try address(email), password: IdentityKit.password)
      guard case .needsCode(let cookie) = try await kit.identity.beginSignIn(input, browser()) else {
        Issue.record("no second step")
        return
      }
      #expect(try await kit.identity.isPendingSignIn(cookie.value))
      #expect(!(try await kit.isAlive(guarded.session, isCookie: true)))
      #expect(try await kit.identity.viewer(token: cookie.value, isCookie: true) == nil)
      let wrong = SecondFactorCodeInput(code: "123456")
      #expect(
        await problem { _ = try await kit.identity.finishSignIn(cookie.value, wrong, browser()) }
          == .secondFactorWrong)
      let right = SecondFactorCodeInput(code: kit.appCode(guarded.secret))
      let issued = try await kit.identity.finishSignIn(cookie.value, right, browser())
      #expect(try await kit.isAlive(issued, isCookie: true))
      let next = SecondFactorCodeInput(code: kit.appCode(guarded.secret, later: 1))
      #expect(
        await problem { _ = try await kit.identity.finishSignIn(cookie.value, next, browser()) }
          == .unauthenticated)
    }
  }

  @Test(arguments: TestEngine.allCases) func theSecondStepEnds(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let guarded = try await kit.guardedMember(email)
      let input = SignInInput(email: try address(email), password: IdentityKit.password)
      guard case .needsCode(let late) = try await kit.identity.beginSignIn(input, browser()) else { return }
      kit.clock.advance(seconds: 5 * 60)
      let code = SecondFactorCodeInput(code: kit.appCode(guarded.secret))
      #expect(!(try await kit.identity.isPendingSignIn(late.value)))
      #expect(
        await problem { _ = try await kit.identity.finishSignIn(late.value, code, browser()) }
          == .unauthenticated)
      guard case .needsCode(let stale) = try await kit.identity.beginSignIn(input, browser()) else { return }
      try await kit.database.write { tx in
        try AccountStore.setPassword(guarded.session.account.id, "another hash", tx)
      }
      #expect(
        await problem { _ = try await kit.identity.finishSignIn(stale.value, code, browser()) }
          == .unauthenticated)
    }
  }
}
