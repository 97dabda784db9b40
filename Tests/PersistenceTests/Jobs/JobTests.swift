import Dispatch
import Kernel
import Logging
import Persistence
import TestSupport
import Testing

struct Chore: Job {
  static let kind = "test.chore"
  static let maximumAttempts = 3
  let name: String
}

struct Unknown: Job {
  static let kind = "test.unknown"
}

/// Failing jobs of the tests are not worth a line in the log.
let quiet: Logger = {
  var logger = Logger(label: "test.jobs")
  logger.logLevel = .critical
  return logger
}()

private func withJobs(
  _ engine: TestEngine, _ body: (Database, TestClock) async throws -> Void
) async throws {
  let time = TestClock()
  try await withDatabase(engine, migrations: [PersistenceMigrations.folder], clock: time.clock) {
    database async throws in
    try await body(database, time)
  }
}

private func registry(_ handle: @escaping @Sendable (Chore, JobContext) async throws -> Void) -> JobRegistry {
  var jobs = JobRegistry()
  jobs.on(Chore.self, handle)
  return jobs
}

@Suite struct JobTests {
  @Test(arguments: TestEngine.allCases)
  func jobsRunOnceAndLeave(_ engine: TestEngine) async throws {
    try await withJobs(engine) { database, time async throws in
      let notes = Notebook()
      let runner = JobRunner(
        database: database, jobs: registry { job, _ in await notes.write(job.name) }, logger: quiet)
      try await database.write { tx in
        for index in 0..<30 { try tx.enqueue(Chore(name: "\(index)")) }
        try tx.enqueue(Chore(name: "later"), at: tx.now.adding(seconds: 10))
      }
      try await runner.drain()
      #expect(await notes.lines.count == 30)
      #expect(await Set(notes.lines).count == 30)
      time.advance(seconds: 11)
      try await runner.drain()
      #expect(await notes.lines.last == "later")
      #expect(try await count("jobs WHERE kind = 'test.chore'", database) == 0)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func failuresAreRetriedThenParkedAndRevived(_ engine: TestEngine) async throws {
    try await withJobs(engine) { database, time async throws in
      let attempts = Counter()
      let runner = JobRunner(
        database: database,
        jobs: registry { _, context in
          await attempts.add()
          if await attempts.value <= 3 { throw Refusal(reason: "attempt \(context.attempt)") }
        }, logger: quiet)
      try await database.write { try $0.enqueue(Chore(name: "x")) }
      try await runner.drain()
      #expect(await attempts.value == 1)
      try await runner.drain()
      #expect(await attempts.value == 1, "the pause is kept")
      for _ in 0..<5 {
        time.advance(seconds: 3_600)
        try await runner.drain()
      }
      #expect(await attempts.value == 3)
      let dead = try await database.read { try DeadJobStore.list(limit: 10, $0) }
      #expect(dead.map(\.kind) == ["test.chore"])
      #expect(dead.first?.error.contains("attempt 3") == true)
      #expect(dead.first?.attempts == 3)
      guard let id = dead.first?.id else { return }
      #expect(try await database.write { try DeadJobStore.revive(id, $0) })
      #expect(try await database.write { try DeadJobStore.revive(id, $0) } == false)
      try await runner.drain()
      #expect(await attempts.value == 4)
      let backlog = try await database.read { try DeadJobStore.backlog(at: time.now, $0) }
      #expect(backlog.deadJobs == 0)
      #expect(backlog.dueJobs == 0)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func permanentFailuresAreParkedAtOnce(_ engine: TestEngine) async throws {
    try await withJobs(engine) { database, _ async throws in
      let jobs = registry { _, _ in throw PermanentFailure("nobody can do this") }
      try await database.write { try $0.enqueue(Chore(name: "x")) }
      try await JobRunner(database: database, jobs: jobs, logger: quiet).drain()
      let dead = try await database.read { try DeadJobStore.list(limit: 10, $0) }
      #expect(dead.first?.error == "nobody can do this")
    }
  }

  @Test(arguments: TestEngine.allCases)
  func dedupeKeepsOneUnfinishedJob(_ engine: TestEngine) async throws {
    try await withJobs(engine) { database, _ async throws in
      let runs = Counter()
      let runner = JobRunner(database: database, jobs: registry { _, _ in await runs.add() }, logger: quiet)
      for _ in 0..<3 {
        try await database.write { try $0.enqueue(Chore(name: "x"), dedupe: "same") }
      }
      try await database.write { try $0.enqueue(Chore(name: "x"), dedupe: "other") }
      try await runner.drain()
      #expect(await runs.value == 2)
      try await database.write { try $0.enqueue(Chore(name: "x"), dedupe: "same") }
      try await runner.drain()
      #expect(await runs.value == 3)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func unknownKindsAreLeftAlone(_ engine: TestEngine) async throws {
    try await withJobs(engine) { database, _ async throws in
      try await database.write { try $0.enqueue(Unknown()) }
      try await JobRunner(database: database, jobs: JobRegistry(), logger: quiet).drain()
      #expect(try await count("jobs WHERE kind = 'test.unknown' AND attempts = 0", database) == 1)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aKilledNodesJobIsTakenAfterItsLease(_ engine: TestEngine) async throws {
    try await withJobs(engine) { database, time async throws in
      let runs = Counter()
      // What a node leaves that took the job and was killed.
      try await database.write { tx in
        try tx.enqueue(Chore(name: "x"))
        let end = tx.now.adding(seconds: 60)
        try tx.run("UPDATE jobs SET attempts = 1, locked_until = \(end), locked_by = \(JobID())")
      }
      let runner = JobRunner(database: database, jobs: registry { _, _ in await runs.add() }, logger: quiet)
      try await runner.drain()
      #expect(await runs.value == 0)
      time.advance(seconds: 61)
      try await runner.drain()
      #expect(await runs.value == 1)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aJobThatKillsItsProcessIsParked(_ engine: TestEngine) async throws {
    try await withJobs(engine) { database, _ async throws in
      let runs = Counter()
      try await database.write { tx in
        try tx.enqueue(Chore(name: "x"))
        try tx.run("UPDATE jobs SET attempts = 3")
      }
      try await JobRunner(database: database, jobs: registry { _, _ in await runs.add() }, logger: quiet)
        .drain()
      #expect(await runs.value == 0)
      #expect(try await count("dead_jobs", database) == 1)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func manyNodesShareTheWork(_ engine: TestEngine) async throws {
    try await withDatabaseURL(engine, migrations: [PersistenceMigrations.folder]) { url async throws in
      let nodes = try (0..<3).map { _ in try openTestDatabase(url, poolSize: 3) }
      let notes = Notebook()
      try await nodes[0].write { tx in for index in 0..<120 { try tx.enqueue(Chore(name: "\(index)")) } }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for node in nodes {
          let runner = JobRunner(
            database: node, jobs: registry { job, _ in await notes.write(job.name) }, logger: quiet)
          group.addTask { try await runner.drain() }
        }
        try await group.waitForAll()
      }
      #expect(await notes.lines.count == 120)
      #expect(await Set(notes.lines).count == 120)
      for node in nodes { await node.close() }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func recurringJobsRunOnceOverAllNodes(_ engine: TestEngine) async throws {
    try await withJobs(engine) { database, time async throws in
      let runs = Counter()
      var jobs = registry { _, _ in await runs.add() }
      try jobs.every(seconds: 60, Chore(name: "tick"))
      let nodes = [jobs, jobs].map { JobRunner(database: database, jobs: $0, logger: quiet) }
      for minute in 1...3 {
        for node in nodes { try await node.drain() }
        #expect(await runs.value == minute)
        time.advance(seconds: 60)
      }
    }
  }
}

@Suite struct JobRunnerTests {
  @Test(arguments: TestEngine.allCases)
  func aCommitWakesTheRunnerAndStopFinishesWhatItTook(_ engine: TestEngine) async throws {
    try await withDatabase(engine, migrations: [PersistenceMigrations.folder]) { database async throws in
      let notes = Notebook()
      let gate = Gate()
      let runner = JobRunner(
        database: database,
        jobs: registry { job, _ in
          if job.name == "slow" { await gate.wait() }
          await notes.write(job.name)
        }, settings: JobRunnerSettings(pollMilliseconds: 60_000), logger: quiet)
      let running = Task { await runner.run() }
      try await database.write { try $0.enqueue(Chore(name: "quick")) }
      #expect(await eventually { await notes.lines == ["quick"] })
      try await database.write { try $0.enqueue(Chore(name: "slow")) }
      #expect(await eventually { await gate.hasVisitor })
      await runner.stop()
      try await database.write { try $0.enqueue(Chore(name: "too late")) }
      await gate.open()
      await running.value
      #expect(await notes.lines == ["quick", "slow"])
      #expect(try await count("jobs WHERE kind = 'test.chore'", database) == 1)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func leasesAreRenewedWhileAJobRuns(_ engine: TestEngine) async throws {
    try await withJobs(engine) { database, time async throws in
      let runs = Counter()
      let gate = Gate()
      let jobs = registry { _, _ in
        await runs.add()
        await gate.wait()
      }
      let settings = JobRunnerSettings(leaseSeconds: 3, pollMilliseconds: 50)
      let runners = [jobs, jobs].map {
        JobRunner(database: database, jobs: $0, settings: settings, logger: quiet)
      }
      let tasks = runners.map { runner in Task { await runner.run() } }
      try await database.write { try $0.enqueue(Chore(name: "long")) }
      #expect(await eventually { await gate.hasVisitor })
      // The clock goes on only when the lease was renewed for as long as it goes on, however slow this machine is.
      for _ in 0..<3 {
        time.advance(seconds: 2)
        let end = time.now.adding(seconds: 3)
        let renewed: SQL = "jobs WHERE kind = 'test.chore' AND locked_until >= \(end)"
        #expect(try await eventually { try await count(renewed, database) == 1 })
      }
      #expect(await runs.value == 1)
      await gate.open()
      for task in tasks {
        task.cancel()
        await task.value
      }
      #expect(try await count("jobs WHERE kind = 'test.chore'", database) == 0)
    }
  }
}

/// Keeps visitors until it is opened.
actor Gate {
  private var visitors: [CheckedContinuation<Void, Never>] = []
  private var isOpen = false
  private(set) var hasVisitor = false

  func wait() async {
    hasVisitor = true
    if isOpen { return }
    await withCheckedContinuation { visitors.append($0) }
  }

  func open() {
    isOpen = true
    for visitor in visitors { visitor.resume() }
    visitors = []
  }
}
