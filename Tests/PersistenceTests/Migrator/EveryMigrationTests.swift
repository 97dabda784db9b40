import Foundation
import TestSupport
import Testing

@testable import Persistence

/// The way of a database that has been in use from the first migration on, beside that of a new one.
@Suite struct EveryMigrationTests {
  @Test(arguments: TestEngine.allCases)
  func aDatabaseInUseBecomesWhatANewOneIs(_ engine: TestEngine) async throws {
    let fresh = try await withDatabase(engine, migrations: []) { database async throws in
      try await Migrator(folders: try MigrationSources.folders()).run(on: database)
      return try await database.read { try SchemaDump.lines($0) }
    }
    let used = try await withDatabase(engine, migrations: []) { database async throws in
      try await withDatabase(.sqlite, migrations: []) { twin async throws in
        try await grow(database, beside: twin)
        return try await database.read { try SchemaDump.lines($0) }
      }
    }
    #expect(fresh.count > 100)
    #expect(Set(used).subtracting(fresh).isEmpty)
    #expect(used == fresh)
  }

  /// Runs the migrations one by one. After each, every table gets a row as it is then, and none may have fewer than
  /// before.
  private func grow(_ database: Database, beside twin: Database) async throws {
    let scratch = try TestFolder.make()
    var samples = SampleRows()
    var counts: [String: Int] = [:]
    for migration in try MigrationSources.migrations() {
      let name = migration.lastPathComponent
      try FileManager.default.copyItem(at: migration, to: scratch.appendingPathComponent(name))
      #expect(try await Migrator(folders: [scratch]).run(on: database) == [name])
      try await Migrator(folders: [scratch]).run(on: twin)
      let tables = try await twin.read { try SampleRows.tables($0) }
      let rows = samples.round(tables)
      let before = counts
      counts = try await database.write { tx in
        for (table, count) in before where tables[table] != nil {
          #expect(try tx.rowCount(table) >= count, "\(name) loses rows of \(table)")
        }
        for row in rows {
          let columns = try tx.columnNames(row.table)
          try tx.insert(row.table, row.values.filter { columns.contains($0.0) })
        }
        return Dictionary(uniqueKeysWithValues: try tables.keys.map { ($0, try tx.rowCount($0)) })
      }
      for (table, count) in counts { #expect(count > 0, "\(table) has no row after \(name)") }
    }
  }
}
