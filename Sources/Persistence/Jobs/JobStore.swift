import Kernel

/// Longest error text that is kept, in characters.
private let maximumErrorLength = 2_000

/// A job on its way into the table.
struct NewJob {
  let kind: String
  let payload: String
  let runAt: Timestamp
  let dedupeKey: String?
}

/// A job that this node has taken, until its lease ends.
struct ClaimedJob: RowDecodable, Sendable {
  let id: JobID
  let kind: String
  let payload: String
  /// The attempt that the claim counts.
  let attempt: Int
  /// When another node may take it, unless the lease is renewed.
  var until = Timestamp(milliseconds: 0)
  /// Whether it was not begun as soon as it was taken.
  var hasWaited = false

  /// Claimed as it is inserted.
  init(_ id: JobID, _ job: NewJob, until: Timestamp) {
    self.id = id
    kind = job.kind
    payload = job.payload
    attempt = 1
    self.until = until
  }

  /// The row as it is before the claim.
  init(row: inout Row) throws {
    id = try row.next("id")
    kind = try row.next("kind")
    payload = try row.next("payload")
    attempt = try row.next("attempts", Int.self) + 1
  }

  /// Whether it failed before, or its node ended while it held it.
  var isRepeated: Bool { attempt > 1 }
}

/// What became of a job.
struct JobOutcome: Sendable {
  enum Fate: Sendable {
    case done
    /// Failed, and runs again after so many milliseconds.
    case again(pause: Int64, error: String)
    /// Failed for good; this is parked of it.
    case dead(error: String, parked: String)
  }

  let job: JobID
  let kind: String
  let fate: Fate
}

/// All SQL of waiting jobs.
enum JobStore {
  /// Answers with those that the work which inserts them has claimed (`OwnClaims`).
  @discardableResult
  static func insert(_ jobs: [NewJob], at now: Timestamp, _ tx: Transaction) throws -> [ClaimedJob] {
    let claims = tx.claims
    let places = claims?.places(of: jobs, at: now) ?? []
    let until = claims.map { now.adding(seconds: $0.leaseSeconds) } ?? now
    var claimed: [ClaimedJob] = []
    let rows = jobs.enumerated().map { place, job -> NamedValues in
      let (id, isClaimed) = (JobID(at: now), places.contains(place))
      if isClaimed { claimed.append(ClaimedJob(id, job, until: until)) }
      return [
        "id": id, "kind": job.kind, "payload": job.payload, "dedupe_key": job.dedupeKey,
        "run_at": job.runAt, "created_at": now, "attempts": isClaimed ? 1 : 0,
        "locked_until": isClaimed ? until : Timestamp(milliseconds: 0),
        "locked_by": isClaimed ? claims?.lease : nil,
      ]
    }
    guard jobs.contains(where: { $0.dedupeKey != nil }) else {
      for piece in Batches.pieces(of: rows) { try tx.run("INSERT INTO jobs \(values: piece)") }
      return claimed
    }
    var inserted = Set<JobID>()
    for piece in Batches.pieces(of: rows) {
      inserted.formUnion(
        try tx.values(
          "INSERT INTO jobs \(values: piece) ON CONFLICT (kind, dedupe_key) DO NOTHING RETURNING id"))
    }
    return claimed.filter { inserted.contains($0.id) }
  }

  /// Keeps jobs that this node holds from being taken by another.
  static func renew(_ jobs: [JobID], lease: JobID, until: Timestamp, _ tx: Transaction) throws {
    try tx.run(
      "UPDATE jobs SET locked_until = \(until) WHERE id IN \(filled: jobs.sorted()) AND locked_by = \(lease)")
  }

  /// Those that are still there and held by this node.
  static func held(_ jobs: [JobID], lease: JobID, _ snapshot: Snapshot) throws -> Set<JobID> {
    Set(
      try snapshot.values("SELECT id FROM jobs WHERE id IN \(filled: jobs) AND locked_by = \(lease)"))
  }

  /// Lets jobs go that were not begun, so that any node may take them at once; the claim was no attempt.
  static func giveBack(_ jobs: [JobID], lease: JobID, _ tx: Transaction) throws {
    try tx.run(
      """
      UPDATE jobs SET locked_until = 0, locked_by = NULL, attempts = attempts - 1
      WHERE id IN \(filled: jobs.sorted()) AND locked_by = \(lease)
      """)
  }

  /// Writes what became of jobs.
  static func book(_ outcomes: [JobOutcome], lease: JobID, _ tx: Transaction) throws {
    var done: [JobID] = []
    for outcome in outcomes {
      switch outcome.fate {
      case .done: done.append(outcome.job)
      case .again(let pause, let error):
        try putBack(outcome.job, lease: lease, at: tx.now.adding(milliseconds: pause), error: error, tx)
      case .dead(let error, let parked):
        try bury(outcome.job, lease: lease, parked: parked, error: error, tx)
      }
    }
    if !done.isEmpty { try remove(done, lease: lease, tx) }
  }

