import Kernel

/// A node writes down what ended so often before it leaves it to the leases, with a second between.
private let bookingAttempts = 5

// What is taken, done and written down.
extension JobRunner {
  /// Whether there is room for more, and hope that they are begun soon.
  var wantsJobs: Bool { holdings.free > 0 && kinds.contains(where: holdings.isOpen) }

  /// Takes so many jobs at most and begins those that it has workers for; answers with their number.
  func take(_ limit: Int) async throws -> Int {
    let (lease, leaseSeconds, now) = (lease, settings.leaseSeconds, database.clock.now())
    let wanted = WantedKinds(kinds.filter(holdings.isOpen), of: kinds)
    // Their turn comes when they have room again, without being looked for meanwhile.
    passedOver = Set(wanted.others)
    guard !wanted.names.isEmpty else { return 0 }
    // A look first, as a needless write would keep others waiting.
    if !leftSome {
      guard try await database.read({ try JobStore.hasDue(wanted, at: now, $0) }) else { return 0 }
    }
    let most = leftRepeated ? min(limit, 2 * settings.workers) : limit
    let room = holdings.room(most: settings.mostHeld)
    let claimed = try await database.write { tx in
      try JobStore.claim(
        most, of: wanted, room: room, lease: lease, until: tx.now.adding(seconds: leaseSeconds), tx)
    }
    leftSome = claimed.leftSome
    leftRepeated = claimed.leftRepeated
    begin(claimed.jobs)
    return claimed.jobs.count
  }

  /// For what is enqueued by work that begins now, while this runner holds fewer than `most`; not for kinds that no
  /// worker here comes to.
  func ownClaims(most: Int) -> OwnClaims {
    OwnClaims(
      lease: lease, leaseSeconds: settings.leaseSeconds,
      kinds: isStopping ? [] : Set(kinds.filter { !holdings.isStalled($0) }), room: holdings.room(most: most)
    ) { claims in
      // Now, as the work may go on for long.
      Task { await self.begin(claims.collect()) }
    }
  }

  func begin(_ claimed: [ClaimedJob]) {
    guard !claimed.isEmpty else { return }
    holdings.keep(claimed)
    beginReady()
    holdings.letWait()
  }

  private func beginReady() {
    while !isStopping, let batch = nextBatch(), let first = batch.first {
      working[first.id] = Task { await work(on: batch, as: first) }
    }
  }

  private func nextBatch() -> [ClaimedJob]? {
    holdings.beginNext(at: database.clock.now()) { registry.handlers[$0]?.atMost ?? 1 }
  }

  private func work(on batch: [ClaimedJob], as first: ClaimedJob) async {
    let present = await stillHeld(of: batch)
    for job in batch where !present.contains(job.id) { holdings.release(job.id) }
    let claims = ownClaims(most: settings.mostHeld)
    let outcomes = await OwnClaims.$current.withValue(claims) {
      await self.outcomes(of: batch.filter { present.contains($0.id) })
    }
    working[first.id] = nil
    holdings.ended(first.kind)
    book(outcomes)
    begin(claims.finish())
    beginReady()
    askForJobs()
  }

  /// While jobs waited here they may have been deleted, as with the traces of somebody who left.
  private nonisolated func stillHeld(of batch: [ClaimedJob]) async -> Set<JobID> {
    let jobs = batch.map(\.id)
    guard batch.contains(where: \.hasWaited) else { return Set(jobs) }
    do {
      return try await database.read { [lease] in try JobStore.held(jobs, lease: lease, $0) }
    } catch {
      // They will find out themselves whether the database can be reached.
      return Set(jobs)
    }
  }

  /// Lets any node have what was not begun: everything, or what no worker here comes to.
  func giveBackReady(onlyStalled: Bool = false) async {
    let jobs = holdings.takeBackReady(onlyStalled: onlyStalled)
    guard !jobs.isEmpty else { return }
    leftSome = leftSome || !onlyStalled
    let lease = lease
    do {
      try await database.write { try JobStore.giveBack(jobs, lease: lease, $0) }
    } catch {
      logger.warning(
        "jobs could not be given back; they wait for their leases to end", metadata: ["error": "\(error)"])
    }
    for job in jobs { holdings.release(job) }
  }

