import Gateways
import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Identity

/// A client of the API in the network `192.0.<number>.0/24`.
private func stranger(_ number: Int) -> Device {
  Device(kind: .bearer, userAgent: "Guess/1", clientAddress: "192.0.\(number).77")
}

/// Runs `body` as a request of that client.
private func from(_ number: Int, _ body: () async throws -> Void) async throws {
  let origin = Origin(
    account: nil, role: .visitor, action: "POST /password/reset", requestID: "r\(number)",
    client: "192.0.\(number).77", isAudited: false)
  try await Origin.$current.withValue(origin) { try await body() }
}

struct LockoutTests {
  @Test func pausesGrowAndEnd() {
    let rule = LockoutRule(
      tolerated: 5, firstPauseSeconds: 15, longestPauseSeconds: 900, forgetsOneSeconds: 3600)
    #expect((0...5).map(rule.pauseSeconds).allSatisfy { $0 == 0 })
    #expect([6, 7, 8, 11, 12, 13, 500].map(rule.pauseSeconds) == [15, 30, 60, 480, 900, 900, 900])
    let start = Timestamp(milliseconds: 0)
    #expect(rule.remembered(of: 6, since: start, at: start.adding(seconds: 3 * 3600)) == 3)
    #expect(rule.remembered(of: 6, since: start, at: start.adding(seconds: 100 * 3600)) == 0)
  }

