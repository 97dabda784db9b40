import Kernel
import Persistence

/// Notes of what was told are kept for longer than any event can come again.
private let notesKeptSeconds: Int64 = 180 * 86_400

/// The SQL of what was told to whom.
enum NotificationStore {
  /// Notes that something is told now. False when it was told before.
  static func claim(_ key: String, _ tx: Transaction) throws -> Bool {
    try tx.run(
      "INSERT INTO notifications_sent (key, at) VALUES (\(key), \(tx.now)) ON CONFLICT (key) DO NOTHING") == 1
  }

  /// Notes that several things are told now; answers with those that were not told before.
  static func claim(_ keys: [String], _ tx: Transaction) throws -> Set<String> {
    // In one order everywhere, so that two that want the same don't wait for each other.
    let rows = keys.sorted().map { key -> NamedValues in ["key": key, "at": tx.now] }
    return Set(
      try Batches.pieces(of: rows).flatMap { piece in
        try tx.values(
          "INSERT INTO notifications_sent \(values: piece) ON CONFLICT (key) DO NOTHING RETURNING key",
          as: String.self)
      })
  }

  static func purge(before moment: Timestamp, _ tx: Transaction) throws -> Int {
    try tx.run("DELETE FROM notifications_sent WHERE at < \(moment)")
  }
}

/// Deletes notes that no event can ask for any more.
struct PurgeNotifications: Job {
  static let kind = "notifications.purge"
}

extension Engagement {
  /// Deletes old notes of what was told; answers with their number.
  @discardableResult
  package func purgeNotifications() async throws -> Int {
    try await database.write { tx in
      try NotificationStore.purge(before: tx.now.adding(seconds: -notesKeptSeconds), tx)
    }
  }
}
