import AdminPortal
import Areas
import Catalog
import Engagement
import Foundation
import Identity
import Kernel
import Logging
import Ordering
import Persistence
import SellerPortal
import Settlement
import Storefront
import Vendors
import Web

/// The one place that constructs live things: from settings to areas, and from areas to portals. The program's commands
/// and its tests use the same, each with surroundings of its own.
package struct Assembly: Sendable {
  package let settings: Settings
  package let surroundings: Surroundings
  package let logger = Logger(label: "souk")
  package let identity: Identity
  package let vendors: Vendors
  package let catalog: Catalog
  package let ordering: Ordering
  package let settlement: Settlement
  package let engagement: Engagement
  package let storefront: Storefront
  package let seller: SellerPortal
  package let admin: AdminPortal

  /// Every area, in the order in which they build on each other.
  package var areas: [any Area] { [identity, vendors, catalog, ordering, settlement, engagement] }

  /// The same before anything lives, for what they say of themselves.
  package static let areaTypes: [any Area.Type] = [
    Identity.self, Vendors.self, Catalog.self, Ordering.self, Settlement.self, Engagement.self,
  ]

  package var database: Database { surroundings.database }
  package var logs: LogWriter { surroundings.logs }

  /// Connects everything. Nothing is contacted yet.
  package init(_ settings: Settings, _ surroundings: Surroundings) throws {
    self.settings = settings
    self.surroundings = surroundings
    let (database, clock) = (surroundings.database, surroundings.clock)
    let publicURL = settings.publicURL
    let hooks = AreaHooks()
    identity = Assembly.identity(settings, surroundings, hooks)
    catalog = Assembly.catalog(settings, surroundings)
    vendors = Assembly.vendors(settings, surroundings, hooks, identity, catalog)
    let bookkeeping = Bookkeeping()
    ordering = try Assembly.ordering(settings, surroundings, catalog, bookkeeping)
    settlement = Settlement(
      database: database, clock: clock, ordering: ordering, bookkeeping: bookkeeping,
      gateways: surroundings.gateways, publicURL: publicURL)
    engagement = Engagement(
      database: database, ordering: ordering, site: settings.site, mails: surroundings.mail)
    storefront = Storefront(
      identity: identity, vendors: vendors, catalog: catalog, ordering: ordering, settlement: settlement,
      publicURL: publicURL)
    seller = SellerPortal(
      identity: identity, vendors: vendors, catalog: catalog, ordering: ordering, settlement: settlement,
      publicURL: publicURL)
    admin = AdminPortal(
      identity: identity, vendors: vendors, catalog: catalog, ordering: ordering, settlement: settlement,
      timeZone: settings.siteTimeZone)
    hooks.settle(areas)
  }

  /// Everything that is stored sealed; `souk keys reseal` goes through it.
  package var sealedRows: [any SealedRows] { areas.flatMap(\.sealedRows) }

  /// Where all tables come from.
  package static var migrations: [URL?] { [PersistenceMigrations.folder] + areaTypes.map { $0.migrations } }

  /// Brings the tables up to date; a second node that starts at the same time waits.
  package func migrate() async throws -> [String] {
    try await Migrator(folders: Assembly.migrations.compactMap { $0 }).run(on: database)
  }

  /// Follows what any node changes and keeps fresh what this one has in memory, until its task is cancelled.
  package func follow() async {
    async let changes: Void = catalog.changes.run()
    async let searchEngine: Void = catalog.watchSearchEngine()
    await storefront.keepFresh()
    await changes
    await searchEngine
  }

  /// Fills what listings are answered from, so that the first visitor does not wait for it. The program is not ready
  /// before.
  package func fillListings() async {
    let start = ContinuousClock.now
    logger.notice("listings are being filled; the program is not ready before")
    do {
      try await catalog.listings.fill()
      logger.notice(
        "listings are filled",
        metadata: [
          "products": "\(catalog.listings.count)", "duration": "\(start.duration(to: .now))",
        ])
      try await catalog.fillSearch()
    } catch {
      logger.error("listings could not be filled", metadata: ["error": "\(error)"])
    }
  }

  /// Everything that runs after commits and by the clock.
  package func jobRunner() throws -> JobRunner {
    var jobs = JobRegistry()
    var consumers = ConsumerRegistry()
    for area in areas {
      try area.registerJobs(in: &jobs)
      try area.registerConsumers(in: &consumers)
    }
    try WriteSitemaps.register(storefront, in: &jobs)
    return JobRunner(
      database: database, jobs: jobs, consumers: consumers,
      settings: JobRunnerSettings(workers: settings.jobWorkers), logger: Logger(label: "souk.jobs"))
  }
}
