import Gateways
import Identity
import Kernel
import MarketSupport
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
    let mailbox = MailBox()
    try await vendors.identity.requestPasswordCode(email)
    try await deliver(to: mailbox)
    let text = try #require(await mailbox.to(email.text).last?.text)
    let match = try #require(text.firstMatch(of: /token=([A-Za-z0-9_-]+)/))
    try await vendors.identity.resetPassword(ResetPasswordInput(.token(String(match.1)), password: password))
    return try await signIn(email)
  }

  /// Sends what waits to be sent.
  func deliver(to mailbox: MailBox) async throws {
    var jobs = JobRegistry()
    jobs.sendMails(by: mailbox, database)
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

/// Runs `body` with the area on a database of its own; `neighbour` stands for the areas above it.
func withVendors(
  _ engine: TestEngine, pictures: any ShopPictureFiles = RefusedPictures(),
  records: any TextRecords = UnreachableRecords(), neighbour: ForeignArea = ForeignArea(),
  _ body: (VendorsKit) async throws -> Void
) async throws {
  let clock = TestClock()
  let folders = [PersistenceMigrations.folder, Identity.migrations, Vendors.migrations]
  try await withDatabase(
    engine, migrations: folders, clock: clock.clock, beforeCommit: AuditLog.append,
    keyedTransactions: IdempotencyRows()
  ) {
    database in
    let listing = RecordedListing()
    let vendors = try Vendors.alone(
      database, clock, listing: listing, pictures: pictures, records: records, neighbours: [neighbour])
    let api = TestAPI(
      routes: vendors.routes + vendors.identity.routes, sessions: vendors.identity, shops: vendors)
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

  func hasProducts(_ shop: ShopID, _ snapshot: Snapshot) throws -> Bool { false }

  func shopLookChanged(_ shop: ShopID, _ tx: Transaction) {
    tx.afterCommit { [self] in looks.withLock { $0 += 1 } }
  }

  func shopStatusChanged(_ shop: ShopID, isOpen: Bool, _ tx: Transaction) throws {
    tx.afterCommit { [self] in changes.withLock { $0.append(isOpen) } }
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
