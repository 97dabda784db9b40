import Kernel

/// A consumer that some node has announced.
struct KnownConsumer: Hashable {
  let event: String
  let name: String
}

/// All SQL of events.
enum OutboxStore {
  private static let columns = SQL.columns { try event(&$0) }

  static func insert<E: Event>(_ events: [E], at now: Timestamp, _ tx: Transaction) throws {
    let rows = try events.map { event -> NamedValues in
      [
        "id": EventID(at: now), "name": E.name, "subject": event.key,
        "payload": try JSONText.encode(event), "created_at": now,
      ]
    }
    try tx.run("INSERT INTO outbox \(values: rows)")
  }

  static func hasWaiting(_ snapshot: Snapshot) throws -> Bool {
    try snapshot.value("SELECT 1 FROM outbox WHERE dispatched_at IS NULL LIMIT 1", as: Int64.self) != nil
  }

  /// The longest waiting events, locked against other dispatchers.
  static func take(_ limit: Int, _ tx: Transaction) throws -> [StoredEvent] {
    try tx.all(
      """
      SELECT \(fragment: columns) FROM outbox WHERE dispatched_at IS NULL
      ORDER BY created_at, id LIMIT \(limit) \(fragment: tx.forUpdateSkipLocked)
      """
    ) { try event(&$0) }
  }

  private static func event(_ row: inout Row) throws -> StoredEvent {
    StoredEvent(
      id: try row.next("id"), name: try row.next("name"), key: try row.next("subject"),
      at: try row.next("created_at"), payload: try row.next("payload"))
  }

  static func markDispatched(_ events: [EventID], _ tx: Transaction) throws {
    try tx.run("UPDATE outbox SET dispatched_at = \(tx.now) WHERE id IN \(filled: events)")
  }

  static func announce(_ consumer: ConsumerRegistry.Consumer, _ tx: Transaction) throws {
    let row: NamedValues = ["event": consumer.event, "consumer": consumer.name, "seen_at": tx.now]
    try tx.run(
      """
      INSERT INTO outbox_consumers \(values: row)
      ON CONFLICT (event, consumer) DO UPDATE SET seen_at = excluded.seen_at
      """)
  }

  static func consumers(seenAfter horizon: Timestamp, _ tx: Transaction) throws -> [KnownConsumer] {
    try tx.all(
      "SELECT event, consumer FROM outbox_consumers WHERE seen_at > \(horizon) ORDER BY event, consumer"
    ) {
      KnownConsumer(event: try $0.next(), name: try $0.next())
    }
  }

  /// Deletes at most `limit` events that were dispatched before `horizon`; answers with their number.
  static func purge(before horizon: Timestamp, limit: Int, _ tx: Transaction) throws -> Int {
    try tx.run(
      """
      DELETE FROM outbox WHERE id IN (
        SELECT id FROM outbox WHERE dispatched_at < \(horizon) ORDER BY dispatched_at LIMIT \(limit)
      )
      """)
  }
}
