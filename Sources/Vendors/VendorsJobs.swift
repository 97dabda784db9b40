import Kernel
import Persistence

private let purgeEverySeconds: Int64 = 3_600
private let checkDomainsEverySeconds: Int64 = 3_600

/// The table of contents of this area's jobs.
package enum VendorsJobs {
  /// Registers what runs by the clock.
  package static func register(_ vendors: Vendors, in registry: inout JobRegistry) throws {
    registry.on(PurgeShops.self) { _, _ in try await vendors.purgeShops() }
    try registry.every(seconds: purgeEverySeconds, PurgeShops())
    registry.on(CheckDomains.self) { _, _ in try await vendors.checkDomains() }
    try registry.every(seconds: checkDomainsEverySeconds, CheckDomains())
    try ShopNames.registerRebuild(vendors.database, in: &registry)
  }
}
