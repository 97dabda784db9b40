import Kernel
import TestSupport
import Testing

@testable import Persistence

/// What a node has taken and not begun.
@Suite struct JobHoldingTests {
  private func withDatabase(
    _ engine: TestEngine, _ body: (Database) async throws -> Void
  ) async throws {
    try await TestSupport.withDatabase(engine, migrations: [PersistenceMigrations.folder]) {
      database async throws in
      try await body(database)
    }
  }

  /// A registry whose first job waits at the gate.
  private func jobs(_ gate: Gate, _ notes: Notebook) -> JobRegistry {
    var jobs = JobRegistry()
    jobs.on(Chore.self) { job, _ in
      if job.name == "slow" { await gate.wait() }
      await notes.write(job.name)
    }
    return jobs
  }

  /// Lets a node of one worker take everything and begin the slow one.
  private func begin(
    _ names: [String], _ jobs: JobRegistry, _ gate: Gate, _ database: Database
  ) async throws -> (runner: JobRunner, running: Task<Void, Never>) {
    try await database.write { tx in
      for (place, name) in (["slow"] + names).enumerated() {
        // In this order, which moments alone don't say.
        try tx.enqueue(Chore(name: name), at: tx.now.adding(milliseconds: Int64(place - 1_000)))
      }
    }
    let runner = JobRunner(
      database: database, jobs: jobs, settings: JobRunnerSettings(workers: 1), logger: quiet)
    let running = Task { await runner.run() }
    #expect(await eventually { await gate.hasVisitor })
    return (runner, running)
  }

  @Test("A node that stops gives back what it has not begun", arguments: TestEngine.allCases)
  func stopGivesBack(_ engine: TestEngine) async throws {
    try await withDatabase(engine) { database in
      let (gate, notes) = (Gate(), Notebook())
      let jobs = jobs(gate, notes)
      let (runner, running) = try await begin(["a", "b", "c"], jobs, gate, database)
      #expect(try await count("jobs WHERE kind = 'test.chore' AND attempts = 1", database) == 4)
      await runner.stop()
      let free: SQL = "jobs WHERE kind = 'test.chore' AND locked_by IS NULL AND attempts = 0"
      #expect(try await eventually { try await count(free, database) == 3 })
      try await JobRunner(database: database, jobs: jobs, logger: quiet).drain()
      #expect(await notes.lines.sorted() == ["a", "b", "c"], "while the first one is not done")
      await gate.open()
      await running.value
      #expect(await notes.lines.sorted() == ["a", "b", "c", "slow"])
      #expect(try await count("jobs WHERE kind = 'test.chore'", database) == 0)
    }
  }

  @Test("A node whose workers are all held up leaves the rest to others", arguments: TestEngine.allCases)
  func aStalledNodeGivesBack(_ engine: TestEngine) async throws {
    try await withDatabase(engine) { database in
      let (gate, notes) = (Gate(), Notebook())
      let jobs = jobs(gate, notes)
      let (runner, running) = try await begin(["a", "b", "c"], jobs, gate, database)
      let other = JobRunner(database: database, jobs: jobs, logger: quiet)
      #expect(
        try await eventually {
          try await other.drain()
          return await notes.lines.sorted() == ["a", "b", "c"]
        })
      await gate.open()
      await runner.stop()
      await running.value
      #expect(await notes.lines.sorted() == ["a", "b", "c", "slow"])
    }
  }

  @Test("What is deleted while it waits at a node is not done", arguments: TestEngine.allCases)
  func deletedWhileItWaits(_ engine: TestEngine) async throws {
    try await withDatabase(engine) { database in
      let (gate, notes) = (Gate(), Notebook())
      let (runner, running) = try await begin(["a", "b", "c"], jobs(gate, notes), gate, database)
      try await database.write { _ = try $0.run("DELETE FROM jobs WHERE payload LIKE '%\"b\"%'") }
      await gate.open()
      #expect(await eventually { await notes.lines.contains("c") })
      await runner.stop()
      await running.value
      #expect(await notes.lines == ["slow", "a", "c"])
    }
  }

  @Test("What a node is at is not begun there again when its lease has ended", arguments: TestEngine.allCases)
  func leaseEndsMeanwhile(_ engine: TestEngine) async throws {
    let time = TestClock()
    try await TestSupport.withDatabase(
      engine, migrations: [PersistenceMigrations.folder], clock: time.clock
    ) { database async throws in
      let (gate, begun) = (Gate(), Notebook())
      var jobs = JobRegistry()
      jobs.on(Chore.self) { job, _ in
        await begun.write(job.name)
        if job.name == "slow" { await gate.wait() }
      }
      try await database.write { try $0.enqueue(Chore(name: "slow")) }
      let runner = JobRunner(
        database: database, jobs: jobs, settings: JobRunnerSettings(workers: 4), logger: quiet)
      let running = Task { await runner.run() }
      #expect(await eventually { await gate.hasVisitor })
      time.advance(seconds: 61)
      // Taken after what waits for longer.
      try await database.write { try $0.enqueue(Chore(name: "next")) }
      #expect(await eventually { await begun.lines.contains("next") })
      await gate.open()
      await runner.stop()
      await running.value
      #expect(await begun.lines == ["slow", "next"])
      #expect(try await count("jobs WHERE kind = 'test.chore'", database) == 0)
    }
  }

  @Test("Nodes side by side share what there is", arguments: TestEngine.allCases)
  func nodesSideBySideShare(_ engine: TestEngine) async throws {
    try await withDatabaseURL(engine, migrations: [PersistenceMigrations.folder]) { url async throws in
      let nodes = try (0..<2).map { _ in try openTestDatabase(url, poolSize: 4) }
      let notes = Notebook()
      var jobs = JobRegistry()
      jobs.on(batchesOf: Chore.self, atMost: 8) { chores in
        for chore in chores { await notes.write(chore.job.name) }
        return [:]
      }
      let handlers = jobs
      let runners = nodes.map { node in
        JobRunner(
          database: node, jobs: handlers, settings: JobRunnerSettings(workers: 2, pollMilliseconds: 50),
          logger: quiet)
      }
      let running = runners.map { runner in Task { await runner.run() } }
      for round in 0..<3 {
        try await nodes[round % 2].write { tx in
          for index in 0..<100 { try tx.enqueue(Chore(name: "\(round) \(index)")) }
        }
      }
      let rest: SQL = "jobs WHERE kind = 'test.chore'"
      #expect(try await eventually { try await count(rest, nodes[0]) == 0 })
      for runner in runners { await runner.stop() }
      for task in running { await task.value }
      #expect(await notes.lines.count == 300)
      #expect(await Set(notes.lines).count == 300)
      for node in nodes { await node.close() }
    }
  }
}
