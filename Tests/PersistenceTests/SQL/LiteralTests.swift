import Kernel
import Persistence
import TestSupport
import Testing

@Suite struct LiteralTests {
  @Test func valuesNeverBecomeText() {
    let hostile = "'; DROP TABLE items; --"
    let sql: SQL = "SELECT id FROM items WHERE note = \(hostile)"
    #expect(sql.description == "SELECT id FROM items WHERE note = ?")
  }

  @Test func fragmentsAndListsNest() {
    let filter: SQL = "stock > \(3) AND id IN \(list: [1, 2, 3])"
    let order: SQL = "ORDER BY id"
    let sql: SQL = "SELECT id FROM items WHERE \(fragment: filter) \(fragment: order) LIMIT \(5)"
    #expect(sql.description == "SELECT id FROM items WHERE stock > ? AND id IN (?, ?, ?) ORDER BY id LIMIT ?")
  }

  @Test func joinAndPlus() {
    let parts: [SQL] = ["a = \(1)", "b = \(2)"]
    #expect(SQL.join(parts, " AND ").description == "a = ? AND b = ?")
    #expect(SQL.join([], " AND ").isEmpty)
    #expect(("x" + " = \(1)" as SQL).description == "x = ?")
  }

  @Test(arguments: TestEngine.allCases)
  func hostileTextIsStoredAsItIs(_ engine: TestEngine) async throws {
    try await withSample(engine) { database async throws in
      for (index, text) in ["'; DROP TABLE items; --", "$1 ? :x @y", "\"", "\\", "%_", "𝔘🧺é\u{301}"]
        .enumerated()
      {
        try await database.write { tx in
          try tx.run("INSERT INTO items (id, stock, note) VALUES (\(100 + index), 0, \(text))")
        }
        let found = try await database.read { snapshot in
          try snapshot.value("SELECT id FROM items WHERE note = \(text)", as: Int.self)
        }
        #expect(found == 100 + index)
      }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func quotedQuestionMarksAndDollarsStay(_ engine: TestEngine) async throws {
    try await withSample(engine) { database async throws in
      let row = try await database.read { snapshot in
        try snapshot.first("SELECT 'what? $1 ?2', note FROM items WHERE id = \(1) AND note <> '?'") {
          [try $0.next(String.self), try $0.next(String.self)]
        }
      }
      #expect(row == ["what? $1 ?2", "first"])
    }
  }

  @Test(arguments: TestEngine.allCases)
  func listsSelectMembers(_ engine: TestEngine) async throws {
    try await withSample(engine) { database async throws in
      try await database.write { tx in
        for id in 2...5 { try tx.run("INSERT INTO items (id, stock) VALUES (\(id), 1)") }
      }
      let some = try await database.read { snapshot in
        try snapshot.values("SELECT id FROM items WHERE id IN \(list: [2, 4, 9]) ORDER BY id", as: Int.self)
      }
      #expect(some == [2, 4])
    }
  }

  @Test(arguments: TestEngine.allCases)
  func emptyListsAreEmptySets(_ engine: TestEngine) async throws {
    try await withSample(engine) { database async throws in
      let none: [Int] = []
      let ids: [JobID] = []
      let counts = try await database.read { snapshot in
        [
          try snapshot.value("SELECT COUNT(*) FROM items WHERE id IN \(list: none)", as: Int.self),
          try snapshot.value("SELECT COUNT(*) FROM items WHERE id NOT IN \(list: none)", as: Int.self),
          try snapshot.value("SELECT COUNT(*) FROM jobs WHERE id IN \(list: ids)", as: Int.self),
        ]
      }
      #expect(counts == [0, 1, 0])
    }
  }

  @Test(arguments: TestEngine.allCases)
  func typedNullsCompare(_ engine: TestEngine) async throws {
    try await withSample(engine) { database async throws in
      let missing: Int64? = nil
      let count = try await database.read { snapshot in
        try snapshot.value(
          "SELECT COUNT(*) FROM items WHERE \(typed: missing) IS NULL OR id = \(missing)", as: Int.self)
      }
      #expect(count == 1)
    }
  }
}
