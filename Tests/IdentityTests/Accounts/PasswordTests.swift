import Identity
import Kernel
import TestSupport
import Testing
import Web

struct PasswordTests {
  @Test(arguments: TestEngine.allCases) func aChangeEndsTheOtherSessions(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let here = try await kit.member("ada@example.org")
      let there = try await kit.signIn("ada@example.org")
      let api = kit.api.with(token: here.token)

      let refused = await api.send(.put, "/me/password", #"{"current":"wrong","password":"new-password"}"#)
      #expect(refused.status == 422 && refused.wrongFields == ["current"])
      #expect(try await kit.isAlive(there))

      let body = #"{"current":"\#(IdentityKit.password)","password":"  new-password  "}"#
      #expect(await api.send(.put, "/me/password", body).status == 204)
      #expect(try await kit.isAlive(here))
      #expect(try await !kit.isAlive(there))
      #expect(await problem { _ = try await kit.signIn("ada@example.org") } == .wrongCredentials)
      #expect(
        await problem { _ = try await kit.signIn("ada@example.org", "new-password") } == .wrongCredentials)
      _ = try await kit.signIn("ada@example.org", "  new-password  ")
      #expect(try await kit.mails(to: "ada@example.org").last?.subject == "Your password was changed")
    }
  }

  @Test(arguments: TestEngine.allCases) func aCodeSetsANewPassword(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let before = try await kit.member("ada@example.org")
      let email = try address("ada@example.org")
      try await kit.identity.requestPasswordCode(email)
      let code = try await kit.code("ada@example.org")
      #expect(
        await problem {
          _ = try await kit.identity.activate(ActivateAccountInput(.code(code, email)), phone())
        } == .codeInvalid, "a code for one purpose is none for another")
      try await kit.identity.resetPassword(ResetPasswordInput(.code(code, email), password: "new-password"))
      #expect(try await !kit.isAlive(before))
      _ = try await kit.signIn("ada@example.org", "new-password")
      let again = ResetPasswordInput(.code(code, email), password: "newer-password")
      #expect(await problem { try await kit.identity.resetPassword(again) } == .codeInvalid)
    }
  }

  @Test(arguments: TestEngine.allCases) func aResetActivatesWhoNeverDid(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      try await kit.signUp("ada@example.org")
      kit.clock.advance(seconds: 1)
      try await kit.identity.requestPasswordCode(try address("ada@example.org"))
      let token = try await kit.token("ada@example.org")
      try await kit.identity.resetPassword(ResetPasswordInput(.token(token), password: "new-password"))
      _ = try await kit.signIn("ada@example.org", "new-password")
    }
  }

  @Test(arguments: TestEngine.allCases) func onlyTheNewestPasswordCodeCounts(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      _ = try await kit.member("ada@example.org")
      let email = try address("ada@example.org")
      try await kit.identity.requestPasswordCode(email)
      let first = try await kit.token("ada@example.org")
      kit.clock.advance(seconds: 61)
      try await kit.identity.requestPasswordCode(email)
      let old = ResetPasswordInput(.token(first), password: "new-password")
      #expect(await problem { try await kit.identity.resetPassword(old) } == .codeInvalid)
      let new = ResetPasswordInput(.token(try await kit.token("ada@example.org")), password: "new-password")
      try await kit.identity.resetPassword(new)
    }
  }
}
