import Kernel
import Persistence
import TestSupport
import Testing

/// `SUM` is exact on both engines, whatever it amounts to; SQLite's own ends beyond 64 bits.
@Suite struct SumTests {
  private func withAmounts(
    _ engine: TestEngine, _ rows: [(String, Int64?)], _ body: (Database) async throws -> Void
  ) async throws {
    try await withDatabase(engine, migrations: [PersistenceMigrations.folder]) { database async throws in
      try await database.write { tx in
        try tx.run("CREATE TABLE amounts (name TEXT NOT NULL, amount BIGINT)")
        for (name, amount) in rows {
          try tx.run("INSERT INTO amounts (name, amount) VALUES (\(name), \(amount))")
        }
      }
      try await body(database)
    }
  }

  private func sum(_ sql: SQL, _ database: Database) async throws -> Int128? {
    try await database.read { try $0.first(sql) { try $0.nextSum() } }
  }

  @Test(arguments: TestEngine.allCases)
  func sumsLeaveSixtyFourBitsInBothDirections(_ engine: TestEngine) async throws {
    let rows: [(String, Int64?)] = [
      ("up", .max), ("up", .max), ("up", 2), ("up", nil), ("down", .min), ("down", .min), ("down", -1),
      ("none", nil),
    ]
    try await withAmounts(engine, rows) { database async throws in
      #expect(
        try await sum("SELECT SUM(amount) FROM amounts WHERE name = 'up'", database)
          == 18_446_744_073_709_551_616)
      #expect(
        try await sum("SELECT SUM(amount) FROM amounts WHERE name = 'down'", database)
          == -18_446_744_073_709_551_617)
      #expect(try await sum("SELECT SUM(amount) FROM amounts", database) == -1)
      #expect(try await sum("SELECT SUM(amount) FROM amounts WHERE name = 'none'", database) == 0)
      #expect(try await sum("SELECT SUM(amount) FROM amounts WHERE name = 'nobody'", database) == 0)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func sumsCanBeComparedInsideTheDatabase(_ engine: TestEngine) async throws {
    let rows: [(String, Int64?)] = [
      ("even", .max), ("even", .max), ("even", -.max), ("even", -.max),
      ("odd", .max), ("odd", .max), ("odd", .max), ("owed", .min), ("owed", .min), ("one", .max),
    ]
    try await withAmounts(engine, rows) { database async throws in
      let moved = try await database.read {
        try $0.values(
          "SELECT name FROM amounts GROUP BY name HAVING SUM(amount) <> 0 ORDER BY name", as: String.self)
      }
      #expect(moved == ["odd", "one", "owed"])
      // Beside a column, as the books compare settlements with what was booked.
      let differing = try await database.read {
        try $0.values(
          """
          SELECT DISTINCT a.name FROM amounts a JOIN (
            SELECT name, SUM(amount) AS total FROM amounts GROUP BY name
          ) AS t ON t.name = a.name WHERE t.total <> a.amount ORDER BY a.name
          """, as: String.self)
      }
      #expect(differing == ["even", "odd", "owed"])
    }
  }

  @Test(arguments: TestEngine.allCases)
  func smallSumsAreWhatTheyWere(_ engine: TestEngine) async throws {
    try await withAmounts(engine, [("a", 1), ("a", 2), ("b", 4)]) { database async throws in
      let running: [Int128] = try await database.read {
        try $0.all("SELECT SUM(amount) OVER (ORDER BY amount ROWS 1 PRECEDING) FROM amounts") {
          try $0.nextSum()
        }
      }
      #expect(running == [1, 3, 6])
      let halves = try await database.read {
        try $0.value("SELECT SUM(amount / 2.0E0) FROM amounts", as: Double.self)
      }
      #expect(halves == 3.5)
      let cases = try await database.read {
        try $0.value("SELECT SUM(CASE WHEN name = 'a' THEN 1 ELSE 0 END) FROM amounts", as: Int64.self)
      }
      #expect(cases == 2)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func anySumIsThatOfSwift(_ engine: TestEngine) async throws {
    let rows = (0..<300).map { index -> (String, Int64?) in ("n\(index % 7)", .random(in: .min ... .max)) }
    try await withAmounts(engine, rows) { database async throws in
      let sums: [(String, Int128)] = try await database.read {
        try $0.all("SELECT name, SUM(amount) FROM amounts GROUP BY name") {
          (try $0.next(), try $0.nextSum())
        }
      }
      #expect(sums.count == 7)
      for (name, sum) in sums {
        #expect(sum == rows.reduce(0) { $0 + ($1.0 == name ? Int128($1.1 ?? 0) : 0) })
      }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func whatIsNoSumIsRefused(_ engine: TestEngine) async throws {
    try await withAmounts(engine, [("12x", 1)]) { database async throws in
      await #expect(throws: DatabaseError.self) { try await sum("SELECT name FROM amounts", database) }
      await #expect(throws: DatabaseError.self) { try await sum("SELECT 0.5E0 FROM amounts", database) }
    }
  }
}
