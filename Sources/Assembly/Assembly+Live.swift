import Foundation
import Gateways
import Identity
import Kernel
import Logging
import Persistence
import Web

// What a running program has and a test has not: the log of the process, its languages, and live surroundings.
extension Assembly {
  /// The program as these settings want it. Nothing is contacted yet except the embedded database's file. Once in a
  /// process, as the log and the languages are the process's own.
  package static func live(_ settings: Settings) throws -> Assembly {
    let logs = LogWriter()
    let level = settings.logLevel.level
    LoggingSystem.bootstrap { label in JSONLogHandler(label: label, level: level, writer: logs) }
    try Languages.load(
      catalogues.compactMap { $0?.path }, standard: settings.siteLanguage,
      hasPseudo: settings.environment == .development)
    return try Assembly(settings, Surroundings(settings, logs))
  }
}

extension Settings {
  /// Who carries money. Nobody sells goods by mistake for money that never comes.
  fileprivate var gateways: [any PaymentGateway] {
    switch testGateway {
    case .automatic: environment == .development ? [TestGateway()] : []
    case .on: [TestGateway()]
    case .off: []
    }
  }
}

extension Surroundings {
  /// What the settings name.
  init(_ settings: Settings, _ logs: LogWriter) throws {
    let clock = Clock.system
    let logger = Logger(label: "souk")
    self.init(
      clock: clock, database: try Surroundings.database(settings, clock), logs: logs,
      mail: try Surroundings.mail(settings, clock), gateways: settings.gateways,
      passwords: try PasswordHasher(cost: settings.passwordCost),
      commonPasswords: Surroundings.commonPasswords(settings.identity, logger),
      countries: Surroundings.countries(settings.identity, logger), vault: try settings.vault(),
      media: settings.mediaStore(clock),
      secret: LocalObjects(folder: settings.folder("private"), isPrivate: true),
      productImages: ImageCodec(), portraitImages: ImageCodec(threads: 1),
      documentImages: ImageCodec(threads: 1), pictures: RemotePictures(), openIDTransport: HTTPClient(),
      records: try settings.resolver(), freshness: .usual,
      searchEngine: settings.searchEngine.map { OpenSearch($0) })
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
