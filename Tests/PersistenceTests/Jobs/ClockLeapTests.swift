import Kernel
import TestSupport
import Testing

@testable import Persistence

private struct Round: Job {
  static let kind = "test.round"
}

private let twoDays: Int64 = 2 * 24 * 60 * 60

/// A clock that leaps two days and comes back.
struct ClockLeapTests {
  private func withRunner(
    _ engine: TestEngine, _ registry: (inout JobRegistry, Notebook) throws -> Void,
    _ body: (Database, TestClock, _ node: () -> JobRunner, Notebook) async throws -> Void
  ) async throws {
    let time = TestClock()
    let notes = Notebook()
    var jobs = JobRegistry()
    try registry(&jobs, notes)
    let handlers = jobs
    try await withDatabase(engine, migrations: [PersistenceMigrations.folder], clock: time.clock) {
      database async throws in
      try await body(
        database, time, { JobRunner(database: database, jobs: handlers, logger: quiet) }, notes)
    }
  }

  /// A job that recurs every minute and ran once.
  private func withRounds(
    _ engine: TestEngine, _ body: (_ runner: JobRunner, TestClock, Notebook) async throws -> Void
  ) async throws {
    try await withRunner(engine) { jobs, notes in
      jobs.on(Round.self) { _, _ in await notes.write("round") }
      try jobs.every(seconds: 60, Round())
    } _: { _, time, node, notes in
      let runner = node()
      try await runner.drain()
      try await body(runner, time, notes)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func whatRecursGoesOnInItsPeriod(_ engine: TestEngine) async throws {
    try await withRounds(engine) { runner, time, notes in
      time.advance(seconds: twoDays)
      try await runner.drain()
      time.advance(seconds: -twoDays)
      let before = await notes.lines.count
      for _ in 0..<5 {
        time.advance(seconds: 61)
        try await runner.drain()
      }
      #expect(await notes.lines.count - before == 5)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func nodesWhoseClocksDifferALittleDoNotRunMore(_ engine: TestEngine) async throws {
    try await withRounds(engine) { runner, time, notes in
      // Another node is half a minute behind.
      time.advance(seconds: -30)
      try await runner.drain()
      #expect(await notes.lines.count == 1)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func jobsWaitNoLongerThanTheyHadTo(_ engine: TestEngine) async throws {
    try await withRunner(engine) { jobs, notes in
      jobs.on(Chore.self) { job, _ in await notes.write(job.name) }
    } _: { database, time, node, notes in
      try await database.write { try $0.enqueue(Chore(name: "old"), at: $0.now.adding(seconds: 3 * twoDays)) }
      try await node().drain()
      time.advance(seconds: twoDays)
      try await database.write { tx in
        try tx.enqueue(Chore(name: "at once"))
        try tx.enqueue(Chore(name: "in a minute"), at: tx.now.adding(seconds: 60))
      }
      time.advance(seconds: -twoDays)
      let runner = node()
      try await runner.drain()
      #expect(await notes.lines == ["at once"])
      time.advance(seconds: 61)
      try await runner.drain()
      #expect(await notes.lines == ["at once", "in a minute"], "and what is for later stays for later")
    }
  }

  @Test(arguments: TestEngine.allCases)
  func pausesAndLeasesEnd(_ engine: TestEngine) async throws {
    try await withRunner(engine) { jobs, notes in
      jobs.on(Chore.self) { job, context in
        await notes.write("\(job.name) \(context.attempt)")
        if context.attempt == 1 { throw DatabaseError.busy("not yet") }
      }
    } _: { database, time, node, notes in
      try await database.write { tx in
        try tx.enqueue(Chore(name: "failed"))
        try tx.enqueue(Chore(name: "left"))
      }
      time.advance(seconds: twoDays)
      // One fails, the other's node takes it and is gone.
      let gone = JobID()
      try await database.write { tx in
        _ = try JobStore.claim(
          2, of: WantedKinds([Chore.kind]), lease: gone, until: tx.now.adding(seconds: 60), tx
        ).jobs.first.map {
          try JobStore.putBack($0.id, lease: gone, at: tx.now.adding(seconds: 2), error: "x", tx)
        }
      }
      time.advance(seconds: -twoDays)
      let runner = node()
      try await runner.drain()
      time.advance(seconds: 61)
      try await runner.drain()
      #expect(await Set(notes.lines) == ["failed 2", "left 2"])
    }
  }
}
