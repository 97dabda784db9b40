import Kernel

/// The kinds of jobs that a runner has room for.
struct WantedKinds: Sendable {
  let names: [String]
  /// Those that it does, too, and passes over for now.
  let others: [String]

  init(_ names: [String], of all: [String] = []) {
    self.names = names
    others = names.count == all.count ? [] : all.filter { !names.contains($0) }
  }
}

extension JobStore {
  private static let claimedColumns = SQL.columns(of: ClaimedJob.self)

  static func hasDue(_ kinds: WantedKinds, at now: Timestamp, _ snapshot: Snapshot) throws -> Bool {
    guard !kinds.names.isEmpty else { return false }
    return try snapshot.value(longestWaiting(1, of: kinds, at: now), as: JobID.self) != nil
  }

  /// Takes due jobs for `lease`, the longest waiting first, as far as there is room for their kinds. Says whether it left
  /// some, and some that are repeated.
  static func claim(
    _ limit: Int, of kinds: WantedKinds, room: JobRoom = JobRoom(), lease: JobID, until: Timestamp,
    _ tx: Transaction
  ) throws -> (jobs: [ClaimedJob], leftSome: Bool, leftRepeated: Bool) {
    let (due, isAll) = try lockDue(limit, of: kinds, tx)
    var room = room
    var taken: [ClaimedJob] = []
    var leftRepeated = false
    for var job in due {
      guard room.take(job.kind, isRepeated: job.isRepeated) else {
        leftRepeated = leftRepeated || job.isRepeated
        continue
      }
      job.until = until
      taken.append(job)
    }
    if !taken.isEmpty {
      try tx.run(
        """
        UPDATE jobs SET locked_until = \(until), locked_by = \(lease), attempts = attempts + 1
        WHERE id IN \(filled: taken.map(\.id))
        """)
    }
    return (taken, !isAll || taken.count < due.count, leftRepeated)
  }

  /// The longest waiting of the due jobs, locked, and whether there are no more.
  private static func lockDue(
    _ limit: Int, of kinds: WantedKinds, _ tx: Transaction
  ) throws -> (jobs: [ClaimedJob], isAll: Bool) {
    guard !kinds.names.isEmpty else { return ([], true) }
    if kinds.others.isEmpty {
      let due: [ClaimedJob] = try tx.all(
        """
        SELECT \(fragment: claimedColumns) FROM jobs WHERE \(fragment: isDue(tx.now)) AND kind IN \(list: kinds.names)
        ORDER BY run_at, id LIMIT \(limit) \(fragment: tx.forUpdateSkipLocked)
        """)
      return (due, due.count < limit)
    }
    // A UNION can't lock, so they are found first. What another node takes meanwhile is missing then, and may have kept
    // others from being found.
    let found: [JobID] = try tx.values(longestWaiting(limit, of: kinds, at: tx.now))
    if found.isEmpty { return ([], true) }
    let due: [ClaimedJob] = try tx.all(
      """
      SELECT \(fragment: claimedColumns) FROM jobs WHERE \(fragment: isDue(tx.now)) AND id IN \(filled: found)
      ORDER BY run_at, id \(fragment: tx.forUpdateSkipLocked)
      """)
    return (due, found.count < limit && due.count == found.count)
  }

  /// The ids of the longest waiting due jobs. Rows are found by their time. Where kinds are passed over, of which there
  /// may be any number in front, each other kind is asked for its first ones.
  static func longestWaiting(_ limit: Int, of kinds: WantedKinds, at now: Timestamp) -> SQL {
    if kinds.others.isEmpty {
      return """
        SELECT id FROM jobs WHERE \(fragment: isDue(now)) AND kind IN \(list: kinds.names)
        ORDER BY run_at, id LIMIT \(limit)
        """
    }
    let firsts = kinds.names.map { kind -> SQL in
      """
      SELECT id, run_at FROM (SELECT id, run_at FROM jobs WHERE kind = \(kind) AND \(fragment: isDue(now))
        ORDER BY run_at, id LIMIT \(limit)) AS found
      """
    }
    return """
      SELECT id FROM (\(fragment: SQL.join(firsts, " UNION ALL "))) AS firsts ORDER BY run_at, id LIMIT \(limit)
      """
  }

  private static func isDue(_ now: Timestamp) -> SQL { "run_at <= \(now) AND locked_until <= \(now)" }
}
