import Kernel
import TestSupport
import Testing

@testable import Persistence

private func withJobs(
  _ engine: TestEngine, _ body: (Database, TestClock) async throws -> Void
) async throws {
  let time = TestClock()
  try await withDatabase(engine, migrations: [PersistenceMigrations.folder], clock: time.clock) {
    database async throws in
    try await body(database, time)
  }
}

private func batches(
  atMost: Int = 32, _ handle: @escaping @Sendable ([JobDelivery<Chore>]) async throws -> BatchFailures
) -> JobRegistry {
  var jobs = JobRegistry()
  jobs.on(batchesOf: Chore.self, atMost: atMost, handle)
  return jobs
}

private func enqueue(_ names: [String], _ database: Database) async throws {
  try await database.write { tx in for name in names { try tx.enqueue(Chore(name: name)) } }
}

private func numbers(_ count: Int) -> [String] { (0..<count).map { "\($0)" } }

@Suite struct JobBatchTests {
  @Test("What is due of a kind comes together, and leaves", arguments: TestEngine.allCases)
  func jobsOfAKindComeTogether(_ engine: TestEngine) async throws {
    try await withJobs(engine) { database, _ async throws in
      let (names, sizes) = (Notebook(), Notebook())
      let jobs = batches { mails in
        await sizes.write("\(mails.count)")
        for mail in mails { await names.write(mail.job.name) }
        return [:]
      }
      try await enqueue(numbers(100), database)
      try await JobRunner(database: database, jobs: jobs, logger: quiet).drain()
      #expect(await names.lines.count == 100)
      #expect(await Set(names.lines).count == 100)
      #expect(await sizes.lines.sorted() == ["32", "32", "32", "4"])
      #expect(try await count("jobs WHERE kind = 'test.chore'", database) == 0)
    }
  }

  @Test("One that fails leaves the others done and comes again alone", arguments: TestEngine.allCases)
  func oneThatFailsComesAgainAlone(_ engine: TestEngine) async throws {
    try await withJobs(engine) { database, time async throws in
      let done = Notebook()
      let jobs = batches { chores in
        var failures: BatchFailures = [:]
        for (place, chore) in chores.enumerated() {
          if chore.job.name == "7", chore.context.attempt == 1 {
            failures[place] = Refusal(reason: "not yet")
          } else {
            await done.write("\(chore.job.name) of \(chores.count)")
          }
        }
        return failures
      }
      try await enqueue(numbers(20), database)
      let runner = JobRunner(database: database, jobs: jobs, logger: quiet)
      try await runner.drain()
      #expect(await done.lines.count == 19)
      #expect(await done.lines.allSatisfy { $0.hasSuffix(" of 20") })
      #expect(try await count("jobs WHERE last_error LIKE '%not yet%' AND attempts = 1", database) == 1)
      time.advance(seconds: 60)
      try await runner.drain()
      #expect(await done.lines.last == "7 of 1")
      #expect(await done.lines.count == 20)
    }
  }

  @Test(
    "A batch that can't be done is done one by one; the poisoned one is parked",
    arguments: TestEngine.allCases)
  func aPoisonedOneIsInNobodysWay(_ engine: TestEngine) async throws {
    try await withJobs(engine) { database, time async throws in
      let done = Notebook()
      let jobs = batches { chores in
        if chores.contains(where: { $0.job.name == "poison" }) { throw Refusal(reason: "poisoned") }
        for chore in chores { await done.write(chore.job.name) }
        return [:]
      }
      try await enqueue(numbers(10) + ["poison"], database)
      let runner = JobRunner(database: database, jobs: jobs, logger: quiet)
      try await runner.drain()
      #expect(await done.lines.sorted() == numbers(10))
      #expect(try await count("jobs WHERE kind = 'test.chore'", database) == 1)
      for _ in 0..<4 {
        time.advance(seconds: 3_600)
        try await runner.drain()
      }
      #expect(await done.lines.count == 10)
      let dead = try await database.read { try DeadJobStore.list(limit: 10, $0) }
      #expect(dead.map(\.attempts) == [3])
      #expect(dead.first?.payload == #"{"name":"poison"}"#)
    }
  }

