import Foundation
import Persistence
import TestSupport

/// Waits of the tests are cut off after this time.
let patienceSeconds = 600.0

/// A fresh database with this area's tables and one table to play with.
@discardableResult
func withSample<T>(
  _ engine: TestEngine, _ body: (Database) async throws -> T
) async throws -> T {
  try await withDatabase(engine, migrations: [PersistenceMigrations.folder]) { database async throws in
    try await makeSampleTable(database)
    return try await body(database)
  }
}

/// `items (id, stock, note)` with an item 1 that has 10 in stock.
func makeSampleTable(_ database: Database) async throws {
  try await database.write { tx in
    try tx.run(
      """
      CREATE TABLE items (
        id BIGINT PRIMARY KEY, stock BIGINT NOT NULL CHECK (stock >= 0), note TEXT
      )
      """)
  }
  try await database.write { tx in
    try tx.run("INSERT INTO items (id, stock, note) VALUES (\(1), \(10), \("first"))")
  }
}

func stock(_ id: Int, _ database: Database) async throws -> Int? {
  try await database.read { try $0.value("SELECT stock FROM items WHERE id = \(id)", as: Int.self) }
}

/// What a closure of a test throws.
struct Refusal: Error, Equatable {
  let reason: String
}

/// Counts from many threads.
actor Counter {
  private(set) var value = 0
  func add(_ more: Int = 1) { value += more }
}

/// Keeps texts from many threads.
actor Notebook {
  private(set) var lines: [String] = []
  func write(_ line: String) { lines.append(line) }
}

/// Looks again and again until `condition` holds; false when time runs out.
func eventually(_ condition: () async throws -> Bool) async rethrows -> Bool {
  let end = Date().addingTimeInterval(patienceSeconds)
  while Date() < end {
    if try await condition() { return true }
    try? await Task.sleep(for: .milliseconds(20))
  }
  return false
}
