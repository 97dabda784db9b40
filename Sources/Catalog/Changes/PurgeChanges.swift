import Kernel
import Persistence

/// A node that has not looked for longer takes everything for changed.
private let keptSeconds: Int64 = 3_600
private let rowsPerTransaction = 1_000

/// Deletes the changes that every node has seen.
struct PurgeChanges: Job {
  static let kind = "catalog.purge-changes"
}

extension Catalog {
  /// Deletes the changes that are older than an hour. Throws `DatabaseError`.
  package func purgeChanges() async throws {
    while true {
      let count = try await database.write { tx in
        try ChangeLog.purge(
          before: tx.now.adding(seconds: -keptSeconds), limit: rowsPerTransaction, tx)
      }
      guard count >= rowsPerTransaction else { return }
    }
  }
}
