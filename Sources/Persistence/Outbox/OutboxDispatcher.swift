import Kernel

private let eventsPerTransaction = 200
private let eventsPerPurge = 1_000
private let dispatchedEventsKeptSeconds: Int64 = 7 * 86_400
/// A consumer that no node announced for so long gets no more events.
private let consumerForgottenSeconds: Int64 = 7 * 86_400

/// Turns events into one job for each consumer. Marking an event and enqueuing its jobs is one transaction,
/// so a crash in between leaves neither, and no event is fanned out twice.
package struct OutboxDispatcher: Sendable {
  let database: Database
  let consumers: ConsumerRegistry

  /// A dispatcher that announces `consumers`.
  package init(database: Database, consumers: ConsumerRegistry) {
    self.database = database
    self.consumers = consumers
  }

  /// Makes this node's consumers known to all nodes. Call at the start and now and then.
  package func announce() async throws {
    let present = consumers.consumers.sorted { ($0.event, $0.name) < ($1.event, $1.name) }
    guard !present.isEmpty else { return }
    try await database.write { tx in
      for consumer in present { try OutboxStore.announce(consumer, tx) }
    }
  }

  /// Dispatches everything that waits; answers with the number of events.
  @discardableResult
  package func dispatch() async throws -> Int {
    var total = 0
    while true {
      let (count, mayHaveMore) = try await dispatchSome()
      total += count
      if !mayHaveMore { return total }
    }
  }

  /// Dispatches what fits in one transaction.
  func dispatchSome() async throws -> (count: Int, mayHaveMore: Bool) {
    // A look first, as a needless write would keep others waiting.
    guard try await database.read({ try OutboxStore.hasWaiting($0) }) else { return (0, false) }
    let count = try await database.write { try OutboxDispatcher.dispatchSome($0) }
    return (count, count == eventsPerTransaction)
  }

  /// Deletes old events; answers with their number.
  @discardableResult
  package func purge() async throws -> Int {
    try await database.repeating(upTo: eventsPerPurge) { tx in
      let horizon = tx.now.adding(seconds: -dispatchedEventsKeptSeconds)
      return try OutboxStore.purge(before: horizon, limit: eventsPerPurge, tx)
    }
  }

  private static func dispatchSome(_ tx: Transaction) throws -> Int {
    let events = try OutboxStore.take(eventsPerTransaction, tx)
    guard !events.isEmpty else { return 0 }
    let horizon = tx.now.adding(seconds: -consumerForgottenSeconds)
    let known = Dictionary(grouping: try OutboxStore.consumers(seenAfter: horizon, tx), by: \.event)
    var jobs: [NewJob] = []
    for event in events {
      let listeners = (known[event.name] ?? []) + (known[ConsumerRegistry.everyEvent] ?? [])
      guard !listeners.isEmpty else { continue }
      let payload = try JSONText.encode(event)
      for listener in listeners {
        let kind = ConsumerRegistry.jobKind(event: listener.event, consumer: listener.name)
        jobs.append(
          NewJob(kind: kind, payload: payload, runAt: tx.now, dedupeKey: event.id.description))
      }
    }
    try tx.insert(jobs)
    try OutboxStore.markDispatched(events.map(\.id), tx)
    return events.count
  }
}
