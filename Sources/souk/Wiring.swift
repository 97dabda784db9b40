import AdminPortal
import Catalog
import Engagement
import Foundation
import Gateways
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

/// The one place that constructs live things: from settings to areas.
struct Wiring: Sendable {
  let settings: Settings
  let logs: LogWriter
  let logger: Logger
  let database: Database
  let mail: any MailTransport
  let identity: Identity
  let vendors: Vendors
  let catalog: Catalog
  let ordering: Ordering
  let settlement: Settlement
  let engagement: Engagement

  /// Connects everything. Nothing is contacted yet except the embedded database's file.
  init(_ settings: Settings) throws {
    self.settings = settings
    let logs = LogWriter()
    self.logs = logs
    let level = settings.logLevel.level
    LoggingSystem.bootstrap { label in JSONLogHandler(label: label, level: level, writer: logs) }
    logger = Logger(label: "souk")
    let clock = Clock.system
    let generation = CatalogGeneration()
    database = try Wiring.database(settings, clock)
    mail = try Wiring.mail(settings, clock)
    let media = LocalObjects(
      folder: URL(fileURLWithPath: settings.dataFolder).appendingPathComponent("media"))
    catalog = Catalog(
      database: database, clock: clock, objects: media, images: ImageCodec(), generation: generation,
      importFiles: ImportFiles(
        folder: URL(fileURLWithPath: settings.dataFolder).appendingPathComponent("imports")))
    identity = Identity(
      database: database, clock: clock, passwords: try PasswordHasher(cost: settings.passwordCost),
      vault: try settings.vault(),
      publicURL: settings.publicURL, siteName: settings.siteName,
      personalData: [ShopPersonalData(), OrderingPersonalData()])
    vendors = Vendors(
      database: database, clock: clock, identity: identity, publicURL: settings.publicURL,
      listing: ShopSwitch(generation: generation), closing: [ShopClosingOrders(), ShopClosingBalance()])
    let bookkeeping = Bookkeeping()
    let gateways: [any PaymentGateway] = [TestGateway()]
    ordering = Ordering(
      database: database, clock: clock, stock: catalog.stock, settlement: bookkeeping,
      paymentMethods: [Ordering.cashOnDelivery] + gateways.map(\.name),
      imageURL: { [catalog] in catalog.imagePath($0, .card) })
    settlement = Settlement(
      database: database, clock: clock, ordering: ordering, bookkeeping: bookkeeping, gateways: gateways,
      publicURL: settings.publicURL)
    engagement = Engagement(
      database: database, ordering: ordering, publicURL: settings.publicURL, siteName: settings.siteName)
  }

  /// Brings the tables up to date; a second node that starts at the same time waits.
  func migrate() async throws -> [String] { try await Migrator(folders: Wiring.migrations).run(on: database) }

  /// Where the areas keep their migrations.
  static var migrations: [URL] {
    [
      PersistenceMigrations.folder, IdentityMigrations.folder, VendorsMigrations.folder,
      CatalogMigrations.folder,
      OrderingMigrations.folder, SettlementMigrations.folder, EngagementMigrations.folder,
    ].compactMap { $0 }
  }

  private static func database(_ settings: Settings, _ clock: Clock) throws -> Database {
    var configuration = DatabaseConfiguration(url: settings.databaseURL, readURL: settings.databaseReadURL)
    if !settings.databaseURL.hasPrefix("sqlite") { configuration.poolSize = settings.databasePoolSize }
    configuration.statementTimeoutMilliseconds = settings.statementTimeoutMilliseconds
    return try Database(configuration, clock: clock, logger: Logger(label: "souk.database"))
  }

  private static func mail(_ settings: Settings, _ clock: Clock) throws -> any MailTransport {
    let sender = settings.mailSender
    if let url = settings.smtpURL { return try SMTPTransport(url: url, sender: sender, clock: clock) }
    return MailFolder(folder: settings.mailFolder, sender: sender, clock: clock)
  }
}

extension Settings {
  /// Where mails lie when there is no SMTP server.
  var mailFolder: URL { URL(fileURLWithPath: dataFolder).appendingPathComponent("mail") }

  /// Who mails are from: `Name <address>` or an address alone.
  var mailSender: MailSender {
    guard let open = mailFrom.lastIndex(of: "<"), let close = mailFrom.lastIndex(of: ">"), open < close else {
      return MailSender(address: mailFrom.trimmed, name: siteName)
    }
    return MailSender(
      address: String(mailFrom[mailFrom.index(after: open)..<close]).trimmed,
      name: String(mailFrom[..<open]).trimmed)
  }
}