  @Test("A database that can't just now is not asked for each one", arguments: TestEngine.allCases)
  func aBusyDatabaseIsAskedOnce(_ engine: TestEngine) async throws {
    try await withJobs(engine) { database, time async throws in
      let sizes = Notebook()
      let jobs = batches { chores in
        await sizes.write("\(chores.count)")
        if chores.contains(where: { $0.context.attempt == 1 }) { throw DatabaseError.busy("not now") }
        return [:]
      }
      try await enqueue(numbers(6), database)
      let runner = JobRunner(database: database, jobs: jobs, logger: quiet)
      try await runner.drain()
      #expect(await sizes.lines == ["6"])
      time.advance(seconds: 60)
      try await runner.drain()
      #expect(await sizes.lines == ["6", "1", "1", "1", "1", "1", "1"])
      #expect(try await count("jobs WHERE kind = 'test.chore'", database) == 0)
    }
  }

  @Test("One that can't be read leaves the others done", arguments: TestEngine.allCases)
  func anUnreadableOneFailsAlone(_ engine: TestEngine) async throws {
    try await withJobs(engine) { database, _ async throws in
      let done = Notebook()
      let jobs = batches { chores in
        for chore in chores { await done.write(chore.job.name) }
        return chores.count == 4 ? [3: PermanentFailure("the last of the readable")] : [:]
      }
      try await enqueue(["a"], database)
      try await database.write { try $0.run("UPDATE jobs SET payload = '{}'") }
      try await enqueue(numbers(4), database)
      try await JobRunner(database: database, jobs: jobs, logger: quiet).drain()
      #expect(await done.lines.sorted() == numbers(4))
      #expect(try await count("jobs WHERE payload = '{}' AND attempts = 1", database) == 1)
      // The places are those of what the handler got.
      let dead = try await database.read { try DeadJobStore.list(limit: 10, $0) }
      #expect(dead.map(\.error) == ["the last of the readable"])
      #expect(try await count("jobs WHERE kind = 'test.chore'", database) == 1)
    }
  }

  @Test("A node that dies in a batch leaves it to others, who do each alone", arguments: TestEngine.allCases)
  func aDeadNodesBatchIsDone(_ engine: TestEngine) async throws {
    try await withJobs(engine) { database, time async throws in
      try await makeSampleTable(database)
      let sizes = Notebook()
      let jobs = batches { chores in
        await sizes.write("\(chores.count)")
        try await database.write { tx in for chore in chores { try mark(chore.job.name, tx) } }
        return [:]
      }
      try await enqueue((100..<140).map { "\($0)" }, database)
      let gone = JobID()
      try await database.write { tx in
        let taken = try JobStore.claim(
          40, of: WantedKinds([Chore.kind]), lease: gone, until: tx.now.adding(seconds: 60), tx
        ).jobs
        #expect(taken.count == 40)
        // Half of the work was done, none of it written down.
        for name in 100..<120 { try mark("\(name)", tx) }
      }
      let runner = JobRunner(database: database, jobs: jobs, logger: quiet)
      try await runner.drain()
      #expect(await sizes.lines.isEmpty, "the lease holds")
      time.advance(seconds: 61)
      try await runner.drain()
      #expect(await sizes.lines == Array(repeating: "1", count: 40))
      #expect(try await count("items WHERE id >= 100 AND stock = 1", database) == 40)
      #expect(try await count("jobs WHERE kind = 'test.chore'", database) == 0)
    }
  }

  @Test("Of what may have ended a process no more are taken than may be", arguments: TestEngine.allCases)
  func fewOfTheRepeatedAreTaken(_ engine: TestEngine) async throws {
    try await withJobs(engine) { database, _ async throws in
      try await enqueue(numbers(5), database)
      try await database.write { try $0.run("UPDATE jobs SET attempts = 1, locked_by = \(JobID())") }
      try await enqueue(numbers(5), database)
      let claimed = try await database.write { tx in
        try JobStore.claim(
          10, of: WantedKinds([Chore.kind]), room: JobRoom(repeated: FairPlaces(4)), lease: JobID(),
          until: tx.now.adding(seconds: 60), tx)
      }
      #expect(claimed.jobs.count { $0.isRepeated } == 2)
      #expect(claimed.jobs.count == 7)
      #expect(claimed.leftSome && claimed.leftRepeated)
      #expect(try await count("jobs WHERE attempts = 1 AND locked_until = 0", database) == 3)
    }
  }
}

/// The effect of a chore, once however often it is done.
private func mark(_ name: String, _ tx: Transaction) throws {
  try tx.run(
    "INSERT INTO items (id, stock) VALUES (\(Int(name) ?? 0), 1) ON CONFLICT (id) DO NOTHING")
}
