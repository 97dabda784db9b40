import Dispatch
import Foundation
import Persistence
import TestSupport
import Testing

/// What only PostgreSQL has: deadlocks, serialisation failures, connections that end, replicas.
@Suite struct PostgresTests {
  @Test func deadlocksAreRunAgain() async throws {
    try await withSample(.postgres) { database async throws in
      try await database.write { try $0.run("INSERT INTO items (id, stock) VALUES (2, 10)") }
      let runs = Counter()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for index in 0..<10 {
          let order = index % 2 == 0 ? [1, 2] : [2, 1]
          group.addTask {
            try await database.write { tx in
              for id in order {
                try tx.run("UPDATE items SET stock = stock + 1 WHERE id = \(id)")
                Thread.sleep(forTimeInterval: 0.01)
              }
            }
            await runs.add()
          }
        }
        try await group.waitForAll()
      }
      #expect(await runs.value == 10)
      #expect(try await stock(1, database) == 20)
      #expect(try await stock(2, database) == 20)
    }
  }

  @Test func serialisationFailuresAreRunAgain() async throws {
    try await withSample(.postgres) { database async throws in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<8 {
          group.addTask {
            try await database.write { tx in
              try tx.run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
              let stock = try tx.value("SELECT stock FROM items WHERE id = 1", as: Int.self) ?? 0
              Thread.sleep(forTimeInterval: 0.005)
              try tx.run("UPDATE items SET stock = \(stock + 1) WHERE id = 1")
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await stock(1, database) == 18)
    }
  }

  @Test func killedConnectionsAreReplaced() async throws {
    try await withSample(.postgres) { database async throws in
      for round in 1...5 {
        try await killOthers(database)
        #expect(try await stock(1, database) == 9 + round)
        try await killOthers(database)
        try await database.write { try $0.run("UPDATE items SET stock = stock + 1 WHERE id = 1") }
      }
    }
  }

  @Test func aConnectionKilledInATransactionRunsItAgainOnce() async throws {
    try await withDatabaseURL(.postgres, migrations: []) { url async throws in
      let database = try openTestDatabase(url, poolSize: 1)
      let other = try openTestDatabase(url, poolSize: 1)
      try await makeSampleTable(database)
      let runs = Marks()
      let wrote = DispatchSemaphore(value: 0)
      let killed = DispatchSemaphore(value: 0)
      async let outcome: Void = database.write { tx in
        try tx.run("UPDATE items SET stock = stock - 1 WHERE id = 1")
        runs.add("run")
        wrote.signal()
        _ = killed.wait(timeout: .now() + patienceSeconds)
        try tx.run("UPDATE items SET stock = stock - 1 WHERE id = 1")
      }
      await wait(for: wrote)
      try await killOthers(other)
      killed.signal()
      killed.signal()
      try await outcome
      #expect(runs.all.count == 2)
      #expect(try await stock(1, database) == 8)
      await other.close()
      await database.close()
    }
  }

  @Test func plansThatAMigrationMadeObsoleteAreMadeAnew() async throws {
    try await withSample(.postgres) { database async throws in
      let select: SQL = "SELECT * FROM items WHERE id = 1"
      for _ in 0..<20 { _ = try await database.read { try $0.first(select) { try $0.next(Int.self) } } }
      try await database.write { try $0.run("ALTER TABLE items ADD COLUMN more TEXT") }
      for _ in 0..<20 {
        let id = try await database.read { try $0.first(select) { try $0.next(Int.self) } }
        #expect(id == 1)
      }
    }
  }

  @Test func manyDifferentStatementsStayBounded() async throws {
    try await withDatabaseURL(.postgres, migrations: []) { url async throws in
      let database = try openTestDatabase(url, poolSize: 1)
      for size in 1...900 {
        let sum = try await database.write { tx in
          try tx.value(
            "SELECT COUNT(*) FROM generate_series(1, 3) AS n (i) WHERE i IN \(list: Array(0..<size))",
            as: Int.self)
        }
        #expect(sum == min(3, size - 1))
      }
      let kept = try await database.read {
        try $0.value("SELECT COUNT(*) FROM pg_prepared_statements", as: Int.self)
      }
      #expect((kept ?? .max) <= 401)
      await database.close()
    }
  }

  @Test func aMissingServerIsUnavailable() async throws {
    let database = try openTestDatabase("postgres://souk@127.0.0.1:1/none", poolSize: 1)
    let error = await #expect(throws: DatabaseError.self) {
      try await database.write { _ = try $0.run("SELECT 1") }
    }
    guard case .unavailable = error else {
      Issue.record("expected unavailable, got \(String(describing: error))")
      return
    }
    #expect(error?.isTemporary == true)
    await database.close()
  }

  @Test func oneOfSeveralHostsIsEnough() async throws {
    try await withDatabaseURL(.postgres, migrations: []) { url async throws in
      let several = url.replacing("@127.0.0.1", with: "@127.0.0.1:1,127.0.0.1")
      let database = try openTestDatabase(several, poolSize: 1)
      #expect(try await database.read { try $0.value("SELECT 1", as: Int.self) } == 1)
      await database.close()
    }
  }

  @Test func relaxedReadsGoToTheReplica() async throws {
    try await withDatabaseURL(.postgres, migrations: []) { url async throws in
      let configuration = DatabaseConfiguration(
        url: url, readURL: url + "?application_name=souk-replica", poolSize: 2)
      let database = try Database(configuration)
      let name: SQL = "SELECT current_setting('application_name')"
      #expect(try await database.read { try $0.value(name, as: String.self) } == "souk")
      #expect(
        try await database.read(mode: .relaxed) { try $0.value(name, as: String.self) } == "souk-replica")
      await database.close()
    }
  }
}

/// Ends every other connection to this database, as a restart of the server would.
private func killOthers(_ database: Database) async throws {
  _ = try await database.read { snapshot in
    try snapshot.all(
      """
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()
      """
    ) { try $0.next(Bool.self) }
  }
}
