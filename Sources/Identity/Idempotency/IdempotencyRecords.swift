import Kernel
import Persistence
import Web

/// After this time a request without an answer counts as died, and its key may be taken over.
private let abandonedAfterSeconds: Int64 = 60

/// Remembers the answers to requests with an Idempotency-Key, in the database, so that any node can repeat
/// them.
package struct IdempotencyRecords: IdempotencyStore {
  private let database: Database

  /// Records in this database.
  package init(database: Database) { self.database = database }

  /// Takes the key in a transaction of its own.
  package func begin(key: String, scope: String, fingerprint: String) async throws -> IdempotencyStart {
    try await database.write { tx in
      if try IdempotencyKeyStore.insert(key, scope, fingerprint, tx) { return .fresh }
      // Gone between the two statements: the first request gave its key back just now.
      guard let record = try IdempotencyKeyStore.lock(key, scope, tx) else { return .inProgress }
      guard record.fingerprint == fingerprint else { return .mismatch }
      if let answer = record.answer { return .replay(answer) }
      guard record.startedAt.adding(seconds: abandonedAfterSeconds) < tx.now else { return .inProgress }
      try IdempotencyKeyStore.restart(key, scope, tx)
      return .fresh
    }
  }

  /// Keeps the answer.
  package func complete(key: String, scope: String, response: StoredResponse) async throws {
    try await database.write { try IdempotencyKeyStore.complete(key, scope, response, $0) }
  }

  /// Gives the key back.
  package func abandon(key: String, scope: String) async throws {
    try await database.write { try IdempotencyKeyStore.abandon(key, scope, $0) }
  }
}
