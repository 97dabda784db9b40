import Kernel
import Synchronization

/// Why a request with an `Idempotency-Key` is not carried out.
package enum UsedKey: Error, Hashable, Sendable {
  /// It was: this is its answer.
  case answered(StoredResponse)
  /// The key belongs to another request.
  case mismatch
}

/// Remembers the answers to requests that must not be carried out twice. The transactions of a keyed request keep
/// them; they throw `UsedKey` where somebody was first.
package protocol IdempotencyStore: Sendable {
  /// What a request with this key did; `nil` while nothing is known to be committed, or when it may go on.
  func find(_ request: KeyedRequest) async throws -> UsedKey?
  /// As `find`, after a transaction whose end is not known: waits until it is decided.
  func settle(_ request: KeyedRequest) async throws -> UsedKey?
  /// Keeps an answer that no transaction of the request has kept. Answers with what was kept before it.
  func keep(_ answer: StoredResponse, for request: KeyedRequest) async throws -> UsedKey?
  /// True for the error of a transaction that may have been committed or not.
  func isOutcomeUnknown(_ error: any Error) -> Bool
}

/// The keyed requests that run on this node, so that one that comes in twice is not begun twice.
final class RunningRequests: Sendable {
  private let names = Mutex<Set<String>>([])

  /// Runs `body`, unless the same request is running. Throws `.idempotencyInProgress` then.
  func only<T: Sendable>(_ request: KeyedRequest, _ body: () async throws -> T) async throws -> T {
    // Scopes have blanks and keys have none, so no two pairs give one name.
    let name = "\(request.scope) \(request.key)"
    guard names.withLock({ $0.insert(name).inserted }) else {
      throw Problem(.idempotencyInProgress, retryAfterSeconds: 1)
    }
    defer { names.withLock { _ = $0.remove(name) } }
    return try await body()
  }
}
