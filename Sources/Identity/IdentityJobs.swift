import Kernel
import Persistence

private let purgeEverySeconds: Int64 = 60 * 60
/// Rows of one table that one transaction deletes at most, so that others don't wait for long.
private let purgeBatch = 1_000
private let codeRequestSeconds: Int64 = 2 * 24 * 60 * 60
/// No file takes as long to be written.
private let draftSeconds = 60 * 60
/// By then every wrong attempt is forgotten.
private let failedAttemptSeconds: Int64 = 7 * 24 * 60 * 60

/// Removes what is not needed any more: ended sessions, old codes, sign-ups that were never activated, old
/// answers to requests with an Idempotency-Key, files that a crash left half written.
struct PurgeIdentity: Job {
  static let kind = "identity.purge"
}

/// What removes by the clock what nobody needs any more.
package enum IdentityJobs {
  /// Registers the handlers and what runs by the clock.
  package static func register(in registry: inout JobRegistry, _ identity: Identity) throws {
    registry.on(PurgeIdentity.self) { _, _ in try await identity.purge() }
    try registry.every(seconds: purgeEverySeconds, PurgeIdentity())
    try AccountNames.registerRebuild(identity.database, in: &registry)
  }
}

extension Identity {
  /// Deletes in small batches until nothing is left to delete.
  package func purge() async throws {
    let retention = settings.retention
    try await purge { try SessionStore.purge(expiredBefore: $0.now, limit: purgeBatch, $0) }
    try await purge {
      try CodeStore.purge(
        expiredBefore: retention.horizon(days: retention.codeDays, $0.now), limit: purgeBatch, $0)
    }
    try await purge {
      try CodeRequestStore.purge(before: $0.now.adding(seconds: -codeRequestSeconds), limit: purgeBatch, $0)
    }
    try await purge {
      try AccountStore.purgeNeverActivated(
        before: retention.horizon(days: retention.unactivatedDays, $0.now), limit: purgeBatch, $0)
    }
    try await purge { try OpenIDRequestStore.purge(before: $0.now, limit: purgeBatch, $0) }
    try await purge { try PendingSignInStore.purge(expiredBefore: $0.now, limit: purgeBatch, $0) }
    try await purge { try PasskeyChallengeStore.purge(expiredBefore: $0.now, limit: purgeBatch, $0) }
    try await purge {
      try FailedAttemptStore.purge(
        before: $0.now.adding(seconds: -failedAttemptSeconds), limit: purgeBatch, $0)
    }
    try await purge {
      try KnownDeviceStore.purge(before: $0.now.adding(seconds: -knownDeviceSeconds), limit: purgeBatch, $0)
    }
    try await purge {
      try IdempotencyKeyStore.purge(
        before: retention.horizon(days: retention.idempotencyDays, $0.now), limit: purgeBatch, $0)
    }
    for store in [files.media, files.secret] {
      try await store.removeDrafts(olderThanSeconds: draftSeconds)
    }
  }

  private func purge(_ batch: @escaping @Sendable (Transaction) throws -> Int) async throws {
    try await database.repeating(upTo: purgeBatch, batch)
  }
}
