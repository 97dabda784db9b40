import Kernel
import Persistence
import Web

/// Remembers in the database what requests with an Idempotency-Key have done, so that any node can answer them
/// again. A row is there as soon as an effect of its request is, since one transaction makes both.
package struct IdempotencyKeys: IdempotencyStore {
  private let database: Database

  /// The keys of this database, which needs `IdempotencyRows` among its settings.
  package init(database: Database) { self.database = database }

  /// One read; does not wait for a transaction that is on its way.
  package func find(_ request: KeyedRequest) async throws -> UsedKey? {
    try await database.read { try IdempotencyKeyStore.find(request, $0)?.use(by: request) }
  }

  /// Takes the key and gives it back, which waits for a commit whose answer was lost.
  package func settle(_ request: KeyedRequest) async throws -> UsedKey? {
    try await write(request) { _ in }
  }

  /// Keeps an answer that has no effect to be committed with.
  package func keep(_ answer: StoredResponse, for request: KeyedRequest) async throws -> UsedKey? {
    try await write(request) { $0.outcome = KeptAnswer(answer: answer) }
  }

  /// True for `DatabaseError.outcomeUnknown`.
  package func isOutcomeUnknown(_ error: any Error) -> Bool { DatabaseError.isOutcomeUnknown(error) }

  private func write(
    _ request: KeyedRequest, _ body: @escaping @Sendable (Transaction) throws -> Void
  ) async throws -> UsedKey? {
    let bare = request.ending(with: KeptAnswer.self) { $0.answer }
    do {
      try await KeyedRequest.$current.withValue(bare) { try await database.write(body) }
      return nil
    } catch let used as UsedKey {
      return used
    }
  }
}

private struct KeptAnswer: Sendable {
  let answer: StoredResponse
}

/// Writes the rows of idempotency keys in the transactions of their requests.
package struct IdempotencyRows: KeyedTransactions {
  /// Needs nothing.
  package init() {}

  /// Inserts the row; where there is one, waits for whoever has it. Throws `UsedKey` when it is answered or of
  /// another request.
  package func take(_ request: KeyedRequest, _ tx: Transaction) throws {
    if try IdempotencyKeyStore.insert(request, tx) { return }
    guard let record = try IdempotencyKeyStore.lock(request, tx) else {
      // Purged between the two statements.
      throw Problem(.idempotencyInProgress, retryAfterSeconds: 1)
    }
    if let used = record.use(by: request) { throw used }
    tx.begun = record.subject
  }

  /// Completes the row, or deletes it when nothing was done.
  package func keep(_ answer: StoredResponse?, _ request: KeyedRequest, _ tx: Transaction) throws {
    if let answer { return try IdempotencyKeyStore.complete(request, answer, tx) }
    if let subject = tx.begun { return try IdempotencyKeyStore.begin(request, subject, tx) }
    try IdempotencyKeyStore.release(request, tx)
  }
}
