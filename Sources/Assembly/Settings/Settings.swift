import Foundation
import Gateways
import Identity
import Kernel
import Logging
import Vendors

/// Where this program runs: production refuses what is only good for trying things.
package enum SoukEnvironment: String, CaseIterable, Sendable { case development, production }

/// A thing that is either on or off.
enum Switch: String, CaseIterable, Sendable { case on, off }

/// A thing that is on in development alone, unless it is said.
enum DevelopmentSwitch: String, CaseIterable, Sendable { case automatic, on, off }

/// How much the log says.
enum LogLevel: String, CaseIterable, Sendable {
  case trace, debug, info, notice, warning, error

  var level: Logger.Level {
    switch self {
    case .trace: .trace
    case .debug: .debug
    case .info: .info
    case .notice: .notice
    case .warning: .warning
    case .error: .error
    }
  }
}

/// Everything that is set from outside, typed and checked once at start.
package struct Settings: Sendable {
  package let environment: SoukEnvironment
  let dataFolder: String
  let databaseURL: String
  let databaseReadURL: String?
  let databasePoolSize: Int
  let statementTimeoutMilliseconds: Int
  package let host: String
  package let port: Int
  package let publicURL: String
  let trustedProxies: [String]
  let corsOrigins: [String]
  let logLevel: LogLevel
  let rateLimit: Switch
  let testGateway: DevelopmentSwitch
  let requestTimeoutSeconds: Int
  let connections: ConnectionSettings
  let uploads: UploadSettings
  let objects: ObjectSettings
  /// `nil` lets the program itself find products.
  let searchEngine: SearchEnginePlace?
  let smtpURL: String?
  let mailFrom: String
  let siteName: String
  let siteLanguage: String
  /// Whose days the admin portal counts by.
  let siteTimeZone: Zone
  let jobWorkers: Int
  let passwordCost: Int
  let encryptionKeys: String?
  package var identity: IdentitySettings
  package var vendors: VendorsSettings
  let nameServer: String?

  /// Reads the environment. Throws `SettingsError` that names every variable that is wrong.
  package init(_ variables: [String: String]) throws {
    var reader = SettingsReader(variables)
    self.init(reading: &reader)
    guard reader.problems.isEmpty else { throw SettingsError(problems: reader.problems) }
  }

  /// The documentation of every variable, in the order of this file.
  static let descriptions: [SettingDescription] = {
    var reader = SettingsReader([:])
    _ = Settings(reading: &reader)
    return reader.descriptions
  }()

  private init(reading reader: inout SettingsReader) {
    environment = reader.choice(
      "SOUK_ENV", default: .development, "Production refuses demo data, `/dev/*` and an unlimited rate.")
    let folder = reader.text(
      "DATA_DIR", default: "./var", "Folder of the embedded database, of media and of `mail/*.eml`.")
    dataFolder = URL(fileURLWithPath: folder).standardizedFileURL.path
    databaseURL = Settings.databaseURL(&reader, folder: dataFolder)
    databaseReadURL = reader.optional("DATABASE_READ_URL", "PostgreSQL replicas that answer reads.")
    databasePoolSize = reader.number(
      "DATABASE_POOL", default: 16, in: 1...256,
      "Most connections to PostgreSQL, one thread each, besides one that hears of what other nodes change; opened when"
        + " work waits, as far as the server has them to give, and closed after two minutes without use.")
    statementTimeoutMilliseconds = reader.number(
      "DATABASE_STATEMENT_TIMEOUT_MS", default: 15_000, in: 100...600_000, "Longest run of one statement.")
    host = reader.text("HOST", default: "127.0.0.1", "Address to listen on.")
    port = reader.number("PORT", default: 8080, in: 0...65_535, "Port to listen on; 0 takes any free one.")
    publicURL = Settings.publicURL(&reader, host: host, port: port)
    trustedProxies = reader.list("TRUSTED_PROXIES", "Addresses whose `X-Forwarded-For` is believed.")
    corsOrigins = Settings.corsOrigins(&reader)
    logLevel = reader.choice("LOG_LEVEL", default: .info, "How much the log says.")
    rateLimit = reader.choice(
      "RATE_LIMIT", default: .on,
      "`off` is for load tests, and lifts the limits on unpaid goods as well; production refuses it.")
    testGateway = Settings.testGateway(&reader)
    requestTimeoutSeconds = reader.number(
      "REQUEST_TIMEOUT_SECONDS", default: 30, in: 1...600,
      "Longest time for a request to arrive and be answered.")
    connections = Settings.connections(&reader)
    uploads = Settings.uploads(&reader)
    objects = Settings.objects(&reader, publicURL: publicURL)
    searchEngine = Settings.searchEngine(&reader)
    smtpURL = Settings.smtpURL(&reader)
    mailFrom = reader.text(
      "MAIL_FROM", default: "no-reply@souk.example",
      "Sender of the mails, as `Name <address>`; an address alone goes with the marketplace's name.")
    siteName = reader.text(
      "SITE_NAME", default: "Souk", "Name of a new marketplace, until an admin changes it.")
    siteLanguage = Settings.siteLanguage(&reader)
    siteTimeZone = Settings.siteTimeZone(&reader)
    jobWorkers = reader.number(
      "JOB_WORKERS", default: 4, in: 1...64,
      "Jobs or batches at the same time; of one kind about half of them, so that none holds up the others.")
    passwordCost = Settings.passwordCost(&reader)
    encryptionKeys = Settings.encryptionKeys(&reader)
    identity = Settings.identity(&reader, environment)
    vendors = Settings.vendors(&reader)
    nameServer = Settings.nameServer(&reader)
    refuseCarelessProduction(&reader)
  }

  private static func encryptionKeys(_ reader: inout SettingsReader) -> String? {
    reader.optional(
      "ENCRYPTION_KEYS",
      "Keys that seal secrets in the database and private files, as `name:BASE64` of 32 bytes each; the first seals,"
        + " all open. Without it: one made at the first start, under `DATA_DIR/secrets`. Production on PostgreSQL"
        + " needs it.")
  }

  private static func smtpURL(_ reader: inout SettingsReader) -> String? {
    reader.optional(
      "SMTP_URL",
      "`smtp://user:password@host:port` or `smtps://…`. Without it mails are files under `DATA_DIR/mail`.")
  }

  private static func passwordCost(_ reader: inout SettingsReader) -> Int {
    reader.number(
      "PASSWORD_COST", default: 10, in: 4...16,
      "bcrypt cost: the logarithm of the rounds. Production needs 10 or more.")
  }

  private static func testGateway(_ reader: inout SettingsReader) -> DevelopmentSwitch {
    reader.choice(
      "TEST_GATEWAY", default: .automatic,
      "Whether buyers may pay by the test gateway, which moves no money; `automatic` offers it in development alone."
    )
  }

  private static func siteLanguage(_ reader: inout SettingsReader) -> String {
    reader.text(
      "SITE_LANGUAGE", default: "en", "Language, as `de`, for those who ask for none that there is.")
  }

  private static func siteTimeZone(_ reader: inout SettingsReader) -> Zone {
    let name = reader.text(
      "SITE_TIME_ZONE", default: Zone.utc.name,
      "Time zone, as `Europe/Berlin`, whose days the admin portal counts by. Each shop has its own.")
    if let zone = Zone(named: name) { return zone }
    reader.reject("SITE_TIME_ZONE", "must be a name of the IANA time zone database, as Europe/Berlin")
    return .utc
  }

  private static func databaseURL(_ reader: inout SettingsReader, folder: String) -> String {
    let chosen = reader.optional(
      "DATABASE_URL",
      "`sqlite:///absolute/path` or `postgres://user:password@host/name`; several hosts with commas mean failover."
        + " Without it: SQLite under `DATA_DIR`.")
    return chosen ?? "sqlite://\(folder)/souk.sqlite"
  }

  private func refuseCarelessProduction(_ reader: inout SettingsReader) {
    if !databaseURL.hasPrefix("sqlite:///"), !databaseURL.hasPrefix("postgres://"),
      !databaseURL.hasPrefix("postgresql://")
    {
      reader.reject("DATABASE_URL", "must begin with sqlite:/// or postgres://")
    }
    if let encryptionKeys, (try? Vault(keys: encryptionKeys)) == nil {
      reader.reject("ENCRYPTION_KEYS", "must look like name:BASE64, with 32 bytes behind each name")
    }
    guard environment == .production else { return }
    if encryptionKeys == nil && !databaseURL.hasPrefix("sqlite") {
      reader.reject("ENCRYPTION_KEYS", "must be set in production on PostgreSQL, the same on every node")
    }
    if rateLimit == .off { reader.reject("RATE_LIMIT", "must be on in production") }
    if passwordCost < 10 { reader.reject("PASSWORD_COST", "must be 10 or more in production") }
  }

  private static func publicURL(_ reader: inout SettingsReader, host: String, port: Int) -> String {
    let text =
      reader.optional("PUBLIC_URL", "Address that people use, for links. Without it: `http://HOST:PORT`.")
      ?? "http://\(host == "0.0.0.0" ? "127.0.0.1" : host):\(port)"
    guard let url = URL(string: text), ["http", "https"].contains(url.scheme), url.host() != nil else {
      reader.reject("PUBLIC_URL", "is \"\(text)\", but must be an http or https address")
      return text
    }
    return text.hasSuffix("/") ? String(text.dropLast()) : text
  }
}

extension Settings {
  /// The table of `docs/settings.md`.
  package static var markdownTable: String {
    let rows = descriptions.map { "| `\($0.name)` | \($0.fallback) | \($0.summary) |" }
    return (["| variable | default | meaning |", "|---|---|---|"] + rows).joined(separator: "\n")
  }

  /// The list in `souk serve --help`.
  package static var helpText: String {
    descriptions.map { "\($0.name) (default \($0.fallback.replacing("`", with: "")))\n    \($0.summary)" }
      .joined(separator: "\n").replacing("`", with: "")
  }
}
