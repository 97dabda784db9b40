import Kernel
import TestSupport
import Testing

@testable import Persistence

/// Jobs of one kind that hang, or fail slowly, are in no other kind's way.
@Suite struct SlowKindTests {
  /// As a letter to a mail server that does not answer.
  private struct Hanging: Job {
    static let kind = "test.hanging"
    let number: Int
  }

  /// As a picture of a host that does not answer.
  private struct Slow: Job {
    static let kind = "test.slow"
    let number: Int
  }

  private static let waiting: SQL = "jobs WHERE kind = 'test.hanging'"

  private func withNode(
    _ engine: TestEngine, workers: Int = 4, jobs: JobRegistry, before: (Database) async throws -> Void,
    _ body: (Database) async throws -> Void, end: () async -> Void
  ) async throws {
    try await withDatabase(engine, migrations: [PersistenceMigrations.folder]) { database async throws in
      try await before(database)
      let runner = JobRunner(
        database: database, jobs: jobs,
        settings: JobRunnerSettings(workers: workers, pollMilliseconds: 100), logger: quiet)
      let running = Task { await runner.run() }
      try await body(database)
      await end()
      await runner.stop()
      await running.value
    }
  }

  private func registry(_ gate: Gate, _ hanging: Counter, _ notes: Notebook) -> JobRegistry {
    var jobs = JobRegistry()
    jobs.on(Hanging.self) { _, _ in
      await hanging.add()
      await gate.wait()
      throw Refusal(reason: "no answer")
    }
    jobs.on(Slow.self) { _, _ in
      await hanging.add()
      await gate.wait()
    }
    jobs.on(Chore.self) { chore, _ in await notes.write(chore.name) }
    return jobs
  }

  private static func enqueue(_ count: Int, attempts: Int = 0, _ database: Database) async throws {
    try await database.write { tx in
      for number in 0..<count { try tx.enqueue(Hanging(number: number), at: tx.now.adding(seconds: -60)) }
      try tx.run("UPDATE jobs SET attempts = \(attempts) WHERE kind = 'test.hanging'")
    }
  }

  @Test(
    "What comes after many that hang is done, whether they are new or failed before",
    arguments: TestEngine.allCases, [0, 1])
  func othersAreDone(_ engine: TestEngine, attempts: Int) async throws {
    let (gate, hanging, notes) = (Gate(), Counter(), Notebook())
    // More than a node takes at once, all of them due before the others.
    try await withNode(engine, jobs: registry(gate, hanging, notes)) { database in
      try await Self.enqueue(700, attempts: attempts, database)
    } _: { database in
      #expect(await eventually { await hanging.value == 2 })
      for number in 0..<5 {
        try await database.write { try $0.enqueue(Chore(name: "\(number)")) }
        #expect(await eventually { await notes.lines.contains("\(number)") })
      }
      #expect(await hanging.value == 2, "of four workers")
      #expect(try await count(Self.waiting, database) == 700)
    } end: {
      await gate.open()
    }
  }

  @Test("Two kinds that hang leave a worker to the others", arguments: TestEngine.allCases)
  func twoKindsHang(_ engine: TestEngine) async throws {
    let (gate, hanging, notes) = (Gate(), Counter(), Notebook())
    try await withNode(engine, jobs: registry(gate, hanging, notes)) { database in
      try await Self.enqueue(20, database)
      try await database.write { tx in for number in 0..<20 { try tx.enqueue(Slow(number: number)) } }
    } _: { database in
      #expect(await eventually { await hanging.value == 3 })
      try await database.write { try $0.enqueue(Chore(name: "paid")) }
      #expect(await eventually { await notes.lines == ["paid"] })
    } end: {
      await gate.open()
    }
  }

