import Kernel
import Logging

private let firstRetrySeconds = 1.0
private let longestRetrySeconds = 3_600.0
private let longestJitter = 1.5
/// How often it is looked whether another node's clock was ahead.
private let looksBackSeconds: Int64 = 600
/// Clocks of nodes may differ by so much; what is set further back has leapt.
private let clockToleranceSeconds: Int64 = 60

/// How a runner works.
package struct JobRunnerSettings: Sendable {
  /// Jobs at the same time on this node.
  package var workers: Int
  /// A job whose node died is taken by another after this time.
  package var leaseSeconds: Int64
  /// How often the tables are looked at when nothing woke the runner, in milliseconds.
  package var pollMilliseconds: Int64

  package init(workers: Int = 8, leaseSeconds: Int64 = 60, pollMilliseconds: Int64 = 1_000) {
    self.workers = workers
    self.leaseSeconds = leaseSeconds
    self.pollMilliseconds = pollMilliseconds
  }
}

/// Runs jobs and delivers events on this node, beside as many other nodes as there are. Woken by commits in
/// this process and by polling. Kinds without a handler here are left for other nodes.
package actor JobRunner {
  let database: Database
  let settings: JobRunnerSettings
  let dispatcher: OutboxDispatcher
  let registry: JobRegistry
  let kinds: [String]
  let logger: Logger
  /// Names this runner in the leases.
  let lease = JobID()
  var running: [JobID: Task<Void, Never>] = [:]
  private var isStopping = false
  /// The latest moment that was seen.
  private var latest = Timestamp(milliseconds: .max)
  private var looksBackAt = Timestamp(milliseconds: .min)
  private var wakeUp: AsyncStream<Void>.Continuation?

  /// A runner that does nothing until `run` or `drain`.
  package init(
    database: Database, jobs: JobRegistry, consumers: ConsumerRegistry = ConsumerRegistry(),
    settings: JobRunnerSettings = JobRunnerSettings(), logger: Logger = Logger(label: "souk.jobs")
  ) {
    let dispatcher = OutboxDispatcher(database: database, consumers: consumers)
    var registry = jobs
    for consumer in consumers.consumers {
      registry.add(
        kind: consumer.jobKind,
        JobRegistry.Handler(maximumAttempts: 12) { payload, context in
          try await consumer.run(try JSONText.decode(StoredEvent.self, from: payload), context)
        })
    }
    Upkeep.register(in: &registry, dispatcher)
    self.database = database
    self.settings = settings
    self.dispatcher = dispatcher
    self.registry = registry
    self.logger = logger
    kinds = registry.handlers.keys.sorted()
  }

  /// Works until `stop` is called or the task is cancelled, then finishes what it has taken.
  package func run() async {
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    wakeUp = continuation
    let listener = database.commits.add { continuation.yield() }
    let pollMilliseconds = settings.pollMilliseconds
    let poll = Task {
      while !Task.isCancelled {
        continuation.yield()
        try? await Task.sleep(for: .milliseconds(pollMilliseconds))
      }
    }
    let renewal = Task { await renewLeases() }
    await announceConsumers()
    await withTaskCancellationHandler {
      for await _ in stream {
        if isStopping { break }
        await tick()
      }
    } onCancel: {
      continuation.finish()
    }
    isStopping = true
    poll.cancel()
    database.commits.remove(listener)
    for task in Array(running.values) { await task.value }
    renewal.cancel()
    wakeUp = nil
  }

  /// Takes no more jobs; `run` returns when those that it took are done.
  package func stop() {
    isStopping = true
    wakeUp?.yield()
  }

  /// Dispatches and runs until nothing is due, for tests and for `souk worker --once`. Failed jobs wait for
  /// their next time as always.
  package func drain() async throws {
    try await dispatcher.announce()
    try await comeBack()
    try await enqueueRecurring()
    while true {
      let events = try await dispatcher.dispatch()
      let claimed = try await claim(settings.workers)
      for job in claimed { start(job) }
      for task in Array(running.values) { await task.value }
      if events == 0 && claimed.isEmpty { return }
    }
  }

  /// One look at everything that may be due.
  private func tick() async {
    do {
      try await comeBack()
      try await enqueueRecurring()
      try await dispatcher.dispatch()
      while !isStopping {
        let free = settings.workers - running.count
        if free <= 0 { return }
        let claimed = try await claim(free)
        for job in claimed { start(job) }
        if claimed.count < free { return }
      }
    } catch {
      logger.error("jobs could not be taken", metadata: ["error": "\(error)"])
    }
  }

  private func claim(_ limit: Int) async throws -> [ClaimedJob] {
    let kinds = kinds
    let now = database.clock.now()
    // A look first, as a needless write would keep others waiting.
    guard try await database.read({ try JobStore.hasDue(kinds: kinds, at: now, $0) }) else { return [] }
    let lease = lease
    let leaseSeconds = settings.leaseSeconds
    return try await database.write { tx in
      try JobStore.claim(limit, kinds: kinds, lease: lease, until: tx.now.adding(seconds: leaseSeconds), tx)
    }
  }

  private func start(_ job: ClaimedJob) {
    running[job.id] = Task {
      await perform(job)
      running[job.id] = nil
      wakeUp?.yield()
    }
  }

  private func announceConsumers() async {
    do {
      try await dispatcher.announce()
    } catch {
      logger.error("consumers could not be announced", metadata: ["error": "\(error)"])
    }
  }

  private func enqueueRecurring() async throws {
    let next = try await database.read { try JobStore.nextRecurring($0) }
    let now = database.clock.now()
    for job in registry.recurring
    where next[job.kind].map({ $0 <= now || $0 > job.latest(at: now) }) ?? true {
      _ = try await database.write { try JobStore.enqueueRecurring(job, $0) }
    }
  }

  /// After the clock was set back, and now and then, as it may have been another node's: what was written in the future
  /// waits for no longer than it would have.
  private func comeBack() async throws {
    let now = database.clock.now()
    defer { latest = now }
    guard now.adding(seconds: clockToleranceSeconds) < latest || looksBackAt <= now else { return }
    looksBackAt = now.adding(seconds: looksBackSeconds)
    let limits = JobStore.Limits(
      leaseSeconds: settings.leaseSeconds, pauseSeconds: Int64(longestRetrySeconds * longestJitter),
      toleranceSeconds: clockToleranceSeconds)
    guard try await database.read({ try JobStore.isAhead(of: now, limits, $0) }) else { return }
    try await database.write { try JobStore.comeBack(limits, $0) }
  }

  private func renewLeases() async {
    while !Task.isCancelled {
      try? await Task.sleep(for: .milliseconds(settings.leaseSeconds * 1000 / 3))
      let jobs = Array(running.keys)
      guard !jobs.isEmpty else { continue }
      let lease = lease
      let leaseSeconds = settings.leaseSeconds
      do {
        try await database.write { tx in
          try JobStore.renew(jobs, lease: lease, until: tx.now.adding(seconds: leaseSeconds), tx)
        }
      } catch {
        logger.warning("leases could not be renewed", metadata: ["error": "\(error)"])
      }
    }
  }
}

