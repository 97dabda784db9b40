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
    try await database.repeating(upTo: limit) {
      try EmailChangeStore.purgeWaiting(
        expiredBefore: retention.horizon(days: retention.codeDays, $0.now), limit: limit, $0)
    }
    try await database.repeating(upTo: limit) {
      try TraceStore.purgeDeadJobs(
        before: retention.horizon(days: retention.deadJobDays, $0.now), limit: limit, $0)
    }
    try await database.repeating(upTo: limit) {
      try ErasureStore.purge(
        before: retention.horizon(days: retention.erasureReportDays, $0.now), limit: limit, $0)
    }
    try await purgeExports(limit: limit)
    for area in hooks.personalData {
      try await database.repeating(upTo: limit) { try area.expire(retention, limit: limit, $0) }
    }
  }
}
