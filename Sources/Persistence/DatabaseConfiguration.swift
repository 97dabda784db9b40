/// Where the rows are and how hard the database may be worked.
package struct DatabaseConfiguration: Sendable {
  /// `sqlite:///absolute/path` or `postgres://user:password@host,host/name`. Several hosts mean failover.
  package var url: String
  /// PostgreSQL replicas for reads that may be a little behind (`ReadMode.relaxed`).
  package var readURL: String?
  /// Connections: readers on SQLite (default 4), at most that many on PostgreSQL (default 16),
  /// which are opened when they are needed and the server has them to give.
  package var poolSize: Int?
  /// No statement may take longer, in milliseconds.
  package var statementTimeoutMilliseconds: Int
  /// No wait for a row lock may take longer, in milliseconds. SQLite: no wait for another process.
  package var lockTimeoutMilliseconds: Int
  /// Work that waited this long for a PostgreSQL that can't be reached is given back to its caller, in
  /// milliseconds.
  package var patienceMilliseconds = 10_000
  /// Connections to PostgreSQL that nobody needed for this long are closed, all but one, in milliseconds.
  package var surplusMilliseconds = 120_000
  /// How often a pool of PostgreSQL looks whether tables have grown out of the plans of its statements, in milliseconds:
  /// before the next closure when the time has come, 0 for before every closure, `nil` for never.
  package var planLookMilliseconds: Int? = 1_000
  /// Runs at the end of every transaction, before its commit; what it throws undoes the transaction.
  package var beforeCommit: @Sendable (Transaction) throws -> Void = { _ in }
  /// Keeps the keys of requests with an Idempotency-Key; without it they are not kept.
  package var keyedTransactions: (any KeyedTransactions)?
  /// Gets every statement of every transaction before it runs, on the connection's thread; for measuring.
  package var trace: (@Sendable (TracedStatement) -> Void)?

  /// A configuration with defaults that fit one machine.
  package init(
    url: String, readURL: String? = nil, poolSize: Int? = nil, statementTimeoutMilliseconds: Int = 30_000,
    lockTimeoutMilliseconds: Int = 10_000
  ) {
    self.url = url
    self.readURL = readURL
    self.poolSize = poolSize
    self.statementTimeoutMilliseconds = statementTimeoutMilliseconds
    self.lockTimeoutMilliseconds = lockTimeoutMilliseconds
  }
}

/// How fresh and how consistent a read must be.
package enum ReadMode: Sendable {
  /// Sees everything committed. On SQLite all statements see the same moment; on PostgreSQL each statement
  /// sees the latest (READ COMMITTED without the round trips of BEGIN and COMMIT).
  case latest
  /// As `latest`, but may come from a replica that is a moment behind. For browsing, never for decisions.
  case relaxed
  /// All statements see one and the same moment, on PostgreSQL too (REPEATABLE READ). For reports that must
  /// add up.
  case snapshot
}
