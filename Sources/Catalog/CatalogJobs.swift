import Kernel
import Persistence

private let purgeEverySeconds: Int64 = 900
private let rebuildEverySeconds: Int64 = 60
private let purgeChangesEverySeconds: Int64 = 600

/// Deletes what can't be restored any more.
struct PurgeDeleted: Job {
  static let kind = "catalog.purge"
}

/// What the area does after commits and by the clock.
package enum CatalogJobs {
  /// Registers the area's handlers.
  package static func register(_ catalog: Catalog, in registry: inout JobRegistry) throws {
    registry.on(RemoveMedia.self) { job, _ in try await catalog.removeMedia(job.keys) }
    registry.on(RemoveSitemap.self) { job, _ in try await catalog.removeSitemap(of: job.shop) }
    try MakeSizes.register(catalog, in: &registry)
    registry.on(PurgeDeleted.self) { _, _ in try await catalog.purgeDeleted() }
    try registry.every(seconds: purgeEverySeconds, PurgeDeleted())
    try PublishProducts.register(catalog, in: &registry)
    try TellOverdueNotices.register(catalog, in: &registry)
    try EmptyCategory.register(catalog, in: &registry)
    try RunCategoryImport.register(catalog, in: &registry)
    try ExpireMissedSearches.register(catalog, in: &registry)
    registry.on(RebuildSearch.self) { _, _ in try await catalog.rebuildSearch() }
    try registry.every(seconds: rebuildEverySeconds, RebuildSearch())
    try FollowSearchEngine.register(catalog, in: &registry)
    registry.on(PurgeChanges.self) { _, _ in try await catalog.purgeChanges() }
    try registry.every(seconds: purgeChangesEverySeconds, PurgeChanges())
  }
}
