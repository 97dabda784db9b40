import Areas
import Gateways
import Kernel
import MarketSupport
import Persistence
import TestSupport
import Testing
import Web

@testable import Identity

/// The area with one provider.
struct OpenIDKit {
  let kit: IdentityKit
  let provider: FakeProvider

  var identity: Identity { kit.identity }

  /// A whole way to the provider and back in one browser.
  func visit(_ device: Device = browser(), next: String? = nil) async throws -> OpenIDArrival {
    try await arrive(try await identity.beginOpenID("one", next: next), device)
  }

  /// The way back of a browser that left so.
  func arrive(
    _ departure: OpenIDDeparture, _ device: Device = browser(), viewer: AccountID? = nil
  ) async throws -> OpenIDArrival {
    let (state, code) = try provider.authorize(departure.address)
    let back = OpenIDReturn(state: state, code: code, browser: departure.cookie.value)
    return try await identity.finishOpenID("one", back, device, viewer: viewer)
  }

  /// The session that a visit begins.
  func signIn(next: String? = nil) async throws -> IssuedSession {
    guard case .signedIn(let issued, let found) = try await visit(next: next) else {
      throw OpenIDError.refused("test")
    }
    #expect(found == next)
    return issued
  }

  /// The error of a visit; `nil` when it works.
  func refusal(_ body: () async throws -> Void) async -> OpenIDError? {
    do {
      try await body()
      return nil
    } catch let error as OpenIDError {
      return error
    } catch {
      Issue.record("\(error)")
      return nil
    }
  }

  func account(_ email: String) async throws -> Account? {
    let address = try address(email)
    return try await kit.database.read { try AccountStore.byEmail(address, $0) }
  }

  func viewer(_ issued: IssuedSession) async throws -> Viewer {
    try #require(try await identity.viewer(token: issued.token, isCookie: true))
  }
}

/// Runs `body` with a provider that makes its administrators ours.
func withProvider(
  _ engine: TestEngine, signUpBars: [any SignUpBar] = [], _ body: (OpenIDKit) async throws -> Void
) async throws {
  let clock = TestClock()
  let fake = try await FakeProvider(clock)
  let provider = OpenIDProvider(
    name: "one", label: "One", issuer: FakeProvider.issuer, clientID: FakeProvider.clientID,
    clientSecret: FakeProvider.secret, rolesClaim: OpenIDProvider.keycloakRolesClaim,
    adminRoles: ["boss": .superadmin, "helper": .support])
  let folders = [PersistenceMigrations.folder, Identity.migrations]
  try await withDatabase(
    engine, migrations: folders, clock: clock.clock, beforeCommit: AuditLog.append,
    keyedTransactions: IdempotencyRows()
  ) { database in
    let mailbox = MailBox()
    let identity = try Identity.alone(
      database, clock, openIDConnect: OpenIDConnect([provider], transport: fake, clock: clock.clock),
      files: .test(TestFolder.make(), mails: mailbox), neighbours: [ForeignArea(signUpBars: signUpBars)])
    let kit = IdentityKit(identity: identity, database: database, clock: clock, mailbox: mailbox)
    try await body(OpenIDKit(kit: kit, provider: fake))
  }
}
