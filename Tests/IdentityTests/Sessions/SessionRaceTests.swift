import Foundation
import Kernel
import Persistence
import Synchronization
import TestSupport
import Testing
import Web

@testable import Identity

/// What happens in the middle of something else.
struct SessionRaceTests {
  private let email = "ada@example.org"

  /// Runs `body` while a transaction has made `change` but not committed it. What reads sees the time before, what
  /// writes waits.
  private func during<Value: Sendable>(
    _ kit: IdentityKit, _ change: @escaping @Sendable (Transaction) throws -> Void,
    _ body: () async throws -> Value
  ) async throws -> Value {
    let hasBegun = Mutex(false)
    let isBegun: @Sendable (Bool) -> Bool = { begins in
      hasBegun.withLock { held in
        if begins { held = true }
        return held
      }
    }
    let database = kit.database
    async let held: Void = database.write { tx in
      try change(tx)
      _ = isBegun(true)
      Thread.sleep(forTimeInterval: 0.7)
    }
    while !isBegun(false) { try await Task.sleep(for: .milliseconds(5)) }
    let value = try await body()
    try await held
    return value
  }

  @Test(arguments: TestEngine.allCases) func tabsThatRefreshAtOnceStaySignedIn(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      let issued = try await kit.member(email)
      let input = RefreshSessionInput(refreshToken: try #require(issued.refreshToken))
      let identity = kit.identity
      // Nobody can write until all of them have come in.
      let hold: @Sendable (Transaction) throws -> Void = { tx in
        try tx.run("UPDATE sessions SET last_seen_at = last_seen_at WHERE id = \(issued.id)")
      }
      let renewed = try await during(kit, hold) {
        try await withThrowingTaskGroup(of: IssuedSession.self) { group in
          for _ in 0..<8 { group.addTask { try await identity.refresh(input) } }
          return try await group.reduce(into: []) { $0.append($1) }
        }
      }
      #expect(Set(renewed.map(\.refreshToken)).count == 1, "all of them go on with the same")
      #expect(renewed.count == 8 && renewed[0].refreshToken != issued.refreshToken)
      for each in renewed { #expect(try await kit.isAlive(each), "nobody was signed out") }
      #expect(try await kit.identity.sessions(of: issued.account.id).count == 1)
      // Later the same token is a stolen one.
      kit.clock.advance(seconds: 11)
      #expect(await problem { _ = try await identity.refresh(input) } == .unauthenticated)
      #expect(try await !kit.isAlive(renewed[0]))
    }
  }

  @Test(arguments: TestEngine.allCases) func aTabThatIsALittleLateStaysSignedIn(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      let issued = try await kit.member(email)
      let input = RefreshSessionInput(refreshToken: try #require(issued.refreshToken))
      let second = try kit.node()
      let first = try await kit.identity.refresh(input)
      for pause in [0, 2, 8] as [Int64] {
        kit.clock.advance(seconds: pause)
        let again = try await second.refresh(input)
        #expect(again.refreshToken == first.refreshToken)
        #expect(try await kit.isAlive(again))
        #expect(try await kit.isAlive(first))
      }
      // What follows it was exchanged as well: there is nothing to give, and nothing ends either.
      kit.clock.advance(seconds: 60)
      let next = RefreshSessionInput(refreshToken: try #require(first.refreshToken))
      let newer = try await kit.identity.refresh(next)
      let newest = try await kit.identity.refresh(
        RefreshSessionInput(refreshToken: try #require(newer.refreshToken)))
      #expect(await problem { _ = try await second.refresh(next) } == .conflict)
      #expect(try await kit.isAlive(newest))
      // Who was banned meanwhile gets nothing again.
      let id = issued.account.id
      try await kit.database.write { try RoleStore.ban(id, reason: "Fraud", $0) }
      let last = RefreshSessionInput(refreshToken: try #require(newer.refreshToken))
      #expect(await problem { _ = try await second.refresh(last) } == .unauthenticated)
    }
  }

  @Test(arguments: TestEngine.allCases) func aSignInDoesNotSurviveTheNewPassword(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      let member = try await kit.member(email)
      let id = member.account.id
      let change: @Sendable (Transaction) throws -> Void = { tx in
        _ = try AccountStore.lock(id, tx)
        try AccountStore.setPassword(id, "another hash", tx)
        try SessionStore.endAll(of: id, except: nil, tx)
      }
      let refusal = try await during(kit, change) {
        await problem { _ = try await kit.signIn(email) }
      }
      #expect(refusal == .wrongCredentials)
      #expect(try await kit.identity.sessions(of: id).isEmpty)
    }
  }

  @Test(arguments: TestEngine.allCases) func theSecondStepDoesNotSurviveTheNewPassword(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      let guarded = try await kit.guardedMember(email)
      let id = guarded.session.account.id
      let input = SignInInput(email: try address(email), password: IdentityKit.password)
      guard case .needsCode(let cookie) = try await kit.identity.beginSignIn(input, browser()) else {
        Issue.record("no second step")
        return
      }
      let code = SecondFactorCodeInput(code: kit.appCode(guarded.secret))
      let change: @Sendable (Transaction) throws -> Void = { tx in
        _ = try AccountStore.lock(id, tx)
        try AccountStore.setPassword(id, "another hash", tx)
        try SessionStore.endAll(of: id, except: nil, tx)
      }
      let refusal = try await during(kit, change) {
        await problem { _ = try await kit.identity.finishSignIn(cookie.value, code, browser()) }
      }
      #expect(refusal == .unauthenticated)
      #expect(try await kit.identity.sessions(of: id).isEmpty)
    }
  }

  @Test(arguments: TestEngine.allCases) func aPasskeyDoesNotOutrunABan(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let member = try await kit.member(email)
      let id = member.account.id
      var device = SoftAuthenticator()
      try await kit.register(&device, member)
      let assertion = try device.assertion(try await kit.identity.beginPasskeySignIn().challenge)
      let ban: @Sendable (Transaction) throws -> Void = { tx in
        _ = try RoleStore.lock([id], tx)
        try RoleStore.ban(id, reason: "Fraud", tx)
        try SessionStore.endAll(of: id, except: nil, tx)
      }
      let refusal = try await during(kit, ban) {
        await problem { _ = try await kit.identity.signIn(assertion, phone()) }
      }
      #expect(refusal == .accountBlocked)
      // Nothing waits for the day when the ban ends.
      #expect(try await kit.identity.sessions(of: id).isEmpty)
    }
  }

  @Test(arguments: TestEngine.allCases) func anOldPasswordDoesNotUndoItsReset(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      let member = try await kit.member(email)
      let thief = try await kit.signIn(email)
      let id = member.account.id
      let hash = try await kit.identity.passwords.hash("quiet river stones")
      let reset: @Sendable (Transaction) throws -> Void = { tx in
        _ = try AccountStore.lock(id, tx)
        try AccountStore.setPassword(id, hash, tx)
        try SessionStore.endAll(of: id, except: nil, tx)
      }
      let theft = ChangePasswordInput(current: IdentityKit.password, password: "the thief's own one")
      let refusal = try await during(kit, reset) {
        await problem { try await kit.identity.changePassword(id, theft, keeping: thief.id) }
      }
      #expect(refusal == .unauthenticated)
      _ = try await kit.signIn(email, "quiet river stones")
      // Nor does a session that was ended meanwhile.
      let stale = ChangePasswordInput(current: "quiet river stones", password: "the thief's own one")
      #expect(
        await problem { try await kit.identity.changePassword(id, stale, keeping: thief.id) }
          == .unauthenticated)
    }
  }
}
