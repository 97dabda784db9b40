import Persistence
import TestSupport
import Testing

/// Takes a word to somebody; nobody else may have it.
private struct Errand: Job {
  static let kind = "test.errand"
  static let maximumAttempts = 2
  let name: String
  var word: String?

  var parked: Errand { Errand(name: name) }
}

/// What is left of jobs that are done, or that nobody could do.
struct ParkedJobTests {
  private func withErrand(
    _ engine: TestEngine, _ handle: @escaping @Sendable (Errand) async throws -> Void,
    _ body: (Database) async throws -> Void
  ) async throws {
    let time = TestClock()
    var jobs = JobRegistry()
    jobs.on(Errand.self) { job, _ in try await handle(job) }
    let handlers = jobs
    try await withDatabase(engine, migrations: [PersistenceMigrations.folder], clock: time.clock) {
      database async throws in
      try await database.write { try $0.enqueue(Errand(name: "Ada", word: "mellon")) }
      for _ in 0..<2 {
        try await JobRunner(database: database, jobs: handlers, logger: quiet).drain()
        time.advance(seconds: 3_600)
      }
      try await body(database)
    }
  }

  @Test("Of a job that keeps failing only that is parked which may be", arguments: TestEngine.allCases)
  func secretsAreNotParked(_ engine: TestEngine) async throws {
    try await withErrand(engine) { _ in
      throw DatabaseError.busy("not now")
    } _: { database in
      let dead = try await database.read { try DeadJobStore.list(limit: 10, $0) }
      #expect(dead.map(\.attempts) == [2] && dead.map(\.payload) == [#"{"name":"Ada"}"#])
      #expect(try await database.read { try $0.value("SELECT COUNT(*) FROM jobs", as: Int64.self) } == 0)
    }
  }

  @Test("Nor of one that can't be done", arguments: TestEngine.allCases)
  func secretsAreNotParkedAtOnce(_ engine: TestEngine) async throws {
    try await withErrand(engine) { _ in
      throw PermanentFailure("nobody is there")
    } _: { database in
      let dead = try await database.read { try DeadJobStore.list(limit: 10, $0) }
      #expect(dead.map(\.attempts) == [1] && dead.map(\.payload) == [#"{"name":"Ada"}"#])
    }
  }

  @Test("Nothing is left of a job that is done", arguments: TestEngine.allCases)
  func nothingIsLeft(_ engine: TestEngine) async throws {
    try await withErrand(engine) { errand in
      #expect(errand.word == "mellon")
    } _: { database in
      let rows = try await database.read {
        try $0.value("SELECT (SELECT COUNT(*) FROM jobs) + (SELECT COUNT(*) FROM dead_jobs)", as: Int64.self)
      }
      // What runs by the clock waits for its next time in another table.
      #expect(rows == 0)
    }
  }
}