  private static func remove(_ jobs: [JobID], lease: JobID, _ tx: Transaction) throws {
    try tx.run("DELETE FROM jobs WHERE id IN \(filled: jobs.sorted()) AND locked_by = \(lease)")
  }

  /// Lets the job run again at `moment`.
  static func putBack(
    _ job: JobID, lease: JobID, at moment: Timestamp, error: String, _ tx: Transaction
  ) throws {
    try tx.run(
      """
      UPDATE jobs SET run_at = \(moment), locked_until = 0, locked_by = NULL, last_error = \(shortened(error))
      WHERE id = \(job) AND locked_by = \(lease)
      """)
  }

  /// Parks the job in `dead_jobs`, with this payload.
  static func bury(
    _ job: JobID, lease: JobID, parked payload: String, error: String, _ tx: Transaction
  ) throws {
    try tx.run(
      """
      INSERT INTO dead_jobs (id, kind, payload, attempts, error, created_at, died_at)
      SELECT id, kind, \(typed: payload), attempts, \(typed: shortened(error)), created_at, \(typed: tx.now)
      FROM jobs WHERE id = \(job) AND locked_by = \(lease)
      """)
    try remove([job], lease: lease, tx)
  }

  /// Enqueues a recurring job when its time has come; false when another node was first.
  static func enqueueRecurring(_ job: JobRegistry.Recurring, _ tx: Transaction) throws -> Bool {
    let next = tx.now.adding(seconds: job.everySeconds)
    let isFirst = try tx.run(
      "INSERT INTO recurring_jobs (kind, next_at) VALUES (\(job.kind), \(next)) ON CONFLICT (kind) DO NOTHING"
    )
    if isFirst == 0 {
      let isDue = try tx.run(
        """
        UPDATE recurring_jobs SET next_at = \(next)
        WHERE kind = \(job.kind) AND (next_at <= \(tx.now) OR next_at > \(job.latest(at: tx.now)))
        """)
      guard isDue == 1 else { return false }
    }
    // At most one of a kind waits, so a slow one does not pile up.
    try insert(
      [NewJob(kind: job.kind, payload: job.payload, runAt: tx.now, dedupeKey: "recurring")], at: tx.now, tx)
    return true
  }

  /// How long jobs wait at most for something else than their own time.
  struct Limits {
    let leaseSeconds: Int64
    let pauseSeconds: Int64
    let toleranceSeconds: Int64
  }

  /// Whether something was written while the clock was ahead.
  static func isAhead(of now: Timestamp, _ limits: Limits, _ snapshot: Snapshot) throws -> Bool {
    let horizon = now.adding(seconds: limits.toleranceSeconds)
    return try snapshot.value(
      """
      SELECT 1 FROM jobs WHERE created_at > \(horizon)
        OR (attempts > 0 AND run_at > \(horizon.adding(seconds: limits.pauseSeconds)))
        OR locked_until > \(horizon.adding(seconds: limits.leaseSeconds))
      LIMIT 1
      """, as: Int64.self) != nil
  }

  /// Moves it to where it would be without that: jobs keep the time that they had to wait, pauses and leases don't get
  /// longer than any is.
  static func comeBack(_ limits: Limits, _ tx: Transaction) throws {
    let horizon = tx.now.adding(seconds: limits.toleranceSeconds)
    try tx.run(
      """
      UPDATE jobs SET run_at = run_at - created_at + \(typed: tx.now), created_at = \(tx.now)
      WHERE created_at > \(horizon)
      """)
    try tx.run(
      """
      UPDATE jobs SET run_at = \(tx.now)
      WHERE attempts > 0 AND run_at > \(horizon.adding(seconds: limits.pauseSeconds))
      """)
    try tx.run(
      """
      UPDATE jobs SET locked_until = \(tx.now.adding(seconds: limits.leaseSeconds))
      WHERE locked_until > \(horizon.adding(seconds: limits.leaseSeconds))
      """)
  }

  static func nextRecurring(_ snapshot: Snapshot) throws -> [String: Timestamp] {
    let rows = try snapshot.all("SELECT kind, next_at FROM recurring_jobs") {
      (try $0.next(String.self), try $0.next(Timestamp.self))
    }
    return Dictionary(rows, uniquingKeysWith: { first, _ in first })
  }

  private static func shortened(_ error: String) -> String {
    String(error.replacing("\u{0}", with: "").prefix(maximumErrorLength))
  }
}