  /// Returns when everything that was begun has ended and is written down.
  func finishBegun() async {
    while true {
      if let task = working.values.first {
        await task.value
      } else if let booking {
        await booking.value
      } else {
        return
      }
    }
  }

  func renewLeases() async {
    while !Task.isCancelled {
      try? await Task.sleep(for: .milliseconds(settings.leaseSeconds * 1000 / 3))
      let jobs = holdings.all
      guard !jobs.isEmpty else { continue }
      let (lease, leaseSeconds) = (lease, settings.leaseSeconds)
      do {
        let until = try await database.write { tx in
          let until = tx.now.adding(seconds: leaseSeconds)
          try JobStore.renew(jobs, lease: lease, until: until, tx)
          return until
        }
        holdings.renew(Set(jobs), until: until)
      } catch {
        logger.warning("leases could not be renewed", metadata: ["error": "\(error)"])
      }
    }
  }
}

// What became of jobs.
extension JobRunner {
  /// Has outcomes written down; what comes while that is under way is written together afterwards.
  private func book(_ outcomes: [JobOutcome]) {
    unbooked += outcomes
    if booking == nil { booking = Task { await writeOutcomes() } }
  }

  private func writeOutcomes() async {
    while !unbooked.isEmpty {
      let outcomes = unbooked
      unbooked = []
      await write(outcomes)
      for outcome in outcomes { holdings.release(outcome.job) }
      askForJobs()
    }
    booking = nil
  }

  private nonisolated func write(_ outcomes: [JobOutcome]) async {
    for attempt in 1...bookingAttempts {
      do {
        let lease = lease
        return try await database.write { try JobStore.book(outcomes, lease: lease, $0) }
      } catch let error as DatabaseError where error.mayPass {
        if attempt == bookingAttempts { return report(outcomes, error) }
        try? await Task.sleep(for: .seconds(1))
      } catch {
        if outcomes.count == 1 { return report(outcomes, error) }
        for outcome in outcomes { await write([outcome]) }
        return
      }
    }
  }

  private nonisolated func report(_ outcomes: [JobOutcome], _ error: any Error) {
    for outcome in outcomes {
      logger.error(
        "the outcome of a job could not be booked; it will run again",
        metadata: ["job": "\(outcome.job)", "kind": "\(outcome.kind)", "error": "\(error)"])
    }
  }

  /// Runs a handler off this actor.
  private nonisolated func outcomes(of batch: [ClaimedJob]) async -> [JobOutcome] {
    guard let kind = batch.first?.kind, let handler = registry.handlers[kind] else { return [] }
    let calls = batch.map { job in
      JobCall(
        payload: job.payload,
        context: JobContext(id: job.id, attempt: job.attempt, maximumAttempts: handler.maximumAttempts))
    }
    // More attempts than allowed means that the process died in each: don't let it take this one down as well.
    let isOver = batch.contains { $0.attempt > handler.maximumAttempts }
    let failures: BatchFailures =
      isOver
      ? [0: PermanentFailure("the process ended during the job")] : await handler.failures(of: calls)
    return batch.indices.map { place in
      let fate = failures[place].map { failed(batch[place], calls[place].context, handler, $0) }
      return JobOutcome(job: batch[place].id, kind: kind, fate: fate ?? .done)
    }
  }

  private nonisolated func failed(
    _ job: ClaimedJob, _ context: JobContext, _ handler: JobHandler, _ error: any Error
  ) -> JobOutcome.Fate {
    let text = "\(error)"
    let isFinal = context.isLastAttempt || error is PermanentFailure
    logger.log(
      level: isFinal ? .error : .warning, "job failed",
      metadata: [
        "job": "\(job.id)", "kind": "\(job.kind)", "attempt": "\(job.attempt)", "error": "\(text)",
        "final": "\(isFinal)",
      ])
    if isFinal { return .dead(error: text, parked: handler.parked(job.payload)) }
    return .again(pause: RetryPause.milliseconds(after: job.attempt), error: text)
  }
}

extension DatabaseError {
  /// Whether the same write may succeed in a moment, where doing it twice does no harm.
  fileprivate var mayPass: Bool {
    switch self {
    case .closed: false
    case .outcomeUnknown: true
    default: isTemporary
    }
  }
}
