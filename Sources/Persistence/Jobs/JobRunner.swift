import Kernel
import Logging

/// Jobs that a node holds for each of its workers, those that run included: two of the largest batches.
private let heldPerWorker = 128
/// Jobs that a node takes at once at most.
private let mostAtOnce = 512
/// Between two looks at the tables, so that under load what comes meanwhile is taken together, in milliseconds.
private let gatheringMilliseconds: Int64 = 20
/// The same while events come fast: what follows them is done in larger batches, at fewer commits for each, and nobody
/// notices the difference.
private let busyGatheringMilliseconds: Int64 = 100
/// So many events between two looks are fast.
private let busyEvents = 8

/// How a runner works.
package struct JobRunnerSettings: Sendable {
  /// Jobs or batches of jobs at the same time on this node, 1 or more.
  package let workers: Int
  /// A job whose node died is taken by another after this time.
  package var leaseSeconds: Int64
  /// How often the tables are looked at when nothing woke the runner, in milliseconds.
  package var pollMilliseconds: Int64

  package init(workers: Int = 8, leaseSeconds: Int64 = 60, pollMilliseconds: Int64 = 1_000) {
    self.workers = max(1, workers)
    self.leaseSeconds = leaseSeconds
    self.pollMilliseconds = pollMilliseconds
  }

  /// Jobs that a node takes at once at most.
  var capacity: Int { min(workers * heldPerWorker, mostAtOnce) }
  /// Jobs that a node holds at most. No kind gets more of these places than it leaves free, half of them when it is
  /// alone, and so it is with the workers.
  var mostHeld: Int { 2 * capacity }
  /// With so few of a kind ready it takes more, before its workers have nothing to do.
  var lowWater: Int { max(1, capacity / 2) }
}

