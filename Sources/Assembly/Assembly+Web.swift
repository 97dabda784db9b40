import Catalog
import Foundation
import Gateways
import Identity
import Kernel
import Persistence
import Storefront
import Web

/// When a full disk is tried again: an operator has to make room.
private let roomRetrySeconds = 30

extension Assembly {
  /// The services behind one address.
  package func webApplication(_ services: Set<Service> = Set(Service.allCases)) -> WebApplication {
    let metrics = Metrics()
    metrics.gauge("souk_database_connections", "Connections to the database that are open.") { [database] in
      Double(database.connections)
    }
    countSearches(in: metrics)
    let application = WebApplication(
      routes: routes(services), configuration: webConfiguration,
      services: WebServices(
        sessions: identity, shops: vendors, hosts: vendors.domains,
        idempotency: IdempotencyKeys(database: database), metrics: metrics,
        log: RequestLog(writer: logs, level: settings.logLevel.level),
        caughtUp: { [changes = catalog.changes] in await changes.reached() },
        market: market, hasMarkets: { [memory = catalog.marketMemory] in memory.hasMarkets },
        errorPage: { [storefront, admin] problem, request in
          if let page = await admin.errorPage(problem, request) { return page }
          return await storefront.errorPage(problem, request)
        },
        healthChecks: [
          HealthCheck("database") { [database] in try await database.check() },
          HealthCheck("media") { [media = surroundings.media] in try await media.check() },
          HealthCheck("listings") { [listings = catalog.listings] in try await listings.check() },
          HealthCheck("disk") { [folders = storedIn] in try folders.forEach(DiskSpace.require) },
        ] + searchEngineChecks,
        explain: Self.explained))
    catalog.changes.subscribe { [weak application] in application?.forget($0.tags) }
    return application
  }

  /// The market with a code. While the database is away nobody is in one; what needs it says so itself.
  private var market: @Sendable (String) async -> PriceMarket? {
    { [catalog] code in
      guard let markets = try? await catalog.activeMarkets() else { return nil }
      return markets.first { $0.code == code }
    }
  }

  /// What clients are told of a database that is busy, full or away, where nothing was changed, and of one that was
  /// lost in a COMMIT; of a disk that has no room for a file, and of a store of files that does not answer.
  @Sendable private static func explained(_ error: any Error) -> Problem? {
    switch error as? ObjectStoreError {
    case .full: return noRoom
    case .unavailable: return Problem(.unavailable, retryAfterSeconds: 5)
    default: break
    }
    switch error as? DatabaseError {
    case .full: return noRoom
    case .timeout, .contention, .unavailable, .busy, .closed:
      return Problem(.unavailable, retryAfterSeconds: 1)
    case .outcomeUnknown: return Problem(.outcomeUnknown)
    default: return nil
    }
  }

  /// The folders of this machine that things are stored in.
  private var storedIn: [URL] {
    let folder = URL(fileURLWithPath: settings.dataFolder)
    guard settings.databaseURL.hasPrefix("sqlite://") else { return [folder] }
    let file = URL(fileURLWithPath: String(settings.databaseURL.dropFirst("sqlite://".count)))
    return [folder, file.deletingLastPathComponent()]
  }

  private static var noRoom: Problem {
    Problem(
      .unavailable, "There is no room to store this at the moment. Nothing was changed; try again later.",
      retryAfterSeconds: roomRetrySeconds)
  }

  /// What the settings say to the server.
  package var webConfiguration: WebConfiguration {
    var configuration = WebConfiguration()
    configuration.host = settings.host
    configuration.port = settings.port
    configuration.publicURL = settings.publicURL
    configuration.corsOrigins = settings.corsOrigins
    configuration.trustedProxies = settings.trustedProxies
    configuration.limitsRates = settings.rateLimit == .on
    configuration.requestTimeoutSeconds = settings.requestTimeoutSeconds
    configuration.connections = connectionLimits(DescriptorLimit.current())
    configuration.extraImageSources = settings.objects.imageSources
    configuration.spoolFolder = settings.folder("spool")
    configuration.contentMemoryBytes = settings.uploads.memoryBytes
    configuration.contentDiskBytes = settings.uploads.diskBytes
    return configuration
  }
}
