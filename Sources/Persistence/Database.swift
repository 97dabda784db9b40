import Kernel
import Logging

/// The rows, in SQLite or PostgreSQL. Closures run synchronously on a connection's own thread; nothing
/// suspends while a row is locked. A cancelled task's closure still runs to its end: an HTTP client that
/// hangs up undoes nothing.
package final class Database: Sendable {
  /// The engine that the URL chose.
  package let engine: Engine
  /// Where `Transaction.now` comes from.
  package let clock: Clock
  let commits: CommitListeners
  private let backend: any Backend
  private let fullness = Fullness()

  /// Opens the database; makes the file and its folder on SQLite. PostgreSQL is only contacted with the first
  /// closure. Throws `DatabaseError.configuration` for a URL that is neither.
  package init(
    _ configuration: DatabaseConfiguration, clock: Clock = .system,
    logger: Logger = Logger(label: "souk.database")
  ) throws {
    self.clock = clock
    commits = CommitListeners()
    let environment = TransactionEnvironment(
      clock: clock, commits: commits, beforeCommit: configuration.beforeCommit,
      keyedTransactions: configuration.keyedTransactions, trace: configuration.trace)
    let url = configuration.url
    if url.hasPrefix("sqlite://") {
      engine = .sqlite
      let path = String(url.dropFirst("sqlite://".count))
      backend = try SQLiteBackend(path: path, configuration: configuration, environment: environment)
    } else if url.hasPrefix("postgres://") || url.hasPrefix("postgresql://") {
      engine = .postgres
      backend = PostgresBackend(configuration: configuration, environment: environment, logger: logger)
    } else {
      throw DatabaseError.configuration("DATABASE_URL must begin with sqlite:/// or postgres://")
    }
  }

  /// Opens the database with default limits.
  package convenience init(
    url: String, clock: Clock = .system, logger: Logger = Logger(label: "souk.database")
  ) throws {
    try self.init(DatabaseConfiguration(url: url), clock: clock, logger: logger)
  }

  /// Runs `body` on a connection that can only read. Errors of `body` pass unchanged.
  package func read<T: Sendable>(
    mode: ReadMode = .latest, _ body: @escaping @Sendable (Snapshot) throws -> T
  ) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      let work = Work<Snapshot>(
        perform: { snapshot in
          let value = try body(snapshot)
          return { continuation.resume(returning: value) }
        },
        fail: { continuation.resume(throwing: $0) })
      backend.read(work, mode)
    }
  }

  /// Runs `body` in a transaction and returns when it is safely on disk. When `body` throws, everything is
  /// rolled back and its error passes unchanged. `body` may run again after a deadlock or a lost connection.
  @discardableResult
  package func write<T: Sendable>(
    _ body: @escaping @Sendable (Transaction) throws -> T
  ) async throws -> T {
    let origin = Origin.current
    let request = KeyedRequest.current
    let fullness = fullness
    return try await withCheckedThrowingContinuation { continuation in
      let work = Work<Transaction>(
        origin: origin, claims: OwnClaims.current,
        perform: { transaction in
          try transaction.begin(request)
          let value = try body(transaction)
          try transaction.complete(request, with: value)
          let hasWritten = transaction.changedRows > 0
          return {
            if hasWritten { fullness.hasRoom() }
            continuation.resume(returning: value)
          }
        },
        fail: { error in
          fullness.note(error)
          continuation.resume(throwing: error)
        })
      backend.write(work)
    }
  }

  /// Calls `heard` whenever a node has announced something on the channel, and when that may have been missed, until it is
  /// stopped or the database closed. `nil` on SQLite, which has one node.
  package func listen(
    to channel: Channel, _ heard: @escaping @Sendable () -> Void
  ) -> (any Listening)? { backend.listen(to: channel, heard) }

  /// Open connections, idle ones included; those to replicas too.
  package var connections: Int { backend.connections }

  deinit { backend.finish() }

  /// Finishes the closures that are waiting and closes all connections. Later closures get
  /// `DatabaseError.closed`.
  package func close() async { await backend.close() }
}

extension Database {
  /// Returns when the database answers and takes what is written; for health checks. Throws `DatabaseError` when it
  /// does not answer, or has just refused to store something for want of room.
  package func check() async throws {
    if let refusal = fullness.refusal { throw refusal }
    _ = try await read { snapshot in try snapshot.value("SELECT 1", as: Int64.self) }
  }
}