  @Test("One that hangs gets its turn again when it hangs no more", arguments: TestEngine.allCases)
  func whatHungIsDone(_ engine: TestEngine) async throws {
    let (gate, hanging, notes) = (Gate(), Counter(), Notebook())
    var jobs = JobRegistry()
    jobs.on(Hanging.self) { _, _ in
      await hanging.add()
      await gate.wait()
    }
    jobs.on(Chore.self) { chore, _ in await notes.write(chore.name) }
    try await withNode(engine, workers: 2, jobs: jobs) { database in
      try await Self.enqueue(300, database)
    } _: { database in
      #expect(await eventually { await hanging.value == 1 })
      // What no worker comes to is given back after a while, and not taken again meanwhile.
      let held: SQL = "jobs WHERE kind = 'test.hanging' AND locked_by IS NOT NULL"
      #expect(try await eventually { try await count(held, database) == 1 })
      try await database.write { try $0.enqueue(Chore(name: "first")) }
      #expect(await eventually { await notes.lines == ["first"] })
      #expect(try await count(held, database) == 1)
      await gate.open()
      #expect(try await eventually { try await count(Self.waiting, database) == 0 })
      #expect(await hanging.value == 300)
    } end: {
    }
  }

  private static func plan(_ query: SQL, _ tx: Transaction) throws -> [String] {
    switch tx.engine {
    case .sqlite:
      return try tx.all("EXPLAIN QUERY PLAN \(fragment: query)") { row in
        for _ in 0..<3 { _ = try row.next(Int64.self) }
        return try row.next(String.self)
      }
    case .postgres:
      try tx.run("ANALYZE jobs")
      return try tx.values("EXPLAIN \(fragment: query)")
    }
  }

  private static func put(_ kind: String, _ moments: [Int64], _ tx: Transaction) throws {
    let jobs = moments.map {
      NewJob(kind: kind, payload: "{}", runAt: tx.now.adding(seconds: $0), dedupeKey: nil)
    }
    try JobStore.insert(jobs, at: tx.now, tx)
  }

  @Test("What is passed over is not read, however much of it waits", arguments: TestEngine.allCases)
  func passedOverCostsNothing(_ engine: TestEngine) async throws {
    try await withDatabase(engine, migrations: [PersistenceMigrations.folder]) { database async throws in
      let kinds = WantedKinds(["test.a", "test.b"], of: ["test.a", "test.b", "test.hanging"])
      try await database.write { tx in
        try Self.put("test.hanging", (0..<20_000).map { -100_000 + $0 }, tx)
        try Self.put("test.a", [-50, -30, -10, 60], tx)
        try Self.put("test.b", [-40, -20, 60], tx)
        let query = JobStore.longestWaiting(4, of: kinds, at: tx.now)
        let plan = try Self.plan(query, tx).joined(separator: "\n")
        #expect(plan.contains("jobs_of_kind") && !plan.contains("jobs_due"), "\(plan)")
        #expect(!plan.contains("Seq Scan") && !plan.contains("SCAN jobs"), "\(plan)")
        #expect(try JobStore.hasDue(kinds, at: tx.now, tx))
      }
      // In the order of their time over all kinds, as many as there is room for.
      for (order, leftSome) in [(["a", "b", "a", "b"], true), (["a"], false)] {
        let claimed = try await database.write { tx in
          try JobStore.claim(4, of: kinds, lease: JobID(), until: tx.now.adding(seconds: 60), tx)
        }
        #expect(claimed.jobs.map(\.kind) == order.map { "test.\($0)" } && claimed.leftSome == leftSome)
      }
      #expect(try await database.read { try !JobStore.hasDue(kinds, at: .system(), $0) })
    }
  }

  @Test func aKindGetsNoMoreThanItLeaves() {
    var room = JobRoom(places: FairPlaces(16), repeated: FairPlaces(4))
    func taken(_ kind: String, isRepeated: Bool = false) -> Int {
      (0..<20).count { _ in room.take(kind, isRepeated: isRepeated) }
    }
    #expect(taken("a", isRepeated: true) == 2)
    #expect(taken("a") == 6)
    #expect(taken("b", isRepeated: true) == 1)
    #expect(["b", "c", "d", "e", "f"].map { taken($0) } == [3, 2, 1, 1, 0])
  }
}
