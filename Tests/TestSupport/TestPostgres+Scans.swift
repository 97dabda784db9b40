import Persistence

private let patience = Duration.seconds(20)

extension TestPostgres {
  /// How many rows of each table all scans of whole tables have read so far. Waits until nobody else is connected to
  /// the database: a connection tells what it counted when it ends, at the latest.
  package static func sequentialReads(_ url: String) async throws -> [String: Int] {
    let database = try openTestDatabase(url, poolSize: 1)
    let end = ContinuousClock.Instant.now.advanced(by: patience)
    while try await others(database) > 0 {
      guard .now < end else { throw TestDatabaseError(description: "connections to \(url) do not end") }
      try await Task.sleep(for: .milliseconds(20))
    }
    let reads = try await database.read { snapshot in
      try snapshot.all("SELECT CAST(relname AS TEXT), seq_tup_read FROM pg_stat_user_tables") { row in
        let name: String = try row.next()
        return (name, try row.next(Int.self))
      }
    }
    await database.close()
    return Dictionary(uniqueKeysWithValues: reads)
  }

  private static func others(_ database: Database) async throws -> Int {
    try await database.read { snapshot in
      try snapshot.value(
        """
        SELECT COUNT(*) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
        """, as: Int.self) ?? 0
    }
  }
}
