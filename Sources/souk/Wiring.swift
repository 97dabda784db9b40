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
    try Languages.load(
      Wiring.catalogues, standard: settings.siteLanguage, hasPseudo: settings.environment == .development)
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
    let vault = try settings.vault()
    let secret = LocalObjects(
      folder: URL(fileURLWithPath: settings.dataFolder).appendingPathComponent("private"), isPrivate: true)
    let documents = DocumentFiles(objects: secret, images: ImageCodec(threads: 1))
    identity = Identity(
      database: database, clock: clock, passwords: try PasswordHasher(cost: settings.passwordCost),
      vault: vault, settings: settings.identity, publicURL: settings.publicURL, siteName: settings.siteName,
      openIDConnect: OpenIDConnect(settings.identity.openIDProviders, transport: HTTPClient(), clock: clock),
      files: IdentityFiles(media: media, secret: secret, images: ImageCodec(threads: 1), mails: mail),
      personalData: Wiring.personalData(vault, documents),
      commonPasswords: Wiring.commonPasswords(settings.identity, logger),
      countries: Wiring.countries(settings.identity, logger), signUpBars: [BarredAddresses(vault: vault)])
    vendors = Vendors(
      database: database, clock: clock, identity: identity, publicURL: settings.publicURL,
      listing: ShopSwitch(generation: generation), closing: [ShopClosingOrders(), ShopClosingBalance()],
      documents: documents, pictures: ShopPictures(catalog),
      purging: [PurgeShopGoods(generation: generation), ShippingPurge()],
      records: SystemResolver(server: settings.nameServer), settings: settings.vendors)
    let bookkeeping = Bookkeeping()
    let gateways: [any PaymentGateway] = [TestGateway()]
    ordering = Ordering(
      database: database, clock: clock, stock: catalog.stock, settlement: bookkeeping,
      reservations: settings.rateLimit == .on
        ? ReservationPolicy(hashing: try vault.hashing(for: "reservations")) : nil,
      paymentMethods: [Ordering.cashOnDelivery] + gateways.map(\.name),
      imageURL: { [catalog] in catalog.imagePath($0, .card) })
    settlement = Settlement(
      database: database, clock: clock, ordering: ordering, bookkeeping: bookkeeping, gateways: gateways,
      publicURL: settings.publicURL)
    engagement = Engagement(
      database: database, ordering: ordering, publicURL: settings.publicURL, siteName: settings.siteName)
  }

  /// Everything that is stored sealed; `souk keys reseal` goes through it.
  var sealedRows: [any SealedRows] {
    [
      SealedSigningKeys(), SecondFactorRows(), BarredAddresses(vault: identity.vault), SealedApplications(),
      SealedDestinations(), SealedErasureTraces(),
    ] + (identity.files.map { [SealedExports(files: $0.secret)] } ?? [])
      + (vendors.documents.map { [SealedDocuments($0)] } ?? [])
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

  /// Everything that areas keep about people: what an export holds and an erasure goes through.
  private static func personalData(_ vault: Vault, _ documents: DocumentFiles) -> [any PersonalData] {
    [
      ShopPersonalData(), FollowerPersonalData(), BarredAddresses(vault: vault), StaffPersonalData(),
      SettlementPersonalData(), OrderingPersonalData(), ExternalIdentityPersonalData(),
      SignInPersonalData(), OnboardingPersonalData(vault: vault, documents: documents),
    ]
  }

  private static func database(_ settings: Settings, _ clock: Clock) throws -> Database {
    var configuration = DatabaseConfiguration(url: settings.databaseURL, readURL: settings.databaseReadURL)
    if !settings.databaseURL.hasPrefix("sqlite") { configuration.poolSize = settings.databasePoolSize }
    configuration.statementTimeoutMilliseconds = settings.statementTimeoutMilliseconds
    configuration.beforeCommit = AuditLog.append
    configuration.keyedTransactions = IdempotencyRows()
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
