import Kernel
import Persistence

private let purgeEverySeconds: Int64 = 60 * 60
/// Rows of one table that one transaction deletes at most, so that others don't wait for long.
private let purgeBatch = 1_000
/// How long a sign-up that nobody activates stays.
private let neverActivatedSeconds: Int64 = 7 * 24 * 60 * 60
/// An expired code's row still tells what the newest sign-up asked for.
private let expiredCodeSeconds: Int64 = 7 * 24 * 60 * 60
private let codeRequestSeconds: Int64 = 2 * 24 * 60 * 60

/// Removes what is not needed any more: ended sessions, old codes, sign-ups that were never activated, old
/// answers to requests with an Idempotency-Key.
struct PurgeIdentity: Job {
  static let kind = "identity.purge"
}

/// The area's jobs, besides `SendMail`, which needs a transport.
package enum IdentityJobs {
  /// Registers the handlers and what runs by the clock.
  package static func register(in registry: inout JobRegistry, _ identity: Identity) throws {
    registry.on(PurgeIdentity.self) { _, _ in try await identity.purge() }
    try registry.every(seconds: purgeEverySeconds, PurgeIdentity())
  }
}

extension Identity {
  /// Deletes in small batches until nothing is left to delete.
  package func purge() async throws {
    try await purge { try SessionStore.purge(expiredBefore: $0.now, limit: purgeBatch, $0) }
    try await purge {
      try CodeStore.purge(expiredBefore: $0.now.adding(seconds: -expiredCodeSeconds), limit: purgeBatch, $0)
    }
    try await purge {
      try CodeRequestStore.purge(before: $0.now.adding(seconds: -codeRequestSeconds), limit: purgeBatch, $0)
    }
    try await purge {
      try AccountStore.purgeNeverActivated(
        before: $0.now.adding(seconds: -neverActivatedSeconds), limit: purgeBatch, $0)
    }
    try await purge { try IdempotencyKeyStore.purge(at: $0.now, limit: purgeBatch, $0) }
  }

  private func purge(_ batch: @escaping @Sendable (Transaction) throws -> Int) async throws {
    while try await database.write(batch) == purgeBatch {}
  }
}
