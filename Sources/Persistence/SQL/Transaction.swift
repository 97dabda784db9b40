import Kernel

/// One transaction: everything that its closure does is committed together or not at all. The closure may run
/// more than once, so it must have no effect outside of the transaction; use `afterCommit` for those.
package final class Transaction: Snapshot {
  /// When the transaction began; the same for all its rows.
  package let now: Timestamp
  /// Who causes the transaction; `nil` for jobs and commands.
  package let origin: Origin?
  /// Rows inserted, changed or deleted so far.
  package private(set) var changedRows = 0
  /// Set by who has written the audit row of this transaction.
  package var isRecorded = false
  /// What the closure left for `DatabaseConfiguration.beforeCommit`, in its order.
  package private(set) var notes: [any Sendable] = []
  /// What the request with an Idempotency-Key that causes the transaction has begun and goes on with after it, as
  /// the id of an attempt to pay: known again when the request comes once more. `nil` until something is.
  package var begun: String?
  /// What the transaction means for the request with an Idempotency-Key that causes it, where that is not the
  /// value of its closure: what is answered for, or a `Problem`.
  package var outcome: (any Sendable)?
  /// For what a runner's work enqueues; `nil` for others.
  let claims: OwnClaims?
  private let commits: CommitListeners
  private let beforeCommit: @Sendable (Transaction) throws -> Void
  private let keyedTransactions: (any KeyedTransactions)?
  private var actions: [@Sendable () -> Void] = []
  private var claimed: [ClaimedJob] = []
  private var leavesWork = false

  init(
    _ connection: any Connection, _ environment: TransactionEnvironment, origin: Origin?,
    claims: OwnClaims? = nil
  ) {
    self.claims = claims
    now = environment.clock.now()
    self.origin = origin
    commits = environment.commits
    beforeCommit = environment.beforeCommit
    keyedTransactions = environment.keyedTransactions
    super.init(environment.trace.map { TracingConnection(connection, $0) } ?? connection)
  }

  /// Runs a statement and answers with the number of rows that it inserted, changed or deleted.
  @discardableResult
  package func run(_ sql: SQL) throws -> Int {
    let count = try connection.run(sql)
    changedRows += count
    return count
  }

  /// Statements that answer with the rows that they changed count too.
  override func query(_ sql: SQL, _ body: (inout Row) throws -> Bool) throws {
    guard sql.isWrite else { return try super.query(sql, body) }
    try super.query(sql) { row in
      changedRows += 1
      return try body(&row)
    }
  }

  /// Runs a script of several statements, as a migration has them.
  func script(_ text: String) throws { try connection.script(text) }

  /// Does `action` in this process once the transaction is committed, before its caller goes on; for caches.
  package func afterCommit(_ action: @escaping @Sendable () -> Void) { actions.append(action) }

  /// Leaves something for `DatabaseConfiguration.beforeCommit`; nothing happens without one.
  package func leave(_ note: any Sendable) { notes.append(note) }

  /// Publishes an event together with the change that it tells of.
  package func emit(_ event: some Event) throws {
    try OutboxStore.insert([event], at: now, self)
    leavesWork = true
  }

  /// Publishes several events of one type by one statement.
  package func emit<E: Event>(all events: [E]) throws {
    guard !events.isEmpty else { return }
    try OutboxStore.insert(events, at: now, self)
    leavesWork = true
  }

  /// Leaves a job for after the commit: at once, or not before `at`. While an unfinished job of the same kind
  /// has the same `dedupe` key, nothing happens.
  package func enqueue<J: Job>(_ job: J, at moment: Timestamp? = nil, dedupe: String? = nil) throws {
    let payload = try job.written()
    try insert([NewJob(kind: J.kind, payload: payload, runAt: moment ?? now, dedupeKey: dedupe)])
  }

  /// Leaves several jobs for after the commit, by as few statements as it takes.
  package func enqueue(all jobs: [WrittenJob]) throws {
    guard !jobs.isEmpty else { return }
    try insert(jobs.map { NewJob(kind: $0.kind, payload: $0.payload, runAt: now, dedupeKey: nil) })
  }

  /// Leaves jobs to who inserts them, as far as it takes them, and to whoever is woken.
  func insert(_ jobs: [NewJob]) throws {
    let own = try JobStore.insert(jobs, at: now, self)
    claimed += own
    if own.count < jobs.count { leavesWork = true }
  }

  /// Wakes the runner when this transaction is committed.
  func wakeRunner() { leavesWork = true }

  /// Called before the closure runs.
  func begin(_ request: KeyedRequest?) throws {
    guard let request, let keyedTransactions else { return }
    try keyedTransactions.take(request, self)
    // A key is no change that anybody asked for.
    changedRows = 0
  }

  /// Called when the closure is done, as the last thing before the commit.
  func complete(_ request: KeyedRequest?, with value: any Sendable) throws {
    if let request, let keyedTransactions {
      let count = changedRows
      let answer = request.answer(outcome ?? value)
      try keyedTransactions.keep(answer, request, self)
      if answer != nil { afterCommit { request.answered() } }
      changedRows = count
    }
    try beforeCommit(self)
  }

  /// Called by the engine when the commit is on disk.
  func committed() {
    for action in actions { action() }
    actions = []
    claims?.keep(claimed)
    if leavesWork { commits.wake() }
  }
}
