import Identity
import Kernel
import Persistence
import TestSupport
import Testing
import Web

struct CodeTests {
  @Test(arguments: TestEngine.allCases) func fiveWrongGuessesKillACode(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      try await kit.signUp("ada@example.org")
      let email = try address("ada@example.org")
      let code = try await kit.code("ada@example.org")
      let token = try await kit.token("ada@example.org")
      for guess in 0..<5 {
        let wrong = CodeProof.code(other(than: code, guess), email)
        #expect(
          await problem { _ = try await kit.identity.activate(ActivateAccountInput(wrong), phone()) }
            == .codeInvalid)
      }
      let right = ActivateAccountInput(.code(code, email))
      #expect(await problem { _ = try await kit.identity.activate(right, phone()) } == .codeInvalid)
      // Nobody guesses the link, so strangers must not be able to take it from its owner.
      let link = ActivateAccountInput(.token(token))
      #expect(try await kit.identity.activate(link, phone()).account.name == "Ada")
    }
  }

  @Test(arguments: TestEngine.allCases) func strangersCannotStopTheMails(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      _ = try await kit.member("ada@example.org")
      let email = try address("ada@example.org")
      for _ in 0..<20 {
        kit.clock.advance(seconds: 60)
        try await kit.identity.requestPasswordCode(email)
      }
      // From now on a stranger asks whenever that is possible. What is in the mailbox is good until then.
      for _ in 0..<5 {
        let token = try await kit.token("ada@example.org")
        kit.clock.advance(seconds: 60)
        let again = await problem { try await kit.identity.requestPasswordCode(email) }
        #expect(again == .tooManyRequests, "mails come in less often")
        kit.clock.advance(seconds: 15 * 60 - 60)
        let other = ResetPasswordInput(.token(token), password: "another-password")
        #expect(
          await problem { try await kit.identity.resetPassword(other) } == .codeInvalid, "its time is over")
        try await kit.identity.requestPasswordCode(email)
      }
      let link = ResetPasswordInput(
        .token(try await kit.token("ada@example.org")), password: "another-password")
      try await kit.identity.resetPassword(link)
      _ = try await kit.signIn("ada@example.org", "another-password")
    }
  }

  @Test(arguments: TestEngine.allCases) func guessesAtOnceAllCount(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      try await kit.signUp("ada@example.org")
      let email = try address("ada@example.org")
      let code = try await kit.code("ada@example.org")
      let identity = kit.identity
      let guesses = (0..<20).map { ActivateAccountInput(.code(other(than: code, $0), email)) }
      await withTaskGroup(of: Void.self) { group in
        for guess in guesses { group.addTask { _ = try? await identity.activate(guess, phone()) } }
      }
      let right = ActivateAccountInput(.code(code, email))
      #expect(await problem { _ = try await kit.identity.activate(right, phone()) } == .codeInvalid)
    }
  }

  @Test(arguments: TestEngine.allCases) func aCodeExpires(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      try await kit.signUp("ada@example.org")
      let email = try address("ada@example.org")
      let input = ActivateAccountInput(.code(try await kit.code("ada@example.org"), email))
      let link = ActivateAccountInput(.token(try await kit.token("ada@example.org")))
      kit.clock.advance(seconds: 15 * 60)
      #expect(await problem { _ = try await kit.identity.activate(input, phone()) } == .codeInvalid)
      #expect(await problem { _ = try await kit.identity.activate(link, phone()) } == .codeInvalid)
      try await kit.identity.requestActivationCode(email)
      let fresh = ActivateAccountInput(.code(try await kit.code("ada@example.org"), email))
      #expect(try await kit.identity.activate(fresh, phone()).account.name == "Ada")
    }
  }

  @Test(arguments: TestEngine.allCases)
  func askingForCodesDoesNotTellWhoHasAnAccount(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      _ = try await kit.member("active@example.org")
      try await kit.signUp("waiting@example.org")
      kit.clock.advance(seconds: 61)
      for path in ["/accounts/codes", "/accounts/password-codes"] {
        var answers: [[String]] = []
        for email in ["active@example.org", "waiting@example.org", "nobody@example.org"] {
          var seen: [String] = []
          for _ in 0..<2 {
            let answer = await kit.api.send(.post, path, #"{"email":"\#(email)"}"#)
            let wait = answer.response.headers[.retryAfter] ?? ""
            seen.append("\(answer.status) \(wait) \(answer.text("detail") ?? "")")
          }
          answers.append(seen)
        }
        #expect(answers[0] == answers[1] && answers[1] == answers[2])
        #expect(answers[0][0].hasPrefix("204") && answers[0][1].hasPrefix("429 60"))
      }
      #expect(try await kit.mails(to: "nobody@example.org").isEmpty)
    }
  }

  @Test(arguments: TestEngine.allCases) func wrongCodesDoNotTellWhoHasAnAccount(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      _ = try await kit.member("active@example.org")
      try await kit.signUp("waiting@example.org")
      let code = try await kit.code("waiting@example.org")
      var answers: Set<String> = []
      for email in ["active@example.org", "waiting@example.org", "nobody@example.org"] {
        let body = #"{"email":"\#(email)","code":"\#(other(than: code, 1))"}"#
        let answer = await kit.api.send(.post, "/accounts/activate", body)
        answers.insert("\(answer.status) \(answer.text("code") ?? "") \(answer.text("detail") ?? "")")
      }
      #expect(answers.count == 1)
    }
  }

  @Test(arguments: TestEngine.allCases) func mailsToOneAddressAreLimited(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      for _ in 0..<30 { try await kit.signUp("ada@example.org") }
      let count = try await kit.mails(to: "ada@example.org").count
      #expect(count == 20)
      kit.clock.advance(seconds: 24 * 60 * 60)
      try await kit.signUp("ada@example.org")
      #expect(try await kit.mails(to: "ada@example.org").count == 21)
    }
  }

  @Test(arguments: TestEngine.allCases) func noSecretIsStoredInClear(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      try await kit.signUp("ada@example.org")
      let code = try await kit.code("ada@example.org")
      let token = try await kit.token("ada@example.org")
      let hashes = try await kit.database.read { snapshot in
        try snapshot.all("SELECT code_hash, token_hash FROM one_time_codes") { row in
          [try row.next([UInt8].self), try row.next([UInt8].self)]
        }.flatMap { $0 }
      }
      #expect(!hashes.contains(Array(code.utf8)) && !hashes.contains(Array(token.utf8)))
      #expect(hashes.allSatisfy { $0.count == 32 })
    }
  }

  /// A code that is not this one.
  private func other(than code: String, _ number: Int) -> String {
    let digits = String((Int(code) ?? 0) + 1 + number)
    return String(("000000" + digits).suffix(6))
  }
}
