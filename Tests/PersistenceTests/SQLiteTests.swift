import Foundation
import Persistence
import TestSupport
import Testing

@Suite struct SQLiteTests {
  @Test func theFolderIsMadeAndTheFileKeepsItsRows() async throws {
    let folder = try TestFolder.make()
    let url = "sqlite://\(folder.path)/deep/souk.sqlite"
    let first = try openTestDatabase(url)
    try await makeSampleTable(first)
    await first.close()
    let second = try openTestDatabase(url)
    #expect(try await stock(1, second) == 10)
    await second.close()
  }

  @Test func itIsSafeAgainstPowerLoss() async throws {
    try await withSample(.sqlite) { database async throws in
      let settings = try await database.write { tx in
        [
          try tx.value("PRAGMA journal_mode", as: String.self),
          try tx.value("PRAGMA synchronous", as: Int.self).map(String.init),
          try tx.value("PRAGMA foreign_keys", as: Int.self).map(String.init),
        ]
      }
      #expect(settings == ["wal", "2", "1"])
    }
  }

  @Test func aDeferredForeignKeyOnlyHurtsItsOwner() async throws {
    try await withSample(.sqlite) { database async throws in
      try await database.write { tx in
        try tx.run(
          """
          CREATE TABLE parts (
            id BIGINT PRIMARY KEY, item BIGINT NOT NULL REFERENCES items (id) DEFERRABLE INITIALLY DEFERRED
          )
          """)
      }
      let refused = Counter()
      await withTaskGroup(of: Void.self) { group in
        for index in 0..<100 {
          group.addTask {
            do {
              try await database.write { tx in
                try tx.run("INSERT INTO parts (id, item) VALUES (\(index), \(index % 5 == 0 ? 99 : 1))")
              }
            } catch DatabaseError.foreignKeyViolation {
              await refused.add()
            } catch {
              Issue.record("\(error)")
            }
          }
        }
      }
      #expect(await refused.value == 20)
      #expect(try await count("parts", database) == 80)
    }
  }

  @Test func aLongTableIsReadToItsEnd() async throws {
    try await withDatabaseURL(.sqlite, migrations: []) { url in
      let database = try Database(DatabaseConfiguration(url: url, statementTimeoutMilliseconds: 150))
      let sum = try await database.read { snapshot -> Int64 in
        var sum: Int64 = 0
        let numbers: SQL = """
          WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000) SELECT i FROM n
          """
        try snapshot.each(numbers) { row in
          sum += try row.next(Int64.self)
          if sum % 300 == 0 { Thread.sleep(forTimeInterval: 0.002) }
        }
        return sum
      }
      #expect(sum == 60_000 * 60_001 / 2)
      await database.close()
    }
  }

  @Test func aTimeoutInAGroupOnlyHurtsItsOwner() async throws {
    try await withDatabaseURL(.sqlite, migrations: []) { url async throws in
      let database = try Database(DatabaseConfiguration(url: url, statementTimeoutMilliseconds: 150))
      try await makeSampleTable(database)
      let refused = Counter()
      await withTaskGroup(of: Void.self) { group in
        for index in 0..<40 {
          group.addTask {
            do {
              try await database.write { tx in
                try tx.run("INSERT INTO items (id, stock) VALUES (\(100 + index), 1)")
                guard index == 20 else { return }
                try tx.run(
                  """
                  INSERT INTO items (id, stock)
                  WITH RECURSIVE n (i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n) SELECT i, 1 FROM n
                  """)
              }
            } catch DatabaseError.timeout {
              await refused.add()
            } catch {
              Issue.record("\(error)")
            }
          }
        }
      }
      #expect(await refused.value == 1)
      #expect(try await count("items WHERE id >= 100", database) == 39)
      await database.close()
    }
  }

  @Test func twoProcessesMayWrite() async throws {
    try await withDatabaseURL(.sqlite, migrations: []) { url async throws in
      let one = try openTestDatabase(url)
      let other = try openTestDatabase(url)
      try await makeSampleTable(one)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for index in 0..<200 {
          let database = index % 2 == 0 ? one : other
          group.addTask {
            _ = try await database.write { try $0.run("UPDATE items SET stock = stock + 1 WHERE id = 1") }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await stock(1, one) == 210)
      await one.close()
      await other.close()
    }
  }
}
