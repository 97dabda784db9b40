import Kernel
import TestSupport
import Testing

@testable import Persistence

/// What work of a node enqueues is that node's at once.
@Suite struct OwnClaimTests {
  /// Enqueues chores.
  private struct Errand: Job {
    static let kind = "test.errand"
    let chores: [String]
  }

  private static let waiting: SQL = "jobs WHERE kind = 'test.chore'"
  private static let claimed: SQL = """
    jobs WHERE kind = 'test.chore' AND attempts = 1 AND locked_by IS NOT NULL AND locked_until > run_at
    """

  private func registry(
    _ database: Database, _ notes: Notebook, _ then: @escaping @Sendable () async throws -> Void = {}
  ) -> JobRegistry {
    var jobs = JobRegistry()
    jobs.on(Errand.self) { errand, _ in
      let chores = try errand.chores.map { try WrittenJob(Chore(name: $0)) }
      try await database.write { try $0.enqueue(all: chores) }
      try await then()
    }
    jobs.on(Chore.self) { chore, context in await notes.write("\(chore.name) \(context.attempt)") }
    return jobs
  }

  @Test("It is claimed as it is inserted, and done once", arguments: TestEngine.allCases)
  func claimedAtOnce(_ engine: TestEngine) async throws {
    try await withDatabase(engine, migrations: [PersistenceMigrations.folder]) { database async throws in
      let (notes, seen) = (Notebook(), Notebook())
      let gate = Gate()
      var jobs = registry(database, notes) {
        await seen.write("\(try await count(Self.claimed, database))")
      }
      jobs.on(Chore.self) { chore, context in
        await gate.wait()
        await notes.write("\(chore.name) \(context.attempt)")
      }
      try await database.write { try $0.enqueue(Errand(chores: ["a", "b", "c"])) }
      let handlers = jobs
      let drained = Task { try await JobRunner(database: database, jobs: handlers, logger: quiet).drain() }
      #expect(await eventually { await seen.lines == ["3"] })
      await gate.open()
      try await drained.value
      #expect(await notes.lines.sorted() == ["a 1", "b 1", "c 1"])
      #expect(try await count(Self.waiting, database) == 0)
    }
  }

  @Test("It does not wait for the end of the work that enqueues it", arguments: TestEngine.allCases)
  func doneMeanwhile(_ engine: TestEngine) async throws {
    try await withDatabase(engine, migrations: [PersistenceMigrations.folder]) { database async throws in
      let (notes, gate) = (Notebook(), Gate())
      let jobs = registry(database, notes) { await gate.wait() }
      try await database.write { try $0.enqueue(Errand(chores: ["a"])) }
      let runner = JobRunner(
        database: database, jobs: jobs, settings: JobRunnerSettings(workers: 2), logger: quiet)
      let running = Task { await runner.run() }
      #expect(await eventually { await notes.lines == ["a 1"] })
      await gate.open()
      await runner.stop()
      await running.value
      #expect(await notes.lines == ["a 1"])
    }
  }

  @Test("A node that stops meanwhile gives it back", arguments: TestEngine.allCases)
  func stopGivesBack(_ engine: TestEngine) async throws {
    try await withDatabase(engine, migrations: [PersistenceMigrations.folder]) { database async throws in
      let (notes, gate) = (Notebook(), Gate())
      let jobs = registry(database, notes) { await gate.wait() }
      try await database.write { try $0.enqueue(Errand(chores: ["a", "b"])) }
      let runner = JobRunner(
        database: database, jobs: jobs, settings: JobRunnerSettings(workers: 1), logger: quiet)
      let running = Task { await runner.run() }
      #expect(await eventually { await gate.hasVisitor })
      await runner.stop()
      await gate.open()
      await running.value
      let free: SQL = """
        jobs WHERE kind = 'test.chore' AND attempts = 0 AND locked_by IS NULL AND locked_until = 0
        """
      #expect(try await count(free, database) == 2)
      try await JobRunner(database: database, jobs: jobs, logger: quiet).drain()
      #expect(await notes.lines.sorted() == ["a 1", "b 1"])
    }
  }

  @Test("A node that dies leaves it to others when the lease is over", arguments: TestEngine.allCases)
  func deathLeavesItToOthers(_ engine: TestEngine) async throws {
    let time = TestClock()
    try await withDatabase(engine, migrations: [PersistenceMigrations.folder], clock: time.clock) {
      database async throws in
      let notes = Notebook()
      let jobs = registry(database, notes)
      let claims = OwnClaims(lease: JobID(), leaseSeconds: 60, kinds: [Chore.kind], room: JobRoom()) { _ in }
      try await OwnClaims.$current.withValue(claims) {
        try await database.write { try $0.enqueue(Chore(name: "a")) }
      }
      #expect(claims.collect().map(\.attempt) == [1])
      try await JobRunner(database: database, jobs: jobs, logger: quiet).drain()
      #expect(await notes.lines.isEmpty)
      time.advance(seconds: 61)
      try await JobRunner(database: database, jobs: jobs, logger: quiet).drain()
      #expect(await notes.lines == ["a 2"])
      #expect(try await count(Self.waiting, database) == 0)
    }
  }

  @Test(
    "Claimed is what is committed, due, new and of a kind that the node does, as far as it has room",
    arguments: TestEngine.allCases)
  func onlyWhatCanBeDone(_ engine: TestEngine) async throws {
    try await withDatabase(engine, migrations: [PersistenceMigrations.folder]) { database async throws in
      // Half of the places, as the others are for other kinds.
      let room = JobRoom(places: FairPlaces(8))
      let claims = OwnClaims(lease: JobID(), leaseSeconds: 60, kinds: [Chore.kind], room: room) { _ in }
      try await OwnClaims.$current.withValue(claims) {
        await #expect(throws: Refusal.self) {
          try await database.write { tx in
            try tx.enqueue(Chore(name: "undone"))
            throw Refusal(reason: "no")
          }
        }
        #expect(claims.collect().isEmpty)
        try await database.write { tx in
          try tx.enqueue(Chore(name: "later"), at: tx.now.adding(seconds: 10))
          try tx.enqueue(Errand(chores: []))
          for _ in 0..<2 { try tx.enqueue(Chore(name: "once"), dedupe: "once") }
          for index in 0..<3 { try tx.enqueue(Chore(name: "\(index)")) }
        }
      }
      // The one that was undone and the one that was there have kept their room.
      #expect(try claims.finish().map { try Chore(written: $0.payload).name } == ["once", "0"])
      #expect(try await count(Self.claimed, database) == 2)
      #expect(try await count(Self.waiting, database) == 5)
      try await OwnClaims.$current.withValue(claims) {
        try await database.write { try $0.enqueue(Chore(name: "too late")) }
      }
      #expect(claims.collect().isEmpty)
    }
  }
}
