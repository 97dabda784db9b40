import HTTPTypes
import Identity
import Kernel
import TestSupport
import Testing
import Web

struct EmailChangeTests {
  private func ask(_ api: TestAPI, _ email: String, password: String = IdentityKit.password) async
    -> TestAnswer
  {
    await api.send(.post, "/me/email", #"{"email":"\#(email)","password":"\#(password)"}"#)
  }

  @Test(arguments: TestEngine.allCases) func aNewAddressIsConfirmedAndOthersAreLoggedOut(_ engine: TestEngine)
    async throws
  {
    try await withPrivacy(engine) { privacy in
      let kit = privacy.kit
      let member = try await kit.member("ada@example.org")
      let other = try await kit.signIn("ada@example.org")
      let api = privacy.api.with(token: member.token)
      #expect(await ask(api, "new@example.org", password: "wrong password").wrongFields == ["password"])
      #expect(await ask(api, "ada@example.org").wrongFields == ["email"])
      #expect(await ask(api, "new@example.org").status == 204)
      #expect(try await kit.mails(to: "ada@example.org").last?.subject.contains("new address") == true)
      let code = try await kit.code("new@example.org")
      let wrong = code == "000000" ? "111111" : "000000"
      let refused = await api.send(.post, "/me/email/confirm", #"{"code":"\#(wrong)"}"#)
      #expect(refused.status == 422 && refused.text("code") == "code-invalid")
      let done = await api.send(.post, "/me/email/confirm", #"{"code":"\#(code)"}"#)
      #expect(done.status == 200 && done.text("email") == "new@example.org")
      #expect(try await kit.isAlive(member))
      #expect(try await !kit.isAlive(other))
      #expect(await problem { _ = try await kit.signIn("ada@example.org") } == .wrongCredentials)
      _ = try await kit.signIn("new@example.org")
      #expect(await api.send(.post, "/me/email/confirm", #"{"code":"\#(code)"}"#).status == 422)
      let notice = try #require(try await kit.mails(to: "ada@example.org").last)
      #expect(notice.text.contains("Take it back"))
    }
  }

  @Test(arguments: TestEngine.allCases) func theOldMailboxTakesItBack(_ engine: TestEngine) async throws {
    try await withPrivacy(engine) { privacy in
      let kit = privacy.kit
      let member = try await kit.member("ada@example.org")
      #expect(await ask(privacy.api.with(token: member.token), "thief@example.org").status == 204)
      let link = try await kit.token("thief@example.org")
      let path = "/accounts/email/confirm"
      #expect(await privacy.api.send(.post, path, #"{"token":"\#(link)"}"#).status == 204)
      #expect(await privacy.api.send(.post, path, #"{"token":"\#(link)"}"#).status == 422)
      // By the link nobody is known to be signed in, so everybody is logged out.
      #expect(try await !kit.isAlive(member))
      let thief = try await kit.signIn("thief@example.org")
      let undo = try await kit.token("ada@example.org")
      #expect(await privacy.api.send(.post, "/accounts/email/undo", #"{"token":"\#(undo)"}"#).status == 204)
      #expect(try await !kit.isAlive(thief))
      // Who made the change knew the password, so it counts no more.
      for email in ["ada@example.org", "thief@example.org"] {
        #expect(await problem { _ = try await kit.signIn(email) } == .wrongCredentials)
      }
      let code = CodeProof.code(try await kit.code("ada@example.org"), try address("ada@example.org"))
      try await kit.identity.resetPassword(ResetPasswordInput(code, password: "quiet river stones"))
      _ = try await kit.signIn("ada@example.org", "quiet river stones")
      #expect(await privacy.api.send(.post, "/accounts/email/undo", #"{"token":"\#(undo)"}"#).status == 422)
    }
  }

  @Test(arguments: TestEngine.allCases) func aTakenAddressAnswersTheSame(_ engine: TestEngine) async throws {
    try await withPrivacy(engine) { privacy in
      let kit = privacy.kit
      let member = try await kit.member("ada@example.org")
      _ = try await kit.member("bo@example.org", name: "Bo")
      let api = privacy.api.with(token: member.token)
      let before = try await kit.mails(to: "bo@example.org").count
      let taken = await ask(api, "bo@example.org")
      #expect(taken.status == 204)
      #expect(try await kit.mails(to: "bo@example.org").count == before + 1)
      #expect(try await kit.mails(to: "bo@example.org").last?.text.contains("token=") == false)
      let soon = await ask(api, "free@example.org")
      #expect(soon.status == 429 && soon.response.headers[.retryAfter] != nil)
      kit.clock.advance(seconds: 61)
      #expect(await ask(api, "free@example.org").status == 204)
      // Somebody else takes it before the code comes back.
      let code = try await kit.code("free@example.org")
      _ = try await kit.member("free@example.org", name: "Free")
      #expect(await api.send(.post, "/me/email/confirm", #"{"code":"\#(code)"}"#).status == 422)
    }
  }

  @Test(arguments: TestEngine.allCases) func guessingEndsAfterFive(_ engine: TestEngine) async throws {
    try await withPrivacy(engine) { privacy in
      let kit = privacy.kit
      let member = try await kit.member("ada@example.org")
      let api = privacy.api.with(token: member.token)
      #expect(await ask(api, "new@example.org").status == 204)
      let code = try await kit.code("new@example.org")
      let wrong = code == "000000" ? "111111" : "000000"
      for _ in 0..<5 {
        #expect(await api.send(.post, "/me/email/confirm", #"{"code":"\#(wrong)"}"#).status == 422)
      }
      #expect(await api.send(.post, "/me/email/confirm", #"{"code":"\#(code)"}"#).status == 422)
      kit.clock.advance(seconds: 61)
      #expect(await ask(api, "new@example.org").status == 204)
      let next = try await kit.code("new@example.org")
      kit.clock.advance(seconds: 31 * 60)
      let late = try await kit.signIn("ada@example.org")
      let again = privacy.api.with(token: late.token)
      #expect(await again.send(.post, "/me/email/confirm", #"{"code":"\#(next)"}"#).status == 422)
    }
  }
}
