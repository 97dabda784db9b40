import Areas
import Foundation
import Gateways
import HTTPTypes
import Identity
import Kernel
import Logging
import MarketSupport
import Persistence
import TestSupport
import Testing
import Web

/// The area with folders for its files.
struct PrivacyKit {
  let kit: IdentityKit
  let folder: URL

  var identity: Identity { kit.identity }

  var api: TestAPI {
    TestAPI(routes: identity.routes, sessions: identity)
  }

  /// Everything that is due now is done.
  func drain() async throws {
    var jobs = JobRegistry()
    try identity.registerJobs(in: &jobs)
    jobs.sendMails(by: kit.mailbox, kit.database)
    var logger = Logger(label: "test.jobs")
    logger.logLevel = .critical
    try await JobRunner(
      database: kit.database, jobs: jobs, settings: JobRunnerSettings(workers: 1), logger: logger
    ).drain()
  }

  /// Sends bytes as they are.
  func put(_ path: String, _ bytes: [UInt8], contentType: String, token: String) async -> TestAnswer {
    let headers: HTTPHeaders = [.authorization: "Bearer \(token)", .contentType: contentType]
    let request = IncomingRequest(.put, Route.apiPrefix + path, headers: headers, body: bytes)
    return TestAnswer(await api.application.respond(to: request))
  }

  /// The files below a folder of the kit, without their folders.
  func files(_ name: String) -> [URL] {
    let root = folder.appendingPathComponent(name)
    guard
      let found = FileManager.default.enumerator(at: root, includingPropertiesForKeys: [.isRegularFileKey])
    else { return [] }
    return found.compactMap { $0 as? URL }.filter { !$0.hasDirectoryPath }
  }

  /// A picture of this size.
  static func picture(_ width: Int, _ height: Int) async throws -> [UInt8] {
    let svg = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)">\
      <rect width="\(width)" height="\(height)" fill="#c2570c"/></svg>
      """
    return try await ImageCodec(threads: 1).draw(svg: svg, width: width)
  }
}

/// Runs `body` with the area on a database and folders of its own.
func withPrivacy(
  _ engine: TestEngine, personalData: [any PersonalData] = [], retention: Retention = Retention(),
  signUpBars: [any SignUpBar] = [], _ body: (PrivacyKit) async throws -> Void
) async throws {
  let clock = TestClock()
  let folder = try TestFolder.make()
  let migrations = [PersistenceMigrations.folder, Identity.migrations]
  try await withDatabase(
    engine, migrations: migrations, clock: clock.clock, beforeCommit: AuditLog.append,
    keyedTransactions: IdempotencyRows()
  ) {
    database in
    let mailbox = MailBox()
    var settings = IdentitySettings()
    settings.retention = retention
    let identity = try Identity.alone(
      database, clock, settings: settings, files: .test(folder, mails: mailbox),
      neighbours: [ForeignArea(personalData: personalData, signUpBars: signUpBars)])
    let kit = IdentityKit(identity: identity, database: database, clock: clock, mailbox: mailbox)
    try await body(PrivacyKit(kit: kit, folder: folder))
  }
}
