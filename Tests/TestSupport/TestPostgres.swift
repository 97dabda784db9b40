import CLibPQ
import Foundation

private let urlVariable = "SOUK_TEST_POSTGRES_URL"

/// The PostgreSQL server of the tests: the one that `SOUK_TEST_POSTGRES_URL` names, or else one that is
/// started for this process and ends with it.
package actor TestPostgres {
  package static let shared = TestPostgres()

  private var starting: Task<String, any Error>?

  /// The URL of the server's maintenance database.
  package func url() async throws -> String {
    if let given = ProcessInfo.processInfo.environment[urlVariable], !given.isEmpty { return given }
    if let starting { return try await starting.value }
    let task = Task.detached { try TestPostgres.start() }
    starting = task
    return try await task.value
  }

  /// The URL of another database on the same server.
  package static func url(_ server: String, database: String) -> String {
    guard var parts = URLComponents(string: server) else { return server }
    parts.path = "/" + database
    return parts.string ?? server
  }

  /// Runs statements outside of any transaction, as `CREATE DATABASE` needs it.
  package static func execute(_ sql: String, on url: String) async throws {
    try await Task.detached {
      let connection = PQconnectdb(url)
      defer { PQfinish(connection) }
      let result = PQexec(connection, sql)
      defer { PQclear(result) }
      let status = PQresultStatus(result)
      guard status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK else {
        throw TestDatabaseError(description: "\(sql): \(String(cString: PQerrorMessage(connection)))")
      }
    }.value
  }

  private static func start() throws -> String {
    let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let process = Process()
    process.executableURL = repository.appendingPathComponent("scripts/test-postgres.sh")
    process.arguments = ["start", String(ProcessInfo.processInfo.processIdentifier)]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    // `waitUntilExit` would wait for the server too, which inherits Foundation's own descriptors.
    let url = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard url.hasPrefix("postgres://") else {
      throw TestDatabaseError(
        description:
          "PostgreSQL for the tests did not start. Install it (Debian: apt-get install postgresql) "
          + "or name a server in \(urlVariable).")
    }
    return url
  }
}
