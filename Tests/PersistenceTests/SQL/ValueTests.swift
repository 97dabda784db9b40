import Kernel
import Persistence
import TestSupport
import Testing

private enum Shade: String, SQLValue, CaseIterable { case light, dark }

/// One of each type, in the order of the columns.
private struct Everything: RowDecodable, Equatable {
  var id = JobID()
  var whole: Int64 = 0
  var truth = false
  var number = 0.0
  var text = ""
  var bytes: [UInt8] = []
  var moment = Timestamp(milliseconds: 0)
  var shade = Shade.light
  var currency = Currency.eur
  var absent: String?

  init() {}

  init(row: inout Row) throws {
    id = try row.next()
    whole = try row.next()
    truth = try row.next()
    number = try row.next()
    text = try row.next()
    bytes = try row.next()
    moment = try row.next()
    shade = try row.next()
    currency = try row.next()
    absent = try row.next()
  }

  static let table: SQL = """
    CREATE TABLE everything (
      id UUID PRIMARY KEY, whole BIGINT NOT NULL, truth BOOLEAN NOT NULL, number DOUBLE PRECISION NOT NULL,
      text TEXT NOT NULL, bytes BYTEA NOT NULL, moment BIGINT NOT NULL, shade TEXT NOT NULL,
      currency TEXT NOT NULL, absent TEXT
    )
    """

  func insert(_ tx: Transaction) throws {
    try tx.run(
      """
      INSERT INTO everything (id, whole, truth, number, text, bytes, moment, shade, currency, absent)
      VALUES (
        \(id), \(whole), \(truth), \(number), \(text), \(bytes), \(moment), \(shade), \(currency), \(absent)
      )
      """)
  }
}

@Suite struct ValueTests {
  private static let samples: [Everything] = {
    var low = Everything()
    low.whole = .min
    low.number = -1.5e-300
    low.text = ""
    var high = Everything()
    high.whole = .max
    high.truth = true
    high.number = 0.1 + 0.2
    high.text = "Süßes ‘Ω’ 🧺 \u{1F468}\u{200D}\u{1F373} '\";-- ?\n\t"
    high.bytes = Array(0...255)
    high.moment = Timestamp(milliseconds: 253_402_300_799_999)
    high.shade = .dark
    high.currency = .usd
    high.absent = "present"
    var zeros = Everything()
    zeros.bytes = [0, 0, 0]
    zeros.id = JobID(high: .max, low: .max)
    var nulls = Everything()
    nulls.id = JobID(high: 0, low: 0)
    nulls.bytes = []
    nulls.absent = ""
    return [low, high, zeros, nulls]
  }()

  @Test(arguments: TestEngine.allCases)
  func everyTypeComesBack(_ engine: TestEngine) async throws {
    try await withDatabase(engine, migrations: []) { database async throws in
      try await database.write { try $0.run(Everything.table) }
      for sample in ValueTests.samples {
        try await database.write { try sample.insert($0) }
        let found = try await database.read { snapshot in
          try snapshot.first("SELECT * FROM everything WHERE id = \(sample.id)", as: Everything.self)
        }
        #expect(found == sample)
      }
      let ids = try await database.read {
        try $0.values("SELECT id FROM everything ORDER BY id", as: JobID.self)
      }
      #expect(ids == ids.sorted())
    }
  }

  @Test(arguments: TestEngine.allCases)
  func textWithZeroIsRefused(_ engine: TestEngine) async throws {
    try await withSample(engine) { database async throws in
      await #expect(throws: DatabaseError.invalidValue("text with U+0000")) {
        try await database.write { try $0.run("UPDATE items SET note = \("a\u{0}b")") }
      }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func wrongTypesAreErrors(_ engine: TestEngine) async throws {
    try await withSample(engine) { database async throws in
      let reads: [@Sendable (Snapshot) throws -> Void] = [
        { _ = try $0.first("SELECT note FROM items") { try $0.next(Int64.self) } },
        { _ = try $0.first("SELECT note FROM items") { try $0.next(JobID.self) } },
        { _ = try $0.first("SELECT note FROM items") { try $0.next([UInt8].self) } },
        { _ = try $0.first("SELECT note FROM items") { try $0.next(Shade.self) } },
        { _ = try $0.first("SELECT NULL FROM items") { try $0.next(String.self) } },
        { snapshot in
          _ = try snapshot.first("SELECT id FROM items") { (try $0.next(Int.self), try $0.next(Int.self)) }
        },
      ]
      for read in reads {
        let error = await #expect(throws: DatabaseError.self) { try await database.read { try read($0) } }
        guard case .decoding = error else {
          Issue.record("expected a decoding error, got \(String(describing: error))")
          continue
        }
      }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func nullsAndMissingRowsAreNil(_ engine: TestEngine) async throws {
    try await withSample(engine) { database async throws in
      try await database.read { snapshot throws in
        #expect(try snapshot.value("SELECT MAX(id) FROM items WHERE id < 0", as: Int64.self) == nil)
        #expect(try snapshot.value("SELECT id FROM items WHERE id < 0", as: Int64.self) == nil)
        #expect(try snapshot.value("SELECT SUM(stock) FROM items", as: Int64.self) == 10)
        #expect(try snapshot.value("SELECT COUNT(*) = 1 FROM items", as: Bool.self) == true)
      }
    }
  }

  @Test(arguments: TestEngine.allCases)
  func streamingHandsOverEveryRow(_ engine: TestEngine) async throws {
    try await withSample(engine) { database async throws in
      try await database.write { tx in
        for id in 2...1_234 { try tx.run("INSERT INTO items (id, stock) VALUES (\(id), \(id))") }
      }
      let sums = try await database.read { snapshot in
        var sum = 0
        var nested = 0
        try snapshot.each("SELECT id FROM items WHERE id > \(0) ORDER BY id") { row in
          let id: Int = try row.next()
          sum += id
          if id % 100 == 0 {
            nested += try snapshot.value("SELECT stock FROM items WHERE id = \(id)", as: Int.self) ?? 0
          }
        }
        return [sum, nested]
      }
      #expect(sums == [1_234 * 1_235 / 2, 7_800])
      await #expect(throws: Refusal(reason: "enough")) {
        try await database.read { snapshot in
          try snapshot.each("SELECT id FROM items") { _ in throw Refusal(reason: "enough") }
        }
      }
      #expect(try await stock(1, database) == 10)
    }
  }

  @Test(arguments: TestEngine.allCases)
  func oneStatementMayNestInItself(_ engine: TestEngine) async throws {
    try await withSample(engine) { database async throws in
      try await database.write { try $0.run("INSERT INTO items (id, stock) VALUES (2, 1)") }
      let pairs = try await database.read { snapshot in
        try snapshot.all("SELECT id FROM items ORDER BY id") { row in
          let inner = try snapshot.all("SELECT id FROM items ORDER BY id") { try $0.next(Int.self) }
          return inner + [try row.next(Int.self)]
        }
      }
      #expect(pairs == [[1, 2, 1], [1, 2, 2]])
    }
  }
}
