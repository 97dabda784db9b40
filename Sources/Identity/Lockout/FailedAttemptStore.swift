import Kernel
import Persistence

/// Clocks of nodes may differ by so much.
private let clockToleranceSeconds: Int64 = 60

/// The rows of wrong attempts.
enum FailedAttemptStore {
  /// Seconds until an attempt that counts for all of these may be made; `nil` when it may be made now.
  static func wait(_ subjects: [LockoutSubject], at now: Timestamp, _ snapshot: Snapshot) throws -> Int? {
    if subjects.isEmpty { return nil }
    // Nobody waits longer than that: what ends later was written by a clock that was ahead.
    let longest = subjects.map(\.rule.longestPauseSeconds).max() ?? 0
    let horizon = now.adding(seconds: longest + clockToleranceSeconds)
    let end = try snapshot.value(
      """
      SELECT MAX(blocked_until) FROM failed_attempts
      WHERE subject_hash IN \(list: subjects.map(\.hash)) AND blocked_until <= \(horizon)
      """, as: Timestamp?.self)
    guard let end = end ?? nil, end > now else { return nil }
    return Int((end.milliseconds - now.milliseconds + 999) / 1000)
  }

  /// The same within a transaction that goes on to count: what others count waits for its end, so that of
  /// many attempts at once only as many are answered as one after another would be.
  static func wait(holding subjects: [LockoutSubject], _ tx: Transaction) throws -> Int? {
    for subject in inOrder(subjects) {
      try create(subject, tx)
      _ = try state(subject, tx)
    }
    return try wait(subjects, at: tx.now, tx)
  }

  /// Counts a wrong attempt for each of them.
  static func count(_ subjects: [LockoutSubject], _ tx: Transaction) throws {
    for subject in inOrder(subjects) { try count(subject, tx) }
  }

  /// Two transactions that take the same rows take them in the same order.
  private static func inOrder(_ subjects: [LockoutSubject]) -> [LockoutSubject] {
    subjects.sorted { $0.hash.lexicographicallyPrecedes($1.hash) }
  }

  private static func create(_ subject: LockoutSubject, _ tx: Transaction) throws {
    let row: NamedValues = [
      "subject_hash": subject.hash, "failures": 0, "last_at": tx.now, "blocked_until": 0,
    ]
    try tx.run(
      """
      INSERT INTO failed_attempts \(values: row)
      ON CONFLICT (subject_hash) DO NOTHING
      """)
  }

  /// Locked until the end of the transaction.
  private static func state(
    _ subject: LockoutSubject, _ tx: Transaction
  ) throws -> (failures: Int, last: Timestamp)? {
    try tx.first(
      """
      SELECT failures, last_at FROM failed_attempts WHERE subject_hash = \(subject.hash)
      \(fragment: tx.forUpdate)
      """
    ) { (failures: try $0.next(Int.self), last: try $0.next(Timestamp.self)) }
  }

  private static func count(_ subject: LockoutSubject, _ tx: Transaction) throws {
    try create(subject, tx)
    let state = try state(subject, tx)
    let before = state.map { subject.rule.remembered(of: $0.failures, since: $0.last, at: tx.now) } ?? 0
    let failures = before + 1
    let pause = subject.rule.pauseSeconds(after: failures)
    let end = pause == 0 ? Timestamp(milliseconds: 0) : tx.now.adding(seconds: pause)
    try tx.run(
      """
      UPDATE failed_attempts SET failures = \(failures), last_at = \(tx.now), blocked_until = \(end)
      WHERE subject_hash = \(subject.hash)
      """)
  }

  static func forget(_ subject: LockoutSubject, _ tx: Transaction) throws {
    try tx.run("DELETE FROM failed_attempts WHERE subject_hash = \(subject.hash)")
  }

  static func purge(before moment: Timestamp, limit: Int, _ tx: Transaction) throws -> Int {
    try tx.run(
      """
      DELETE FROM failed_attempts WHERE subject_hash IN (
        SELECT subject_hash FROM failed_attempts WHERE last_at < \(moment) LIMIT \(limit))
      """)
  }
}
