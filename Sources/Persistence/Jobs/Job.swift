import Kernel

/// Work for after the commit: done at least once, again with growing pauses while it fails.
package protocol Job: Codable, Sendable {
  /// The name in the table, as `mail.send`. Never change it while jobs wait.
  static var kind: String { get }
  /// After this many failures the job is parked in `dead_jobs`.
  static var maximumAttempts: Int { get }
  /// What is parked of it. Dead jobs are kept for long and read by administrators, so no secret is in it.
  var parked: Self { get }
  /// Reads what `written` wrote, and what its coding writes, as earlier versions have left it.
  init(written text: String) throws
  /// The job as JSON, as it stands in the table.
  func written() throws -> String
}

extension Job {
  package static var maximumAttempts: Int { 12 }
  package var parked: Self { self }

  /// By its coding; who has many of them may have a faster way.
  package init(written text: String) throws { self = try JSONText.decode(Self.self, from: text) }

  /// By its coding.
  package func written() throws -> String { try JSONText.encode(self) }
}

/// A job as it is stored, so that many can be written before the transaction that leaves them.
package struct WrittenJob: Sendable {
  let kind: String
  let payload: String

  /// Throws what the job's encoding throws.
  package init<J: Job>(_ job: J) throws {
    kind = J.kind
    payload = try job.written()
  }
}

/// What a handler knows of the run.
package struct JobContext: Sendable {
  /// The same for every attempt: fit for an idempotency key.
  package let id: JobID
  /// 1 for the first.
  package let attempt: Int
  package let maximumAttempts: Int

  /// True when a failure now is final.
  package var isLastAttempt: Bool { attempt >= maximumAttempts }
}

/// Thrown by a handler when another attempt can't help: the job is parked at once.
package struct PermanentFailure: Error, CustomStringConvertible {
  package let description: String

  /// A failure for this reason.
  package init(_ reason: String) { description = reason }
}

/// The handlers of jobs by kind, and the jobs that run by the clock.
package struct JobRegistry: Sendable {
  struct Recurring: Sendable {
    let kind: String
    let payload: String
    let everySeconds: Int64

    /// No next time is later, unless the clock was set back since.
    func latest(at now: Timestamp) -> Timestamp {
      now.adding(seconds: everySeconds + Recurring.toleranceSeconds)
    }

    /// Clocks of nodes may differ by so much.
    private static let toleranceSeconds: Int64 = 60
  }

  private(set) var handlers: [String: JobHandler] = [:]
  private(set) var recurring: [Recurring] = []

  package init() {}

  /// Handles jobs of this type. The handler must be idempotent: it runs again after a crash.
  package mutating func on<J: Job>(
    _ type: J.Type, _ handle: @escaping @Sendable (J, JobContext) async throws -> Void
  ) {
    handlers[J.kind] = JobHandler(of: J.self, atMost: 1) { calls in
      for call in calls { try await handle(try J(written: call.payload), call.context) }
      return [:]
    }
  }

  /// Handles jobs of this type together, as many as are due and `atMost` allows. The handler answers with the failures
  /// of single ones; what it throws counts for none of them: each is handed over alone then, so that one that can't be
  /// done is in nobody's way. One that is repeated always comes alone. The handler must be idempotent.
  package mutating func on<J: Job>(
    batchesOf type: J.Type, atMost: Int,
    _ handle: @escaping @Sendable ([JobDelivery<J>]) async throws -> BatchFailures
  ) {
    handlers[J.kind] = JobHandler(of: J.self, atMost: atMost) { calls in
      try await BatchFailures.collect(
        calls,
        { call in JobDelivery(job: try J(written: call.payload), context: call.context) },
        handle)
    }
  }

  /// Enqueues `job` every so many seconds, once over all nodes; register its handler with `on` besides.
  package mutating func every<J: Job>(seconds: Int64, _ job: J) throws {
    addRecurring(kind: J.kind, payload: try job.written(), everySeconds: max(1, seconds))
  }

  mutating func addRecurring(kind: String, payload: String, everySeconds: Int64) {
    recurring.append(Recurring(kind: kind, payload: payload, everySeconds: everySeconds))
  }

  mutating func add(kind: String, _ handler: JobHandler) { handlers[kind] = handler }
}
