import Kernel
import Persistence
import TestSupport
import Testing

/// Decoders that name their columns, and rows that name theirs.
@Suite struct ColumnNamesTests {
  private static let columns = SQL.columns(of: Item.self)

  @Test func aDecoderListsWhatItReadsInItsOrder() {
    #expect(Self.columns.description == "i.id, i.note, i.stock * 2 AS twice, SUM(i.stock) AS total")
    #expect(SQL.columns { try Pair(row: &$0) }.description == "\(Self.columns), i.stock")
  }

  @Test(arguments: TestEngine.allCases) func theListIsWhatIsRead(_ engine: TestEngine) async throws {
    try await withSample(engine) { database async throws in
      let item = try await database.read { snapshot in
        try snapshot.first(
          "SELECT \(fragment: Self.columns) FROM items i GROUP BY i.id, i.note, i.stock", as: Item.self)
      }
      #expect(item == Item(id: 1, note: "first", twice: 20, total: 10))
    }
  }

  @Test(arguments: TestEngine.allCases) func anotherListIsRefused(_ engine: TestEngine) async throws {
    let lists: [SQL] = [
      "i.note, i.id, i.stock * 2 AS twice, SUM(i.stock) AS total",
      "i.id, i.note, i.stock * 2 AS thrice, SUM(i.stock) AS total",
      "i.id, i.note, SUM(i.stock) AS total, i.stock * 2 AS twice", "i.id, i.note, i.stock * 2 AS twice",
    ]
    try await withSample(engine) { database async throws in
      for list in lists {
        await #expect(throws: DatabaseError.self) {
          try await database.read { snapshot in
            try snapshot.first(
              "SELECT \(fragment: list) FROM items i GROUP BY i.id, i.note, i.stock", as: Item.self)
          }
        }
      }
    }
  }

  @Test(arguments: TestEngine.allCases) func valuesStandBesideTheirColumns(_ engine: TestEngine) async throws
  {
    let note: String? = nil
    let one: NamedValues = ["id": 7, "stock": 3, "note": note]
    #expect(
      ("INSERT INTO items \(values: one)" as SQL).description
        == "INSERT INTO items (id, stock, note) VALUES (?, ?, ?)")
    try await withSample(engine) { database async throws in
      let rows = try await database.write { tx in
        let first: NamedValues = ["id": 8]
        let second: NamedValues = ["id": 9]
        try tx.run("INSERT INTO items \(values: one)")
        try tx.run(
          "INSERT INTO items \(values: [first + ["stock": 4, "note": "'); --"], second + ["stock": 5, "note": note]])"
        )
        return try tx.all("SELECT id, stock, note FROM items WHERE id > 1 ORDER BY id") {
          Item(
            id: try $0.next(), note: try $0.next(Int.self) == 4 ? "four" : nil, twice: 0, total: 0,
            found: try $0.next())
        }
      }
      #expect(rows.map(\.id) == [7, 8, 9])
      #expect(rows.map(\.note) == [nil, "four", nil])
      #expect(rows.map(\.found) == [nil, "'); --", nil])
    }
  }
}

private struct Item: RowDecodable, Equatable {
  let id: Int
  let note: String?
  let twice: Int
  let total: Int128
  var found: String?

  init(row: inout Row) throws {
    id = try row.next("i.id")
    note = try row.next("i.note")
    twice = try row.next("i.stock * 2 AS twice")
    total = try row.nextSum("SUM(i.stock) AS total")
  }

  init(id: Int, note: String?, twice: Int, total: Int128, found: String? = nil) {
    self.id = id
    self.note = note
    self.twice = twice
    self.total = total
    self.found = found
  }
}

private struct Pair: RowDecodable {
  init(row: inout Row) throws {
    _ = try Item(row: &row)
    _ = try row.next("i.stock", Int.self)
  }
}
