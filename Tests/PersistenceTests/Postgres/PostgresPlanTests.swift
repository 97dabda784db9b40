import Foundation
import TestSupport
import Testing

@testable import Persistence

private let rows = 20_000
/// More than the five executions after which PostgreSQL keeps a plan.
private let rounds = 10

/// Plans that PostgreSQL keeps are no older than the tables that they read.
@Suite struct PostgresPlanTests {
  @Test("Plans made for nearly empty tables are made anew when the tables have grown")
  func plansFollowTheTables() async throws {
    // Without looking, what is to be avoided happens: statements and foreign keys read every row each time.
    let old = try await rowsReadInOrder(lookingEvery: nil)
    #expect(old.allSatisfy { $0.value >= rows * rounds }, "\(old)")
    let fresh = try await rowsReadInOrder(lookingEvery: 0)
    #expect(fresh.allSatisfy { $0.value < rows }, "\(fresh)")
    #expect(fresh.keys.sorted() == ["items", "lines"])
  }

  @Test("A table that somebody holds keeps no closure from its work")
  func heldTables() async throws {
    try await withPlanTables { url async throws in
      let holder = try openTestDatabase(url, poolSize: 1)
      let database = try pool(url, lookingEvery: 0)
      try await use(database, item: 1, line: 1)
      let gate = DispatchSemaphore(value: 0)
      let held = DispatchSemaphore(value: 0)
      async let holding: Void = holder.write { tx in
        try tx.run("LOCK TABLE lines IN ACCESS EXCLUSIVE MODE")
        held.signal()
        _ = gate.wait(timeout: .now() + patienceSeconds)
      }
      await wait(for: held)
      for _ in 0..<3 {
        #expect(try await database.read { try $0.value("SELECT COUNT(*) FROM items", as: Int.self) } == 1)
      }
      gate.signal()
      try await holding
      await database.close()
      await holder.close()
    }
  }

  @Test("Plans are old when a table is twice as long, also after it was shorter, and not before")
  func generations() {
    let plans = PostgresPlans(interval: .seconds(1), now: .now)
    func generation(after lengths: [Int64: Int64]) -> Int {
      plans.note(lengths)
      return plans.generation
    }
    #expect(generation(after: [1: 0, 2: 0]) == 0)
    #expect(generation(after: [1: 8, 2: 0]) == 1)
    #expect(generation(after: [1: 15, 2: 0]) == 1)
    #expect(generation(after: [1: 16, 2: 0]) == 2)
    #expect(generation(after: [1: 31, 2: 8]) == 3)
    #expect(generation(after: [1: 61, 2: 8]) == 3)
    #expect(generation(after: [1: 8, 2: 8]) == 3)
    #expect(generation(after: [1: 16, 2: 8]) == 4)
    #expect(generation(after: [1: 16, 2: 8, 3: 0]) == 4)
    #expect(generation(after: [1: 16, 2: 8, 3: 8]) == 5)
    #expect(generation(after: [1: 16]) == 5)
  }

  @Test("One of those who ask looks at the tables, once in an interval")
  func looks() {
    let start = ContinuousClock.Instant.now
    let plans = PostgresPlans(interval: .seconds(1), now: start)
    #expect(plans.claimsLook(start))
    #expect(!plans.claimsLook(start))
    #expect(!plans.claimsLook(start.advanced(by: .milliseconds(999))))
    #expect(plans.claimsLook(start.advanced(by: .milliseconds(1_000))))
    #expect(!plans.claimsLook(start.advanced(by: .milliseconds(1_001))))
    #expect(!PostgresPlans(interval: nil, now: start).claimsLook(start))
    let always = PostgresPlans(interval: .zero, now: start)
    #expect(always.claimsLook(start) && always.claimsLook(start))
  }
}

/// How many rows of each table were read by scans of the whole table when one connection worked before and after the
/// tables were filled.
private func rowsReadInOrder(lookingEvery milliseconds: Int?) async throws -> [String: Int] {
  try await withPlanTables { url async throws in
    try await TestPostgres.execute("ANALYZE", on: url)
    let database = try pool(url, lookingEvery: milliseconds)
    for round in 1...rounds { try await use(database, item: 1, line: round) }
    // As a replica of others it checks no foreign keys, which would be a scan by itself.
    try await TestPostgres.execute(
      """
      SET session_replication_role = replica;
      INSERT INTO items (id) SELECT n FROM generate_series(1001, 1000 + \(rows)) n;
      INSERT INTO lines (id, item) SELECT n, n FROM generate_series(1001, 1000 + \(rows)) n
      """, on: url)
    for round in rounds + 1...2 * rounds { try await use(database, item: 1000 + rows, line: round) }
    await database.close()
    return try await TestPostgres.sequentialReads(url)
  }
}

/// An item with an index on its lines, which nobody analyses but the test.
private func withPlanTables<T>(_ body: (String) async throws -> T) async throws -> T {
  try await withDatabaseURL(.postgres, migrations: []) { url async throws in
    try await TestPostgres.execute(
      """
      CREATE TABLE items (id BIGINT PRIMARY KEY) WITH (autovacuum_enabled = false);
      CREATE TABLE lines (id BIGINT PRIMARY KEY, item BIGINT NOT NULL REFERENCES items (id))
        WITH (autovacuum_enabled = false);
      CREATE INDEX lines_by_item ON lines (item);
      INSERT INTO items (id) VALUES (1)
      """, on: url)
    return try await body(url)
  }
}

/// One read by a key, one by an index, and a foreign key.
private func use(_ database: Database, item: Int, line: Int) async throws {
  try await database.write { tx in
    #expect(try tx.value("SELECT id FROM items WHERE id = \(item)", as: Int.self) == item)
    _ = try tx.values("SELECT id FROM lines WHERE item = \(line)", as: Int.self)
    try tx.run("INSERT INTO lines (id, item) VALUES (\(line), \(item))")
  }
}

private func pool(_ url: String, lookingEvery milliseconds: Int?) throws -> Database {
  var configuration = DatabaseConfiguration(url: url, poolSize: 1)
  configuration.planLookMilliseconds = milliseconds
  return try Database(configuration, logger: quietLogger)
}
