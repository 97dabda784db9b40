import Areas
import Foundation
import Gateways
import Identity
import Kernel
import Logging
import MarketSupport
import Persistence
import Testing
import TestSupport
import Web

/// The area on a fresh database, with a clock that tests move and a mailbox that tests read.
struct IdentityKit {
  static let password = "correct horse battery"

  let identity: Identity
  let database: Database
  let clock: TestClock
  let mailbox: MailBox

  var api: TestAPI {
    TestAPI(routes: identity.routes, sessions: identity)
  }

  /// Everything that was mailed to an address so far, the oldest first.
  func mails(to email: String) async throws -> [MailMessage] {
    var jobs = JobRegistry()
    jobs.sendMails(by: mailbox, database)
    var logger = Logger(label: "test.jobs")
    logger.logLevel = .critical
    let runner = JobRunner(
      database: database, jobs: jobs, settings: JobRunnerSettings(workers: 1), logger: logger)
    try await runner.drain()
    return await mailbox.to(email)
  }

  /// The code in the newest mail to an address.
  func code(_ email: String) async throws -> String {
    let text = try #require(try await mails(to: email).last?.text)
    let match = try #require(text.firstMatch(of: /\n(\d{6})\n/), "no code in: \(text)")
    return String(match.1)
  }

  /// The token of the link in the newest mail to an address.
  func token(_ email: String) async throws -> String {
    let text = try #require(try await mails(to: email).last?.text)
    let match = try #require(text.firstMatch(of: /token=([A-Za-z0-9_-]+)/), "no token in: \(text)")
    return String(match.1)
  }

  @discardableResult
  func signUp(_ email: String, password: String = password, name: String = "Ada") async throws -> Account {
    // What happens at one and the same moment has no order.
    clock.advance(seconds: 1)
    return try await identity.signUp(SignUpInput(name: name, email: address(email), password: password))
  }

  /// An active account with a session of the API.
  func member(_ email: String, name: String = "Ada") async throws -> IssuedSession {
    try await signUp(email, name: name)
    return try await identity.activate(
      ActivateAccountInput(.code(try await code(email), address(email))), phone())
  }

  func signIn(
    _ email: String, _ password: String = password, _ device: Device = phone()
  ) async throws -> IssuedSession {
    try await identity.signIn(SignInInput(email: address(email), password: password), device)
  }

  /// Whether a token still means somebody.
  func isAlive(_ issued: IssuedSession, isCookie: Bool = false) async throws -> Bool {
    try await identity.viewer(token: issued.token, isCookie: isCookie) != nil
  }
}

/// A device of the API.
func phone() -> Device { Device(kind: .bearer, userAgent: "Phone/1", clientAddress: "192.0.2.1") }

/// A browser, with the session that it had before.
func browser(replacing session: SessionID? = nil) -> Device {
  Device(kind: .cookie, userAgent: "Browser/1", clientAddress: "192.0.2.2", replaces: session)
}

func address(_ text: String) throws -> EmailAddress { try #require(EmailAddress(text)) }

/// Runs `body` with the area on a database of its own.
func withIdentity(
  _ engine: TestEngine, personalData: [any PersonalData] = [], _ body: (IdentityKit) async throws -> Void
) async throws {
  let clock = TestClock()
  let folders = [PersistenceMigrations.folder, Identity.migrations]
  try await withDatabase(
    engine, migrations: folders, clock: clock.clock, beforeCommit: AuditLog.append,
    keyedTransactions: IdempotencyRows()
  ) {
    database in
    let mailbox = MailBox()
    let identity = try Identity.alone(
      database, clock, files: .test(TestFolder.make(), mails: mailbox),
      neighbours: [ForeignArea(personalData: personalData)])
    try await body(IdentityKit(identity: identity, database: database, clock: clock, mailbox: mailbox))
  }
}

/// The kind of the problem that `body` throws; `nil` when it throws none.
func problem(_ body: () async throws -> Void) async -> ProblemKind? {
  do {
    try await body()
    return nil
  } catch let problem as Problem {
    return problem.kind
  } catch {
    Issue.record("not a problem: \(error)")
    return nil
  }
}
