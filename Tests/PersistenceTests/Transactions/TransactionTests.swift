import Foundation
import Kernel
import Persistence
import Synchronization
import TestSupport
import Testing

@Suite struct TransactionTests {
  @Test(arguments: TestEngine.allCases)
  func aThrowUndoesEverything(_ engine: TestEngine) async throws {
    try await withSample(engine) { database async throws in
      await #expect(throws: Refusal(reason: "no")) {
        try await database.write { tx in
          try tx.run("UPDATE items SET stock = 0")
          try tx.emit(Ping(text: "never"))
          throw Refusal(reason: "no")
        }
      }
      #expect(try await stock(1, database) == 10)
      let events = try await database.read { try $0.value("SELECT COUNT(*) FROM outbox", as: Int.self) }
      #expect(events == 0)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func violationsHaveNames(_ engine: TestEngine) async throws {
    try await withSample(engine) { database async throws in
      try await database.write { tx in
        try tx.run("CREATE TABLE parts (id BIGINT PRIMARY KEY, item BIGINT NOT NULL REFERENCES items (id))")
      }
      let cases: [(SQL, String)] = [
        ("INSERT INTO items (id, stock) VALUES (1, 1)", "unique constraint"),
        ("UPDATE items SET stock = -1", "check constraint"),
        ("INSERT INTO items (id, stock) VALUES (2, NULL)", "not null"),
        ("INSERT INTO parts (id, item) VALUES (1, 99)", "foreign key"),
        ("SELECT * FROM nowhere", "database error"),
      ]
      for (sql, expected) in cases {
        let error = await #expect(throws: DatabaseError.self) { try await database.write { try $0.run(sql) } }
        #expect(error?.description.hasPrefix(expected) == true, "\(sql)")
      }
      #expect(try await stock(1, database) == 10)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aSwallowedErrorStillUndoesEverything(_ engine: TestEngine) async throws {
    try await withSample(engine) { database async throws in
      let error = await #expect(throws: DatabaseError.self) {
        try await database.write { tx in
          try tx.run("UPDATE items SET stock = 3")
          _ = try? tx.run("INSERT INTO items (id, stock) VALUES (1, 1)")
        }
      }
      guard case .uniqueViolation = error else {
        Issue.record("expected the swallowed error, got \(String(describing: error))")
        return
      }
      #expect(try await stock(1, database) == 10)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func readsCannotWrite(_ engine: TestEngine) async throws {
    try await withSample(engine) { database async throws in
      for mode in [ReadMode.latest, .relaxed, .snapshot] {
        await #expect(throws: DatabaseError.self) {
          try await database.read(mode: mode) { snapshot in
            try snapshot.first("UPDATE items SET stock = 0 RETURNING id") { try $0.next(Int.self) }
          }
        }
      }
      #expect(try await stock(1, database) == 10)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func failingNeighboursDoNotHurt(_ engine: TestEngine) async throws {
    try await withSample(engine) { database async throws in
      let refused = Counter()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for index in 0..<300 {
          group.addTask {
            do {
              try await database.write { tx in
                try tx.run("INSERT INTO items (id, stock) VALUES (\(1000 + index), 1)")
                if index % 3 == 0 { throw Refusal(reason: "third") }
                if index % 7 == 0 { try tx.run("INSERT INTO items (id, stock) VALUES (1, 1)") }
              }
            } catch is Refusal {
              await refused.add()
            } catch is DatabaseError {
              await refused.add()
            }
          }
        }
        try await group.waitForAll()
      }
      let kept = try await database.read {
        try $0.values("SELECT id FROM items WHERE id >= 1000", as: Int.self)
      }
      let expected = (0..<300).filter { $0 % 3 != 0 && $0 % 7 != 0 }.map { 1000 + $0 }
      #expect(kept.sorted() == expected)
      #expect(await refused.value == 300 - expected.count)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func conditionalUpdatesNeverOversell(_ engine: TestEngine) async throws {
    try await withSample(engine) { database async throws in
      let sold = Counter()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<64 {
          group.addTask {
            let changed = try await database.write { tx in
              try tx.run("UPDATE items SET stock = stock - 1 WHERE id = 1 AND stock >= 1")
            }
            await sold.add(changed)
          }
        }
        try await group.waitForAll()
      }
      #expect(await sold.value == 10)
      #expect(try await stock(1, database) == 0)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func anAcknowledgedWriteIsSeenByTheNextRead(_ engine: TestEngine) async throws {
    try await withSample(engine) { database async throws in
      for round in 1...200 {
        try await database.write { try $0.run("UPDATE items SET stock = \(round) WHERE id = 1") }
        #expect(try await stock(1, database) == round)
      }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aSnapshotStaysAtItsMoment(_ engine: TestEngine) async throws {
    try await withDatabaseURL(engine, migrations: []) { url async throws in
      let database = try openTestDatabase(url)
      let other = try openTestDatabase(url, poolSize: 1)
      try await makeSampleTable(database)
      let changed = DispatchSemaphore(value: 0)
      let began = DispatchSemaphore(value: 0)
      async let seen = database.read(mode: .snapshot) { snapshot in
        let first = try snapshot.value("SELECT stock FROM items WHERE id = 1", as: Int.self)
        began.signal()
        _ = changed.wait(timeout: .now() + patienceSeconds)
        return [first, try snapshot.value("SELECT stock FROM items WHERE id = 1", as: Int.self)]
      }
      await wait(for: began)
      try await other.write { try $0.run("UPDATE items SET stock = 5 WHERE id = 1") }
      changed.signal()
      #expect(try await seen == [10, 10])
      #expect(try await stock(1, database) == 5)
      await other.close()
      await database.close()
    }
  }

  @Test(arguments: TestEngine.allCases)
  func afterCommitRunsOnceAndOnlyAfterACommit(_ engine: TestEngine) async throws {
    try await withSample(engine) { database async throws in
      let marks = Marks()
      try await database.write { tx in tx.afterCommit { marks.add("committed") } }
      #expect(marks.all == ["committed"])
      try? await database.write { tx in
        tx.afterCommit { marks.add("never") }
        throw Refusal(reason: "no")
      }
      #expect(marks.all == ["committed"])
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aSlowStatementTimesOut(_ engine: TestEngine) async throws {
    try await withDatabaseURL(engine, migrations: []) { url async throws in
      let database = try Database(DatabaseConfiguration(url: url, statementTimeoutMilliseconds: 200))
      let endless: SQL = """
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000)
        SELECT COUNT(*) FROM n
        """
      let error = await #expect(throws: DatabaseError.self) {
        try await database.read { try $0.value(endless, as: Int64.self) }
      }
      guard case .timeout = error else {
        Issue.record("expected a timeout, got \(String(describing: error))")
        return
      }
      await #expect(throws: DatabaseError.self) {
        try await database.write { try $0.value(endless, as: Int64.self) }
      }
      #expect(try await database.read { try $0.value("SELECT 1", as: Int.self) } == 1)
      await database.close()
    }
  }

  @Test(arguments: TestEngine.allCases)
  func aClosedDatabaseRefuses(_ engine: TestEngine) async throws {
    try await withDatabaseURL(engine, migrations: []) { url async throws in
      let database = try openTestDatabase(url)
      _ = try await database.read { try $0.value("SELECT 1", as: Int.self) }
      await database.close()
      await #expect(throws: DatabaseError.closed) {
        try await database.read { try $0.value("SELECT 1", as: Int.self) }
      }
      await #expect(throws: DatabaseError.closed) { try await database.write { _ in } }
    }
  }

  @Test func onlyKnownURLsOpen() {
    #expect(throws: DatabaseError.self) { try Database(url: "mysql://localhost/souk") }
    #expect(throws: DatabaseError.self) { try Database(url: "sqlite://relative/path") }
  }
}

/// Texts noted synchronously.
final class Marks: Sendable {
  private let lines = Mutex<[String]>([])
  func add(_ line: String) { lines.withLock { $0.append(line) } }
  var all: [String] { lines.withLock { $0 } }
}

/// Waits for a semaphore without holding a thread of the pool that runs tasks.
func wait(for semaphore: DispatchSemaphore) async {
  await withCheckedContinuation { continuation in
    DispatchQueue.global().async {
      _ = semaphore.wait(timeout: .now() + patienceSeconds)
      continuation.resume()
    }
  }
}
