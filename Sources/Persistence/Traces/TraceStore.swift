import Kernel

/// What the queues still hold about a person: events, jobs and jobs that failed carry texts of their own, as the
/// address that a mail goes to.
package enum TraceStore {
  /// Rows that one statement deletes at most.
  private static let batch = 1_000

  /// How many rows were deleted.
  package struct Count: Sendable {
    package var events = 0
    package var jobs = 0
    package var deadJobs = 0
  }

  /// Deletes the rows that mention one of these texts, in capitals or not. Of the jobs that wait only those of the
  /// kind `mails` go, as others still have work to do; the one with the key `keeping` stays. Events that were not
  /// handed over yet stay with their jobs, too, unless `isFinal` says that it is time.
  package static func erase(
    _ texts: [String], mails: String, keeping key: String, isFinal: Bool, _ tx: Transaction
  ) throws -> Count {
    var count = Count()
    let kinds: SQL = isFinal ? "(kind = \(mails) OR kind LIKE 'event:%')" : "kind = \(mails)"
    let waiting: SQL = isFinal ? "TRUE" : "dispatched_at IS NOT NULL"
    for text in texts where !text.isEmpty {
      count.events += try delete("outbox", ["payload", "subject"], mentioning: text, where: waiting, tx)
      count.jobs += try delete(
        "jobs", ["payload", "last_error"], mentioning: text,
        where: "\(fragment: kinds) AND (dedupe_key IS NULL OR dedupe_key <> \(key))", tx)
      count.deadJobs += try delete("dead_jobs", ["payload", "error"], mentioning: text, where: "TRUE", tx)
    }
    return count
  }

  /// Deletes jobs with this key, waiting or not.
  package static func eraseJobs(keyed key: String, _ tx: Transaction) throws -> Int {
    try tx.run("DELETE FROM jobs WHERE dedupe_key = \(key)")
  }

  /// Deletes jobs that failed for good before `moment`, at most `limit`; answers with their number.
  package static func purgeDeadJobs(before moment: Timestamp, limit: Int, _ tx: Transaction) throws -> Int {
    try tx.run(
      """
      DELETE FROM dead_jobs WHERE id IN (
        SELECT id FROM dead_jobs WHERE died_at < \(moment) ORDER BY died_at LIMIT \(limit))
      """)
  }

  /// LIKE finds what may mention the text; whether it is the whole text there, and not a part of somebody else's
  /// address, is decided row by row.
  private static func delete(
    _ table: SQL, _ columns: [SQL], mentioning text: String, where condition: SQL, _ tx: Transaction
  ) throws -> Int {
    let likeness: [SQL] = columns.map { "LOWER(\(fragment: $0)) LIKE \(pattern(text)) ESCAPE '!'" }
    var found: [ID<TraceEntity>] = []
    try tx.each(
      """
      SELECT id, \(fragment: .join(columns, ", ")) FROM \(fragment: table)
      WHERE (\(fragment: .join(likeness, " OR "))) AND \(fragment: condition)
      """
    ) { row in
      let id: ID<TraceEntity> = try row.next()
      var isMentioned = false
      for _ in columns {
        let content: String? = try row.next()
        isMentioned = isMentioned || Mention.of(text, in: content ?? "")
      }
      if isMentioned { found.append(id) }
    }
    var count = 0
    for start in stride(from: 0, to: found.count, by: batch) {
      let ids = Array(found[start..<min(start + batch, found.count)])
      count += try tx.run(
        "DELETE FROM \(fragment: table) WHERE id IN \(list: ids) AND \(fragment: condition)")
    }
    return count
  }

  /// SQLite lowers the letters of ASCII only, so every other letter may be any; the reader decides.
  private static func pattern(_ text: String) -> String {
    let characters = text.lowercased().unicodeScalars.map { scalar in
      guard scalar.isASCII else { return "_" }
      return "!%_".unicodeScalars.contains(scalar) ? "!\(scalar)" : String(scalar)
    }
    return "%\(characters.joined())%"
  }
}

/// A row of any of the queues.
private enum TraceEntity: Entity { static let idPrefix = "trc" }
