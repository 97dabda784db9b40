import Kernel

/// Something that happened, told to other areas after the commit.
package protocol Event: Codable, Sendable {
  /// As `order.placed`. Never change it while events wait.
  static var name: String { get }
  /// The id of the subject.
  var key: String { get }
}

/// What a consumer knows of a delivery.
package struct EventContext: Sendable {
  /// Unique for each event and the same for every delivery of it: be idempotent by it.
  package let id: String
  package let key: String
  /// When the event's transaction began.
  package let at: Timestamp
  /// 1 for the first.
  package let attempt: Int
}

/// An event as it is stored, for consumers that pass on all of them.
package struct StoredEvent: Sendable, Codable {
  package let id: EventID
  package let name: String
  package let key: String
  package let at: Timestamp
  /// The event as JSON.
  package let payload: String
}

/// One of the events that a consumer gets together.
package struct EventDelivery<E: Event>: Sendable {
  package let event: E
  package let context: EventContext

  /// Throws when the event is not as it is written today.
  fileprivate init(_ delivery: StoredDelivery) throws {
    event = try JSONText.decode(E.self, from: delivery.event.payload)
    context = EventContext(
      id: delivery.event.id.description, key: delivery.event.key, at: delivery.event.at,
      attempt: delivery.attempt)
  }
}

/// A stored event on its way to a consumer.
struct StoredDelivery: Sendable {
  let event: StoredEvent
  let attempt: Int
}

/// The consumers of events. Each gets every event once, and again while it throws.
package struct ConsumerRegistry: Sendable {
  /// Stands for every event.
  static let everyEvent = "*"

  struct Consumer: Sendable {
    let event: String
    let name: String
    /// How many it gets together.
    let atMost: Int
    let run: @Sendable ([StoredDelivery]) async throws -> BatchFailures

    /// The kind of the jobs that deliver to it.
    var jobKind: String { ConsumerRegistry.jobKind(event: event, consumer: name) }

    /// What is done with those jobs.
    var handler: JobHandler {
      let run = run
      return JobHandler(maximumAttempts: 12, atMost: atMost) { calls in
        try await BatchFailures.collect(
          calls,
          { call in
            StoredDelivery(
              event: try JSONText.decode(StoredEvent.self, from: call.payload), attempt: call.context.attempt)
          }, run)
      }
    }
  }

  private(set) var consumers: [Consumer] = []

  package init() {}

  /// Hands events of this type to `handle`. `consumer` names it in the table; keep it over releases.
  package mutating func on<E: Event>(
    _ type: E.Type, consumer: String,
    _ handle: @escaping @Sendable (E, EventContext) async throws -> Void
  ) {
    consumers.append(
      Consumer(event: E.name, name: consumer, atMost: 1) { stored in
        for one in stored {
          let delivery = try EventDelivery<E>(one)
          try await handle(delivery.event, delivery.context)
        }
        return [:]
      })
  }

  /// Hands events of this type to `handle` together, as many as wait and `atMost` allows. It answers with the failures
  /// of single ones; after what it throws each comes alone. One that is repeated always comes alone.
  package mutating func on<E: Event>(
    batchesOf type: E.Type, consumer: String, atMost: Int,
    _ handle: @escaping @Sendable ([EventDelivery<E>]) async throws -> BatchFailures
  ) {
    consumers.append(
      Consumer(event: E.name, name: consumer, atMost: atMost) { stored in
        try await BatchFailures.collect(stored, { try EventDelivery<E>($0) }, handle)
      })
  }

  /// Hands every event to `handle`, as a publisher to a stream or to webhooks wants it.
  package mutating func onEvery(
    consumer: String, _ handle: @escaping @Sendable (StoredEvent) async throws -> Void
  ) {
    consumers.append(
      Consumer(event: ConsumerRegistry.everyEvent, name: consumer, atMost: 1) { stored in
        for one in stored { try await handle(one.event) }
        return [:]
      })
  }

  static func jobKind(event: String, consumer: String) -> String { "event:\(event):\(consumer)" }
}