extension JobRunner {
  /// Runs a handler off this actor and books the outcome.
  nonisolated func perform(_ job: ClaimedJob) async {
    guard let handler = registry.handlers[job.kind] else { return }
    let lease = lease
    let context = JobContext(id: job.id, attempt: job.attempt, maximumAttempts: handler.maximumAttempts)
    do {
      do {
        // More attempts than allowed means that the process died in each: don't let it take this one down as
        // well.
        if job.attempt > handler.maximumAttempts {
          throw PermanentFailure("the process ended during the job")
        }
        try await handler.run(job.payload, context)
      } catch {
        return try await bookFailure(of: job, context, error)
      }
      try await database.write { try JobStore.remove(job.id, lease: lease, $0) }
    } catch {
      logger.error(
        "the outcome of a job could not be booked; it will run again",
        metadata: ["job": "\(job.id)", "kind": "\(job.kind)", "error": "\(error)"])
    }
  }

  private nonisolated func bookFailure(
    of job: ClaimedJob, _ context: JobContext, _ error: any Error
  ) async throws {
    let lease = lease
    let text = "\(error)"
    let isFinal = context.isLastAttempt || error is PermanentFailure
    logger.log(
      level: isFinal ? .error : .warning, "job failed",
      metadata: [
        "job": "\(job.id)", "kind": "\(job.kind)", "attempt": "\(job.attempt)", "error": "\(text)",
        "final": "\(isFinal)",
      ])
    let parked = parked(job)
    let pause = JobRunner.retryMilliseconds(
      after: job.attempt, jitter: Double.random(in: 0.5...longestJitter))
    try await database.write { tx in
      if isFinal {
        try JobStore.bury(job.id, lease: lease, parked: parked, error: text, tx)
      } else {
        let moment = tx.now.adding(milliseconds: pause)
        try JobStore.putBack(job.id, lease: lease, at: moment, error: text, tx)
      }
    }
  }

  /// What lies among the dead of a job. One that no handler understands stays as it is, as nobody knows what is in it.
  private nonisolated func parked(_ job: ClaimedJob) -> String {
    (try? registry.handlers[job.kind]?.parked(job.payload)) ?? job.payload
  }

  /// The pause before the next attempt: doubled each time up to an hour, times `jitter`.
  static func retryMilliseconds(after attempt: Int, jitter: Double) -> Int64 {
    var seconds = firstRetrySeconds
    for _ in 1..<max(1, attempt) where seconds < longestRetrySeconds { seconds *= 2 }
    return Int64(min(seconds, longestRetrySeconds) * jitter * 1000)
  }
}
