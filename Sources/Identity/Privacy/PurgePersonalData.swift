import Areas
import Kernel
import Persistence

/// Removes what is older than its retention allows, in every area.
struct PurgePersonalData: Job {
  static let kind = "privacy.purge"
}

extension Identity {
  /// Deletes in small batches until nothing is too old any more.
  package func purgePersonalData(limit: Int = 500) async throws {
    let retention = settings.retention
    try await repeating(limit) {
      try EmailChangeStore.purgeWaiting(
        expiredBefore: retention.horizon(days: retention.codeDays, $0.now), limit: limit, $0)
    }
    try await repeating(limit) {
      try TraceStore.purgeDeadJobs(
        before: retention.horizon(days: retention.deadJobDays, $0.now), limit: limit, $0)
    }
    try await repeating(limit) {
      try ErasureStore.purge(
        before: retention.horizon(days: retention.erasureReportDays, $0.now), limit: limit, $0)
    }
    try await purgeExports(limit: limit)
    for area in hooks.personalData {
      try await repeating(limit) { try area.expire(retention, limit: limit, $0) }
    }
  }

  private func repeating(_ limit: Int, _ batch: @escaping @Sendable (Transaction) throws -> Int) async throws
  {
    while try await database.write(batch) >= limit {}
  }
}
