import Identity
import Kernel
import Persistence
import TestSupport
import Testing
import Web

struct IdempotencyTests {
  private let answer = StoredResponse(
    status: 201, contentType: "application/json", location: "/x", body: Array("{}".utf8))

  @Test(arguments: TestEngine.allCases) func aKeyRepeatsItsAnswer(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let records = IdempotencyRecords(database: kit.database)
      #expect(try await records.begin(key: "k", scope: "a", fingerprint: "f") == .fresh)
      #expect(try await records.begin(key: "k", scope: "a", fingerprint: "f") == .inProgress)
      #expect(try await records.begin(key: "k", scope: "a", fingerprint: "g") == .mismatch)
      #expect(try await records.begin(key: "k", scope: "b", fingerprint: "g") == .fresh)
      try await records.complete(key: "k", scope: "a", response: answer)
      #expect(try await records.begin(key: "k", scope: "a", fingerprint: "f") == .replay(answer))
      #expect(try await records.begin(key: "k", scope: "a", fingerprint: "g") == .mismatch)
      try await records.abandon(key: "k", scope: "a")
      #expect(try await records.begin(key: "k", scope: "a", fingerprint: "f") == .replay(answer))
    }
  }

  @Test(arguments: TestEngine.allCases) func aKeyGivenBackIsFree(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let records = IdempotencyRecords(database: kit.database)
      #expect(try await records.begin(key: "k", scope: "a", fingerprint: "f") == .fresh)
      try await records.abandon(key: "k", scope: "a")
      #expect(try await records.begin(key: "k", scope: "a", fingerprint: "g") == .fresh)
    }
  }

  @Test(arguments: TestEngine.allCases) func aDeadRequestIsTakenOverOnce(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit async throws in
      let records = IdempotencyRecords(database: kit.database)
      #expect(try await records.begin(key: "k", scope: "a", fingerprint: "f") == .fresh)
      kit.clock.advance(seconds: 61)
      #expect(try await records.begin(key: "k", scope: "a", fingerprint: "g") == .mismatch)
      #expect(try await records.begin(key: "k", scope: "a", fingerprint: "f") == .fresh)
      #expect(try await records.begin(key: "k", scope: "a", fingerprint: "f") == .inProgress)
    }
  }

  @Test(arguments: TestEngine.allCases) func ofManyAtOnceOneIsFresh(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let records = IdempotencyRecords(database: kit.database)
      let starts = try await withThrowingTaskGroup(of: IdempotencyStart.self) { group in
        for _ in 0..<16 {
          group.addTask { try await records.begin(key: "k", scope: "a", fingerprint: "f") }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(starts.filter { $0 == .fresh }.count == 1)
      #expect(starts.filter { $0 == .inProgress }.count == 15)
    }
  }

  @Test(arguments: TestEngine.allCases) func oldAnswersGo(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let records = IdempotencyRecords(database: kit.database)
      #expect(try await records.begin(key: "k", scope: "a", fingerprint: "f") == .fresh)
      try await records.complete(key: "k", scope: "a", response: answer)
      kit.clock.advance(seconds: 25 * 60 * 60)
      try await kit.identity.purge()
      #expect(try await records.begin(key: "k", scope: "a", fingerprint: "g") == .fresh)
    }
  }
}
