import Identity
import Kernel
import Persistence
import TestSupport
import Testing
import Web

struct IdempotencyTests {
  private let answer = StoredResponse(
    status: 201, contentType: "application/json", location: "/x", body: Array("{}".utf8))

  private func request(
    _ key: String = "k", scope: String = "a", _ fingerprint: String = "f"
  ) -> KeyedRequest {
    let answer = answer
    return KeyedRequest(key: key, scope: scope, fingerprint: fingerprint).ending(with: String.self) { _ in
      answer
    }
  }

  private func perform<T: Sendable>(
    _ request: KeyedRequest, _ database: Database, _ body: @escaping @Sendable (Transaction) throws -> T
  ) async throws -> T {
    try await KeyedRequest.$current.withValue(request) { try await database.write(body) }
  }

  @Test(arguments: TestEngine.allCases)
  func theAnswerIsCommittedWithTheEffect(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit async throws in
      let keys = IdempotencyKeys(database: kit.database)
      let mine = request()
      #expect(try await keys.find(mine) == nil)
      #expect(try await perform(mine, kit.database) { _ in "done" } == "done")
      #expect(mine.isAnswered)
      #expect(try await keys.find(request()) == .answered(answer))
      #expect(try await keys.find(request("k", "g")) == .mismatch)
      #expect(try await keys.find(request(scope: "b")) == nil)
      for (other, used) in [(request(), UsedKey.answered(answer)), (request("k", "g"), .mismatch)] {
        let thrown = await #expect(throws: UsedKey.self) {
          _ = try await perform(other, kit.database) { _ in "again" }
        }
        #expect(thrown == used)
        #expect(try await keys.settle(other) == used)
        #expect(try await keys.keep(answer, for: other) == used)
      }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func whatIsRolledBackLeavesNoKey(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit async throws in
      let keys = IdempotencyKeys(database: kit.database)
      await #expect(throws: Problem.self) {
        try await perform(request(), kit.database) { _ in throw Problem(.conflict) }
      }
      // A transaction on the way that is neither the end nor a beginning keeps nothing either.
      _ = try await perform(request(), kit.database) { _ in 1 }
      #expect(try await keys.settle(request()) == nil)
      #expect(try await keys.find(request("k", "g")) == nil)
      #expect(try await perform(request("k", "g"), kit.database) { _ in "done" } == "done")
    }
  }

  @Test(arguments: TestEngine.allCases)
  func whatWasBegunIsKnownToTheNextAttempt(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit async throws in
      let keys = IdempotencyKeys(database: kit.database)
      _ = try await perform(request(), kit.database) { $0.begun = "pay_1" }
      #expect(try await keys.find(request()) == nil)
      #expect(try await keys.find(request("k", "g")) == .mismatch)
      #expect(try await keys.settle(request()) == nil)
      let begun = try await perform(request(), kit.database) { tx -> [String] in
        let begun = tx.begun
        tx.outcome = "done"
        return [begun].compactMap { $0 }
      }
      #expect(begun == ["pay_1"])
      #expect(try await keys.find(request()) == .answered(answer))
    }
  }

  @Test(arguments: TestEngine.allCases)
  func ofManyAtOnceOneTakesEffect(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit async throws in
      let database = kit.database
      let count = await withTaskGroup(of: Bool.self) { group in
        for _ in 0..<16 {
          group.addTask { (try? await perform(request(), database) { _ in "done" }) != nil }
        }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(count == 1)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aKeyIsNoChangeForTheAuditLog(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit async throws in
      let changes = try await perform(request(), kit.database) { $0.changedRows }
      #expect(changes == 0)
    }
  }

  @Test(arguments: TestEngine.allCases) func oldAnswersGo(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit async throws in
      let keys = IdempotencyKeys(database: kit.database)
      #expect(try await keys.keep(answer, for: request()) == nil)
      _ = try await perform(request("begun"), kit.database) { $0.begun = "pay_1" }
      kit.clock.advance(seconds: 25 * 60 * 60)
      try await kit.identity.purge()
      #expect(try await keys.find(request("k", "g")) == nil)
      #expect(try await keys.find(request("begun", "g")) == nil)
    }
  }
}
