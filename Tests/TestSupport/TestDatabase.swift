import Foundation
import Kernel
import Logging
import Persistence

/// The engines that every test of a store runs on.
package enum TestEngine: String, CaseIterable, Sendable {
  case sqlite, postgres
}

/// Connections of a test's database on PostgreSQL; readers on SQLite.
private let testPoolSize = 6

/// Makes a fresh database, applies the migrations of these folders and removes it after `body`.
///
///     try await withDatabase(engine, migrations: [PersistenceMigrations.folder]) { database in … }
@discardableResult
package func withDatabase<T>(
  _ engine: TestEngine, migrations: [URL?], clock: Clock = .system, poolSize: Int? = nil,
  beforeCommit: @escaping @Sendable (Transaction) throws -> Void = { _ in },
  keyedTransactions: (any KeyedTransactions)? = nil,
  isolation: isolated (any Actor)? = #isolation, _ body: (Database) async throws -> T
) async throws -> T {
  try await withDatabaseURL(engine, migrations: migrations) { url in
    let database = try openTestDatabase(
      url, clock: clock, poolSize: poolSize, beforeCommit: beforeCommit, keyedTransactions: keyedTransactions)
    do {
      let value = try await body(database)
      await database.close()
      return value
    } catch {
      await database.close()
      throw error
    }
  }
}

/// As `withDatabase`, but only hands over the URL: for tests with several nodes, or with a program of its
/// own.
@discardableResult
package func withDatabaseURL<T>(
  _ engine: TestEngine, migrations: [URL?], isolation: isolated (any Actor)? = #isolation,
  _ body: (String) async throws -> T
) async throws -> T {
  let folders = migrations.compactMap { $0 }
  guard folders.count == migrations.count else {
    throw TestDatabaseError(description: "a Migrations folder is missing from its bundle")
  }
  let made = try await TestTemplates.shared.make(engine, folders)
  do {
    let value = try await body(made.url)
    await TestTemplates.shared.remove(made)
    return value
  } catch {
    await TestTemplates.shared.remove(made)
    throw error
  }
}

/// Opens a database that is at home in tests: few connections, quiet log.
package func openTestDatabase(
  _ url: String, clock: Clock = .system, poolSize: Int? = nil,
  beforeCommit: @escaping @Sendable (Transaction) throws -> Void = { _ in },
  keyedTransactions: (any KeyedTransactions)? = nil
) throws -> Database {
  var logger = Logger(label: "test.database")
  logger.logLevel = .error
  var configuration = DatabaseConfiguration(url: url, poolSize: poolSize ?? testPoolSize)
  configuration.beforeCommit = beforeCommit
  configuration.keyedTransactions = keyedTransactions
  return try Database(configuration, clock: clock, logger: logger)
}

/// What is wrong with the surroundings of the tests.
package struct TestDatabaseError: Error, CustomStringConvertible {
  package let description: String
}
