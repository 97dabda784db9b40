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

/// The consumers of events. Each gets every event once, and again while it throws.
package struct ConsumerRegistry: Sendable {
  /// Stands for every event.
  static let everyEvent = "*"

  struct Consumer: Sendable {
    let event: String
    let name: String
    let run: @Sendable (StoredEvent, JobContext) async throws -> Void

    /// The kind of the jobs that deliver to it.
    var jobKind: String { ConsumerRegistry.jobKind(event: event, consumer: name) }
  }

  private(set) var consumers: [Consumer] = []

  package init() {}

  /// Hands events of this type to `handle`. `consumer` names it in the table; keep it over releases.
  package mutating func on<E: Event>(
    _ type: E.Type, consumer: String,
    _ handle: @escaping @Sendable (E, EventContext) async throws -> Void
  ) {
    consumers.append(
      Consumer(event: E.name, name: consumer) { stored, context in
        let event = try JSONText.decode(E.self, from: stored.payload)
        let eventContext = EventContext(
          id: stored.id.description, key: stored.key, at: stored.at, attempt: context.attempt)
        try await handle(event, eventContext)
      })
  }

  /// Hands every event to `handle`, as a publisher to a stream or to webhooks wants it.
  package mutating func onEvery(
    consumer: String, _ handle: @escaping @Sendable (StoredEvent) async throws -> Void
  ) {
    consumers.append(
      Consumer(event: ConsumerRegistry.everyEvent, name: consumer) { stored, _ in try await handle(stored) })
  }

  static func jobKind(event: String, consumer: String) -> String { "event:\(event):\(consumer)" }
}
