import Identity
import Kernel
import Persistence
import TestSupport
import Testing
import Web

struct SessionTests {
  @Test(arguments: TestEngine.allCases) func aSessionAnswersAsDocumented(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      _ = try await kit.member("ada@example.org")
      let body = #"{"email":"ADA@example.org","password":"\#(IdentityKit.password)"}"#
      let answer = await kit.api.send(.post, "/sessions", body)
      #expect(answer.status == 200)
      #expect(answer.text("tokenType") == "Bearer" && answer.json["expiresIn"] == .integer(900))
      #expect(answer.json["account"]?["email"] == .string("ada@example.org"))
      let api = kit.api.with(token: answer.text("accessToken"))
      #expect(await api.send(.get, "/me").text("email") == "ada@example.org")
      #expect(await api.send(.delete, "/sessions/current").status == 204)
      #expect(await api.send(.get, "/me").status == 401)
    }
  }

  @Test(arguments: TestEngine.allCases) func wrongCredentialsAreAllAlike(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      _ = try await kit.member("active@example.org")
      try await kit.signUp("waiting@example.org")
      var answers: Set<String> = []
      for email in ["active@example.org", "waiting@example.org", "nobody@example.org"] {
        let answer = await kit.api.send(.post, "/sessions", #"{"email":"\#(email)","password":"wrong-one"}"#)
        answers.insert("\(answer.status) \(answer.text("code") ?? "") \(answer.text("detail") ?? "")")
      }
      #expect(answers.count == 1 && answers.first?.hasPrefix("401 wrong-credentials") == true)
    }
  }

  @Test(arguments: TestEngine.allCases) func aRefreshTokenWorksOnce(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let first = try await kit.member("ada@example.org")
      let other = try await kit.signIn("ada@example.org")
      let stolen = RefreshSessionInput(refreshToken: try #require(first.refreshToken))
      let second = try await kit.identity.refresh(stolen)
      #expect(second.token != first.token && second.refreshToken != first.refreshToken)
      #expect(try await !kit.isAlive(first))
      #expect(try await kit.isAlive(second))

      kit.clock.advance(seconds: 11)
      #expect(await problem { _ = try await kit.identity.refresh(stolen) } == .unauthenticated)
      #expect(try await !kit.isAlive(second), "a token that came back ends its session")
      let newest = RefreshSessionInput(refreshToken: try #require(second.refreshToken))
      #expect(await problem { _ = try await kit.identity.refresh(newest) } == .unauthenticated)
      #expect(try await kit.isAlive(other), "other sessions go on")
    }
  }

  @Test(arguments: TestEngine.allCases) func ofManyRefreshesAtOnceOneMakesTokens(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      let issued = try await kit.member("ada@example.org")
      let input = RefreshSessionInput(refreshToken: try #require(issued.refreshToken))
      let identity = kit.identity
      let tokens = try await withThrowingTaskGroup(of: String?.self) { group in
        for _ in 0..<8 { group.addTask { try await identity.refresh(input).refreshToken } }
        return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
      }
      #expect(tokens.count == 1 && !tokens.contains(issued.refreshToken))
    }
  }

  @Test(arguments: TestEngine.allCases) func tokensExpire(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let issued = try await kit.member("ada@example.org")
      kit.clock.advance(seconds: 15 * 60)
      #expect(try await kit.isAlive(issued), "clocks of nodes may differ a little")
      kit.clock.advance(seconds: 10)
      #expect(try await !kit.isAlive(issued))
      let renewed = try await kit.identity.refresh(
        RefreshSessionInput(refreshToken: try #require(issued.refreshToken)))
      #expect(try await kit.isAlive(renewed))
      kit.clock.advance(seconds: 30 * 24 * 60 * 60)
      let late = RefreshSessionInput(refreshToken: try #require(renewed.refreshToken))
      #expect(await problem { _ = try await kit.identity.refresh(late) } == .unauthenticated)
    }
  }

  @Test(arguments: TestEngine.allCases) func aCookieSlidesAndIsWrittenOncePerHour(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      let member = try await kit.member("ada@example.org")
      let cookie = try await kit.signIn("ada@example.org", IdentityKit.password, browser())
      func expiry() async throws -> Timestamp? {
        try await kit.identity.sessions(of: member.account.id).first { $0.id == cookie.id }?.expiresAt
      }
      let start = try await expiry()
      kit.clock.advance(seconds: 59 * 60)
      #expect(try await kit.isAlive(cookie, isCookie: true))
      #expect(try await expiry() == start)
      kit.clock.advance(seconds: 2 * 60)
      #expect(try await kit.isAlive(cookie, isCookie: true))
      #expect(try await expiry() == start?.adding(seconds: 61 * 60))
      for _ in 0..<5 {
        kit.clock.advance(seconds: 29 * 24 * 60 * 60)
        #expect(try await kit.isAlive(cookie, isCookie: true))
      }
      kit.clock.advance(seconds: 30 * 24 * 60 * 60)
      #expect(try await !kit.isAlive(cookie, isCookie: true))
    }
  }

  @Test(arguments: TestEngine.allCases) func theTwoKindsDoNotStandForEachOther(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      let bearer = try await kit.member("ada@example.org")
      let cookie = try await kit.signIn("ada@example.org", IdentityKit.password, browser())
      #expect(try await !kit.isAlive(bearer, isCookie: true))
      #expect(try await !kit.isAlive(cookie, isCookie: false))
    }
  }

  @Test(arguments: TestEngine.allCases) func aSignInTakesThePlaceOfTheOldSession(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      _ = try await kit.member("ada@example.org")
      let old = try await kit.signIn("ada@example.org", IdentityKit.password, browser())
      let new = try await kit.signIn("ada@example.org", IdentityKit.password, browser(replacing: old.id))
      #expect(try await !kit.isAlive(old, isCookie: true))
      #expect(try await kit.isAlive(new, isCookie: true))
    }
  }

  @Test(arguments: TestEngine.allCases) func onlyOnesOwnDevicesCanBeLoggedOut(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      let ada = try await kit.member("ada@example.org")
      let bo = try await kit.member("bo@example.org")
      let api = kit.api.with(token: ada.token)
      #expect(await api.send(.delete, "/me/sessions/\(bo.id)").status == 404)
      #expect(try await kit.isAlive(bo))
      let second = try await kit.signIn("ada@example.org")
      let list = await api.send(.get, "/me/sessions")
      #expect(list.items.count == 2)
      #expect(
        list.items.filter { $0["isCurrent"] == .boolean(true) }.map { $0["id"] } == [.string("\(ada.id)")])
      #expect(await api.send(.delete, "/me/sessions/\(second.id)").status == 204)
      #expect(try await !kit.isAlive(second))
    }
  }

  @Test(arguments: TestEngine.allCases) func aBlockedAccountIsOutAtOnce(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let ada = try await kit.member("ada@example.org")
      let id = ada.account.id
      try await kit.database.write { tx in
        try tx.run("UPDATE accounts SET blocked_reason = \("fraud") WHERE id = \(id)")
      }
      #expect(try await !kit.isAlive(ada))
      #expect(await problem { _ = try await kit.signIn("ada@example.org") } == .accountBlocked)
      let token = RefreshSessionInput(refreshToken: try #require(ada.refreshToken))
      #expect(await problem { _ = try await kit.identity.refresh(token) } == .unauthenticated)
    }
  }

  @Test(arguments: TestEngine.allCases) func oneQueryFindsTheViewerByIndexes(_ engine: TestEngine)
    async throws
  {
    guard engine == .sqlite else { return }
    try await withIdentity(engine) { kit in
      let plan = try await kit.database.read { snapshot in
        try snapshot.all(
          """
          EXPLAIN QUERY PLAN SELECT s.id FROM sessions s JOIN accounts a ON a.id = s.account_id
          WHERE s.token_hash = \([UInt8(1)]) AND s.kind = \("cookie") AND s.token_expires_at > \(0)
          """
        ) { row in
          for _ in 0..<3 { _ = try row.next(Int64.self) }
          return try row.next(String.self)
        }
      }
      #expect(plan.count == 2 && plan.allSatisfy { $0.hasPrefix("SEARCH") })
    }
  }

  @Test(arguments: TestEngine.allCases) func whatIsOldIsPurged(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      _ = try await kit.member("ada@example.org")
      try await kit.signUp("never@example.org")
      kit.clock.advance(seconds: 40 * 24 * 60 * 60)
      try await kit.identity.purge()
      let left = try await kit.database.read { snapshot in
        try ["sessions", "one_time_codes", "code_requests", "accounts"].map { table in
          let sql: SQL =
            switch table {
            case "sessions": "SELECT COUNT(*) FROM sessions"
            case "one_time_codes": "SELECT COUNT(*) FROM one_time_codes"
            case "code_requests": "SELECT COUNT(*) FROM code_requests"
            default: "SELECT COUNT(*) FROM accounts"
            }
          return try snapshot.value(sql, as: Int.self)
        }
      }
      #expect(left == [0, 0, 0, 1])
    }
  }
}
