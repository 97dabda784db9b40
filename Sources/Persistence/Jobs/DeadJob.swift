import Kernel

/// A job that kept failing.
package struct DeadJob: RowDecodable, Sendable {
  package let id: JobID
  package let kind: String
  /// JSON.
  package let payload: String
  package let attempts: Int
  package let error: String
  package let createdAt: Timestamp
  package let diedAt: Timestamp

  package init(row: inout Row) throws {
    id = try row.next("id")
    kind = try row.next("kind")
    payload = try row.next("payload")
    attempts = try row.next("attempts")
    error = try row.next("error")
    createdAt = try row.next("created_at")
    diedAt = try row.next("died_at")
  }
}

/// How much work waits, for `/metrics`.
package struct WorkBacklog: Sendable {
  /// Events that were not handed to their consumers yet.
  package let events: Int
  /// Jobs whose time has come.
  package let dueJobs: Int
  /// Jobs, due or not.
  package let jobs: Int
  package let deadJobs: Int
}

/// The dead letters, and what an administrator does with them.
package enum DeadJobStore {
  private static let columns = SQL.columns(of: DeadJob.self)

  /// The latest first.
  package static func list(limit: Int, before: Timestamp? = nil, _ snapshot: Snapshot) throws -> [DeadJob] {
    let horizon = before ?? Timestamp(milliseconds: .max)
    return try snapshot.all(
      """
      SELECT \(fragment: columns) FROM dead_jobs
      WHERE died_at < \(horizon) ORDER BY died_at DESC, id DESC LIMIT \(limit)
      """)
  }

  /// Lets a dead job run again from its first attempt; false when there is none.
  package static func revive(_ id: JobID, _ tx: Transaction) throws -> Bool {
    let count = try tx.run(
      """
      INSERT INTO jobs (id, kind, payload, run_at, created_at)
      SELECT id, kind, payload, \(typed: tx.now), created_at FROM dead_jobs WHERE id = \(id)
      """)
    try tx.run("DELETE FROM dead_jobs WHERE id = \(id)")
    tx.wakeRunner()
    return count == 1
  }

  /// Throws a dead job away; false when there is none.
  package static func remove(_ id: JobID, _ tx: Transaction) throws -> Bool {
    try tx.run("DELETE FROM dead_jobs WHERE id = \(id)") == 1
  }

  /// How much work waits at `now`.
  package static func backlog(at now: Timestamp, _ snapshot: Snapshot) throws -> WorkBacklog {
    WorkBacklog(
      events: try snapshot.value("SELECT COUNT(*) FROM outbox WHERE dispatched_at IS NULL") ?? 0,
      dueJobs: try snapshot.value("SELECT COUNT(*) FROM jobs WHERE run_at <= \(now)") ?? 0,
      jobs: try snapshot.value("SELECT COUNT(*) FROM jobs") ?? 0,
      deadJobs: try snapshot.value("SELECT COUNT(*) FROM dead_jobs") ?? 0)
  }
}
