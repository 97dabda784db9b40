import Persistence

/// How often old notes of what was told are deleted.
private let purgeEverySeconds: Int64 = 86_400

/// The table of contents of this area's jobs.
package enum EngagementJobs {
  /// Registers what runs by the clock.
  package static func register(_ engagement: Engagement, in registry: inout JobRegistry) throws {
    registry.on(PurgeNotifications.self) { _, _ in try await engagement.purgeNotifications() }
    try registry.every(seconds: purgeEverySeconds, PurgeNotifications())
  }
}
