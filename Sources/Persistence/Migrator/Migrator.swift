import Foundation
import Logging

/// Names the migrator's lock among PostgreSQL's advisory locks.
private let advisoryLock: Int64 = 0x736F_756B

/// Brings the tables up to date from the numbered folders of SQL of all areas. Several nodes may start at
/// once: each migration takes a lock, looks whether it was applied meanwhile, and is one transaction with its
/// bookkeeping.
package struct Migrator: Sendable {
  private let folders: [URL]
  private let logger: Logger

  /// A migrator for the `Migrations` folders of the areas.
  package init(folders: [URL], logger: Logger = Logger(label: "souk.migrator")) {
    self.folders = folders
    self.logger = logger
  }

  /// Applies what is missing and answers with its names. Throws `DatabaseError.configuration` when a migration that was
  /// applied has changed since, when a new one belongs before one that was applied, or when their folders contradict
  /// each other.
  @discardableResult
  package func run(on database: Database) async throws -> [String] {
    let migrations = try Migration.find(in: folders, for: database.engine)
    let known = try await database.write { tx in
      try Migrator.lock(tx)
      try tx.script(
        """
        CREATE TABLE IF NOT EXISTS migrations (
          name TEXT PRIMARY KEY,
          checksum TEXT NOT NULL,
          applied_at BIGINT NOT NULL
        )
        """)
      return try tx.values("SELECT name FROM migrations", as: String.self)
    }
    _ = try MigrationHistory(known).pending(migrations)
    var applied: [String] = []
    for migration in migrations {
      guard try await database.write({ try Migrator.apply(migration, $0) }) else { continue }
      logger.info("migration applied", metadata: ["migration": "\(migration.name)"])
      applied.append(migration.name)
    }
    return applied
  }

  /// The names of migrations that `run` would apply. Throws as it does.
  package func pending(on database: Database) async throws -> [String] {
    let migrations = try Migration.find(in: folders, for: database.engine)
    let known = try await database.read { snapshot in
      try Migrator.hasTable(snapshot)
        ? try snapshot.values("SELECT name FROM migrations", as: String.self) : []
    }
    return try MigrationHistory(known).pending(migrations).map(\.name)
  }

  private static func apply(_ migration: Migration, _ tx: Transaction) throws -> Bool {
    try lock(tx)
    let known = try tx.value(
      "SELECT checksum FROM migrations WHERE name = \(migration.name)", as: String.self)
    if let known {
      if known == migration.checksum { return false }
      throw DatabaseError.configuration(
        "migration \(migration.name) was changed after it had been applied; restore it and add a new one"
      )
    }
    for script in migration.scripts { try tx.script(script) }
    let row: NamedValues = [
      "name": migration.name, "checksum": migration.checksum, "applied_at": tx.now,
    ]
    try tx.run("INSERT INTO migrations \(values: row)")
    return true
  }

  /// On SQLite the transaction itself is the lock.
  private static func lock(_ tx: Transaction) throws {
    guard tx.engine == .postgres else { return }
    try tx.script("SELECT pg_advisory_xact_lock(\(advisoryLock))")
  }

  private static func hasTable(_ snapshot: Snapshot) throws -> Bool {
    let found =
      switch snapshot.engine {
      case .sqlite:
        try snapshot.value("SELECT 1 FROM sqlite_master WHERE name = 'migrations'", as: Int64.self)
      case .postgres:
        try snapshot.value(
          "SELECT CAST(1 AS BIGINT) WHERE to_regclass('migrations') IS NOT NULL", as: Int64.self)
      }
    return found != nil
  }
}