  @Test(arguments: TestEngine.allCases) func aClockThatWasAheadKeepsNobodyOut(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      _ = try await kit.member("ada@example.org")
      let email = try address("ada@example.org")
      let twoDays: Int64 = 2 * 24 * 60 * 60
      kit.clock.advance(seconds: twoDays)
      for _ in 0..<7 { _ = await guess(kit, "ada@example.org", stranger(7)) }
      for _ in 0..<20 {
        try await kit.identity.requestPasswordCode(email)
        kit.clock.advance(seconds: 60)
      }
      #expect(await guess(kit, "ada@example.org", stranger(7)) != nil)
      kit.clock.advance(seconds: -twoDays)
      _ = try await kit.signIn("ada@example.org", IdentityKit.password, stranger(7))
      try await kit.identity.requestPasswordCode(email)
      kit.clock.advance(seconds: 60)
      try await kit.identity.requestPasswordCode(email)
    }
  }

  @Test(arguments: TestEngine.allCases) func guessingIsSlowedDown(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      _ = try await kit.member("ada@example.org")
      for _ in 0..<6 { #expect(await guess(kit, "ada@example.org", stranger(7)) == .wrongCredentials) }
      #expect(await guess(kit, "ada@example.org", stranger(7)) == .tooManyRequests)
      #expect(
        await problem { _ = try await kit.signIn("ada@example.org", IdentityKit.password, stranger(7)) }
          == .tooManyRequests, "the right password must not be told from wrong ones")
      kit.clock.advance(seconds: 15)
      #expect(await guess(kit, "ada@example.org", stranger(7)) == .wrongCredentials)
      kit.clock.advance(seconds: 29)
      #expect(await guess(kit, "ada@example.org", stranger(7)) == .tooManyRequests)
      kit.clock.advance(seconds: 1)
      _ = try await kit.signIn("ada@example.org", IdentityKit.password, stranger(7))
      #expect(await guess(kit, "ada@example.org", stranger(7)) == .wrongCredentials, "a success clears it")
    }
  }

  @Test(arguments: TestEngine.allCases) func theAnswerSaysWhenToComeBack(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      _ = try await kit.member("known@example.org")
      var answers: [[String]] = []
      for email in ["known@example.org", "nobody@example.org"] {
        var seen: [String] = []
        for _ in 0..<8 {
          let body = #"{"email":"\#(email)","password":"wrong-one"}"#
          let answer = await kit.api.send(.post, "/sessions", body)
          let wait = answer.response.headers[.retryAfter] ?? ""
          seen.append("\(answer.status) \(wait) \(answer.text("code") ?? "") \(answer.text("detail") ?? "")")
        }
        answers.append(seen)
      }
      #expect(answers[0] == answers[1], "unknown addresses are counted, too")
      #expect(answers[0][5].hasPrefix("401") && answers[0][6].hasPrefix("429 15 too-many-requests"))
    }
  }

  @Test(arguments: TestEngine.allCases) func strangersCannotLockOutAKnownDevice(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      _ = try await kit.member("ada@example.org")
      let first = try await kit.signIn("ada@example.org", IdentityKit.password, browser())
      let token = try #require(first.deviceToken)
      for number in 0..<60 { _ = await guess(kit, "ada@example.org", stranger(number)) }
      #expect(
        await problem { _ = try await kit.signIn("ada@example.org", IdentityKit.password, stranger(99)) }
          == .tooManyRequests, "guesses from everywhere slow down new devices")
      _ = try await kit.signIn("ada@example.org", IdentityKit.password, phone())
      // The browser carries its cookie, from whatever network it comes.
      let known = Device(kind: .cookie, userAgent: "Browser/1", clientAddress: "198.51.100.9", token: token)
      let again = try await kit.signIn("ada@example.org", IdentityKit.password, known)
      #expect(again.deviceToken == token)
      kit.clock.advance(seconds: 15 * 60)
      _ = try await kit.signIn("ada@example.org", IdentityKit.password, stranger(99))
    }
  }

  @Test(arguments: TestEngine.allCases) func aStolenDeviceCookieBuysNoGuesses(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      _ = try await kit.member("ada@example.org")
      _ = try await kit.member("mallory@example.org")
      let first = try await kit.signIn("ada@example.org", IdentityKit.password, browser())
      let own = Device(
        kind: .cookie, userAgent: "", clientAddress: "192.0.55.1", token: first.deviceToken)
      for _ in 0..<6 { #expect(await guess(kit, "ada@example.org", own) == .wrongCredentials) }
      #expect(await guess(kit, "ada@example.org", own) == .tooManyRequests)
      // A cookie that somebody put there is not taken over.
      let planted = Device(
        kind: .cookie, userAgent: "", clientAddress: "192.0.56.1", token: "planted-by-mallory")
      let issued = try await kit.signIn("mallory@example.org", IdentityKit.password, planted)
      #expect(issued.deviceToken != nil && issued.deviceToken != "planted-by-mallory")
    }
  }

  @Test(arguments: TestEngine.allCases) func manyGuessesAtOnceAreStillFew(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      _ = try await kit.member("ada@example.org")
      let identity = kit.identity
      let input = SignInInput(email: try address("ada@example.org"), password: "wrong-one")
      let refused = await withTaskGroup(of: ProblemKind?.self) { group in
        for _ in 0..<40 {
          group.addTask { await problem { _ = try await identity.signIn(input, stranger(7)) } }
        }
        return await group.reduce(into: [ProblemKind?]()) { $0.append($1) }
      }
      #expect(refused.filter { $0 == .wrongCredentials }.count == 6)
      #expect(refused.filter { $0 == .tooManyRequests }.count == 34)
    }
  }

  @Test func oneNetworkCannotTryEverybody() async throws {
    try await withIdentity(.sqlite) { kit in
      var kinds: [ProblemKind?] = []
      for number in 0..<105 { kinds.append(await guess(kit, "user\(number)@example.org", stranger(3))) }
      #expect(kinds.prefix(101).allSatisfy { $0 == .wrongCredentials })
      #expect(kinds.suffix(4).allSatisfy { $0 == .tooManyRequests })
      #expect(await guess(kit, "user1@example.org", stranger(4)) == .wrongCredentials, "others go on")
    }
  }

  @Test(arguments: TestEngine.allCases) func codesAreNotGuessedOverManyAddresses(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      try await kit.signUp("victim@example.org")
      let code = try await kit.code("victim@example.org")
      var statuses: [Int] = []
      for number in 0..<24 {
        if number % 4 == 0 { try await kit.signUp("user\(number)@example.org") }
        let body =
          #"{"email":"user\#(number)@example.org","code":"\#(code == "123456" ? "654321" : "123456")"}"#
        let path = number % 2 == 0 ? "/accounts/activate" : "/accounts/password-tokens"
        statuses.append(await kit.api.send(.post, path, body).status)
      }
      #expect(statuses.prefix(21).allSatisfy { $0 == 422 } && statuses.suffix(3).allSatisfy { $0 == 429 })
      let right = #"{"email":"victim@example.org","code":"\#(code)"}"#
      let blocked = await kit.api.send(.post, "/accounts/activate", right)
      #expect(blocked.status == 429 && blocked.response.headers[.retryAfter] != nil)
      let link = #"{"token":"\#(try await kit.token("victim@example.org"))"}"#
      #expect(await kit.api.send(.post, "/accounts/activate", link).status == 200, "the link still works")
    }
  }

  @Test(arguments: TestEngine.allCases) func codesAreNotGuessedFromManyNetworks(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      _ = try await kit.member("ada@example.org")
      let email = try address("ada@example.org")
      var kinds: [ProblemKind?] = []
      for number in 0..<30 {
        // A new code as soon as the last one is dead, and every guess from another network.
        if number % 5 == 0 {
          kit.clock.advance(seconds: 60)
          try await kit.identity.requestPasswordCode(email)
        }
        let code = try await kit.code("ada@example.org")
        let guess = ResetPasswordInput(
          .code(code == "123456" ? "654321" : "123456", email), password: "another-password")
        kinds.append(
          await problem { try await from(number) { try await kit.identity.resetPassword(guess) } })
      }
      #expect(kinds.prefix(21).allSatisfy { $0 == .codeInvalid })
      #expect(kinds.last == .tooManyRequests && kinds.filter { $0 == .tooManyRequests }.count >= 5)
      let right = ResetPasswordInput(
        .code(try await kit.code("ada@example.org"), email), password: "another-password")
      #expect(
        await problem { try await from(99) { try await kit.identity.resetPassword(right) } }
          == .tooManyRequests, "the right one must not be told from wrong ones")
      let link = ResetPasswordInput(
        .token(try await kit.token("ada@example.org")), password: "another-password")
      try await kit.identity.resetPassword(link)
    }
  }

  @Test(arguments: TestEngine.allCases) func theMailboxOpensWhatStrangersClosed(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      _ = try await kit.member("ada@example.org")
      for number in 0..<60 { _ = await guess(kit, "ada@example.org", stranger(number)) }
      let email = try address("ada@example.org")
      kit.clock.advance(seconds: 1)
      try await kit.identity.requestPasswordCode(email)
      let token = try await kit.identity.exchangePasswordCode(
        ExchangeCodeInput(email: email, code: try await kit.code("ada@example.org")))
      let reset = ResetPasswordInput(.token(token.token), password: "another-password")
      try await kit.identity.resetPassword(reset)
      #expect(await problem { try await kit.identity.resetPassword(reset) } == .codeInvalid, "it works once")
      _ = try await kit.signIn("ada@example.org", "another-password", stranger(200))
    }
  }

  @Test(arguments: TestEngine.allCases) func whatIsForgottenIsPurged(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      _ = try await kit.member("ada@example.org")
      _ = await guess(kit, "ada@example.org", stranger(1))
      kit.clock.advance(seconds: knownDeviceSeconds + 60)
      try await kit.identity.purge()
      let left = try await kit.database.read { snapshot in
        [
          try snapshot.value("SELECT COUNT(*) FROM failed_attempts", as: Int.self),
          try snapshot.value("SELECT COUNT(*) FROM known_devices", as: Int.self),
        ]
      }
      #expect(left == [0, 0])
    }
  }

  private func guess(_ kit: IdentityKit, _ email: String, _ device: Device) async -> ProblemKind? {
    await problem { _ = try await kit.signIn(email, "wrong-one", device) }
  }
}
