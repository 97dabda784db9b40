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
      let outcomes = try await during(kit, hold) {
        await withTaskGroup(of: Result<IssuedSession, any Error>.self) { group in
          for _ in 0..<4 {
            group.addTask {
              do {
                return .success(try await identity.refresh(input))
              } catch {
                return .failure(error)
              }
            }
          }
          return await group.reduce(into: []) { $0.append($1) }
        }
      }
      let renewed = outcomes.compactMap { try? $0.get() }
      #expect(renewed.count == 1)
      let refusals = outcomes.compactMap { outcome -> ProblemKind? in
        if case .failure(let problem as Problem) = outcome { problem.kind } else { nil }
      }
      #expect(refusals == [.conflict, .conflict, .conflict])
      let newest = try #require(renewed.first)
      #expect(try await kit.isAlive(newest), "nobody was signed out")
      // Afterwards the same token is a stolen one.
      #expect(await problem { _ = try await identity.refresh(input) } == .unauthenticated)
      #expect(try await !kit.isAlive(newest))
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