/// Runs jobs and delivers events on this node, beside as many other nodes as there are. Woken by commits in
/// this process and by polling. Kinds without a handler here are left for other nodes.
///
/// It takes many jobs at once for its workers, who do those of a kind together where its handler can, and writes down
/// together what ended. What it holds is leased; a lease that ends leaves the job to any node. A kind of jobs has at most
/// as many workers as it leaves free, so one that is slow or hangs is in no other's way.
package actor JobRunner {
  let database: Database
  let settings: JobRunnerSettings
  let dispatcher: OutboxDispatcher
  let registry: JobRegistry
  let kinds: [String]
  let logger: Logger
  /// Names this runner in the leases.
  let lease = JobID()
  /// What is taken and not written down as ended.
  var holdings: JobHoldings
  /// Workers that are at work.
  var working: [JobID: Task<Void, Never>] = [:]
  /// Ended, but not written down.
  var unbooked: [JobOutcome] = []
  var booking: Task<Void, Never>?
  var isStopping = false
  /// Whether there may be due jobs in the table, and whether the last claim left repeated ones.
  var leftSome = false
  var leftRepeated = false
  /// Kinds that had no room when the table was last looked at.
  var passedOver: Set<String> = []
  var clockWatch = ClockWatch()
  private var looksAtClock = ContinuousClock.now
  private var bells: (events: Bell, jobs: Bell)?

  /// A runner that does nothing until `run` or `drain`.
  package init(
    database: Database, jobs: JobRegistry, consumers: ConsumerRegistry = ConsumerRegistry(),
    settings: JobRunnerSettings = JobRunnerSettings(), logger: Logger = Logger(label: "souk.jobs")
  ) {
    let dispatcher = OutboxDispatcher(database: database, consumers: consumers)
    var registry = jobs
    for consumer in consumers.consumers { registry.add(kind: consumer.jobKind, consumer.handler) }
    Upkeep.register(in: &registry, dispatcher)
    self.database = database
    self.settings = settings
    self.dispatcher = dispatcher
    self.registry = registry
    self.logger = logger
    kinds = registry.handlers.keys.sorted()
    holdings = JobHoldings(settings)
  }

  /// Works until `stop` is called or the task is cancelled, then finishes what it has begun and gives the rest back.
  package func run() async {
    let (events, jobs) = (Bell(), Bell())
    bells = (events, jobs)
    let ring: @Sendable () -> Void = {
      events.ring()
      jobs.ring()
    }
    let listener = database.commits.add(ring)
    let pollMilliseconds = settings.pollMilliseconds
    let poll = Task {
      while !Task.isCancelled {
        ring()
        try? await Task.sleep(for: .milliseconds(pollMilliseconds))
      }
    }
    let renewal = Task { await renewLeases() }
    await announceConsumers()
    await withTaskCancellationHandler {
      async let dispatching: Void = serve(events, .events)
      await serve(jobs, .jobs)
      await dispatching
    } onCancel: {
      events.end()
      jobs.end()
    }
    isStopping = true
    poll.cancel()
    database.commits.remove(listener)
    await giveBackReady()
    await finishBegun()
    // What the last ones left behind.
    await giveBackReady()
    renewal.cancel()
    bells = nil
  }

  /// Begins no more jobs; `run` returns when those that it has begun are done.
  package func stop() {
    isStopping = true
    bells?.events.ring()
    bells?.jobs.ring()
  }

  /// Dispatches and runs until nothing is due, for tests and for `souk worker --once`. Failed jobs wait for
  /// their next time as always.
  package func drain() async throws {
    try await dispatcher.announce()
    try await comeBack()
    try await enqueueRecurring()
    while true {
      let events = try await dispatcher.dispatch()
      let taken = try await take(settings.capacity)
      await finishBegun()
      if events == 0 && taken == 0 { return }
    }
  }

  private enum Duty: Sendable {
    case events, jobs
  }

  /// Does its duty whenever the bell has rung since it last began.
  private func serve(_ bell: Bell, _ duty: Duty) async {
    for await _ in bell.rings {
      if isStopping { break }
      var pause = gatheringMilliseconds
      switch duty {
      case .events: if await dispatchEvents() >= busyEvents { pause = busyGatheringMilliseconds }
      case .jobs: await takeJobs()
      }
      try? await Task.sleep(for: .milliseconds(pause))
    }
  }

  /// Answers with the number of events.
  private func dispatchEvents() async -> Int {
    var total = 0
    do {
      var mayHaveMore = true
      while !isStopping, mayHaveMore {
        let claims = ownClaims(most: settings.capacity)
        defer { begin(claims.finish()) }
        let (count, isFull) = try await OwnClaims.$current.withValue(claims) {
          try await dispatcher.dispatchSome()
        }
        total += count
        mayHaveMore = isFull
      }
    } catch {
      logger.error("events could not be dispatched", metadata: ["error": "\(error)"])
    }
    return total
  }

  private func takeJobs() async {
    do {
      if looksAtClock <= .now {
        looksAtClock = .now + .milliseconds(settings.pollMilliseconds / 2)
        try await comeBack()
        try await enqueueRecurring()
      }
      await giveBackReady(onlyStalled: true)
      // Who rings now wants something looked at; without room that is done as soon as there is some.
      if !wantsJobs { leftSome = true }
      while !isStopping, wantsJobs {
        if try await take(min(settings.capacity, holdings.free)) == 0 || !leftSome { return }
      }
    } catch {
      logger.error("jobs could not be taken", metadata: ["error": "\(error)"])
    }
  }

  /// Has the table looked at when more are known to be there and there is room for them.
  func askForJobs() {
    if leftSome ? wantsJobs : passedOver.contains(where: holdings.isOpen) { bells?.jobs.ring() }
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

  private func comeBack() async throws {
    guard clockWatch.isToLook(at: database.clock.now()) else { return }
    let limits = ClockWatch.limits(leaseSeconds: settings.leaseSeconds)
    let now = database.clock.now()
    guard try await database.read({ try JobStore.isAhead(of: now, limits, $0) }) else { return }
    try await database.write { try JobStore.comeBack(limits, $0) }
  }
}
