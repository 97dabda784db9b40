import Persistence

/// The table of contents of what this area listens to.
package enum EngagementConsumers {
  /// Registers the consumers of events.
  package static func register(_ engagement: Engagement, in registry: inout ConsumerRegistry) {
    NotificationConsumers.register(engagement, in: &registry)
  }
}
