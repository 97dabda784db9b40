import Gateways
import Identity
import Kernel
import Persistence
import Synchronization
import TestSupport
import Testing
import Vendors
import Web

/// The area on a fresh database, with people who have sessions.
struct VendorsKit {
  private static let password = "correct horse battery"

  let vendors: Vendors
  let database: Database
  let clock: TestClock
  let listing: RecordedListing
  let api: TestAPI

  /// An active account and the API as it uses it.
  func person(_ name: String, isAdmin: Bool = false) async throws -> Person {
    let email = try #require(EmailAddress("\(name.lowercased())@example.org"))
    let password = VendorsKit.password
    let account =
      isAdmin
      ? try await vendors.identity.createAdmin(email: email, name: name, password: password)
      : try await vendors.identity.ensureOperator(email: email, name: name)
    let issued: IssuedSession
    if isAdmin {
      issued = try await signIn(email)
    } else {
      issued = try await reset(email, password)
    }
    return Person(account: account, api: api.with(token: issued.token))
  }

  /// The person with a new session, as the old one has run out.
  func again(_ person: Person) async throws -> Person {
    let issued = try await signIn(person.account.email)
    return Person(account: person.account, api: person.api.with(token: issued.token))
  }

  private func signIn(_ email: EmailAddress) async throws -> IssuedSession {
    let device = Device(kind: .bearer, userAgent: "Test", clientAddress: "192.0.2.1")
    return try await vendors.identity.signIn(SignInInput(email: email, password: VendorsKit.password), device)
  }

  private func reset(_ email: EmailAddress, _ password: String) async throws -> IssuedSession {
    let mailbox = Mailbox()
    try await vendors.identity.requestPasswordCode(email)
    try await deliver(to: mailbox)
    let text = try #require(mailbox.all.last { $0.to == email.text }?.text)
    let match = try #require(text.firstMatch(of: /token=([A-Za-z0-9_-]+)/))
    try await vendors.identity.resetPassword(ResetPasswordInput(.token(String(match.1)), password: password))
    return try await signIn(email)
  }

  /// Sends what waits to be sent.
  func deliver(to mailbox: Mailbox) async throws {
    var jobs = JobRegistry()
    SendMail.register(in: &jobs, mailbox, database)
    try await JobRunner(database: database, jobs: jobs, settings: JobRunnerSettings(workers: 1)).drain()
  }
}

/// Somebody with a session.
struct Person {
  let account: Account
  let api: TestAPI

  /// Opens a shop over the API and answers with its id.
  func openShop(_ name: String = "Rita's Bowls") async throws -> String {
    let name = name.replacing("\"", with: #"\""#)
    let body = #"{"name":"\#(name)","description":"Bowls.","country":"DE","currency":"EUR"}"#
    let answer = await api.send(.post, "/shops", body)
    #expect(answer.status == 201)
    return try #require(answer.text("id"))
  }
}

/// Runs `body` with the area on a database of its own.
func withVendors(
  _ engine: TestEngine, closing: [any ShopClosing] = [], pictures: any ShopPictureFiles = NoPictureFiles(),
  purging: [any ShopPurging] = [], records: (any TextRecords)? = nil,
  _ body: (VendorsKit) async throws -> Void
) async throws {
  let clock = TestClock()
  let folders = [PersistenceMigrations.folder, IdentityMigrations.folder, VendorsMigrations.folder]
  try await withDatabase(engine, migrations: folders, clock: clock.clock, beforeCommit: AuditLog.append) {
    database in
    let vault = try Vault(keys: Vault.makeKey(named: "test"))
    let identity = Identity(
      database: database, clock: clock.clock, passwords: try PasswordHasher(cost: 4), vault: vault,
      publicURL: "http://souk.test", siteName: "Souk",
      personalData: [ShopPersonalData(), FollowerPersonalData(), BarredAddresses(vault: vault)],
      signUpBars: [BarredAddresses(vault: vault)])
    let listing = RecordedListing()
    let vendors = Vendors(
      database: database, clock: clock.clock, identity: identity, publicURL: "http://souk.test",
      listing: listing, closing: closing, pictures: pictures, purging: purging, records: records)
    let routes =
      ShopRoutes.routes(vendors) + OnboardingRoutes.routes(vendors) + AccountRoutes.routes(identity)
      + ClosingRoutes.routes(vendors) + BarredAddressRoutes.routes(vendors) + FollowerRoutes.routes(vendors)
      + DomainRoutes.routes(vendors)
    let api = TestAPI(routes: routes, sessions: identity, shops: vendors)
    try await body(
      VendorsKit(vendors: vendors, database: database, clock: clock, listing: listing, api: api))
  }
}

/// Notes what the catalogue would be told.
final class RecordedListing: ShopListing {
  private let changes = Mutex<[Bool]>([])
  private let looks = Mutex(0)

  var all: [Bool] { changes.withLock { $0 } }
  /// How often pages that show a shop were to be made anew.
  var lookChanges: Int { looks.withLock { $0 } }

  func shopLookChanged(_ shop: ShopID, _ tx: Transaction) {
    tx.afterCommit { [self] in looks.withLock { $0 += 1 } }
  }

  func shopStatusChanged(_ shop: ShopID, isOpen: Bool, _ tx: Transaction) throws {
    tx.afterCommit { [self] in changes.withLock { $0.append(isOpen) } }
  }
}

/// Keeps what it is given.
final class Mailbox: MailTransport {
  private let mails = Mutex<[MailMessage]>([])

  var all: [MailMessage] { mails.withLock { $0 } }

  func send(_ message: MailMessage, id: String) async throws { mails.withLock { $0.append(message) } }
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
