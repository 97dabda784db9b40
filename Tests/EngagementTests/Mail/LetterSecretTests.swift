import Areas
import Foundation
import Gateways
import Identity
import Kernel
import Logging
import MarketSupport
import Persistence
import TestSupport
import Testing
import Vendors
import Web

/// A mail server that takes nothing, and says so for good.
private struct RefusingServer: MailTransport {
  func send(_ message: MailMessage, id: String) async throws {
    throw MailError.refused(code: 550, reason: "no")
  }

  func forget(_ texts: [String]) async throws -> Int { 0 }
}

/// Codes and links that open something are for those alone to whom they are sent.
struct LetterSecretTests {
  private let password = "correct horse battery"

  @Test("No letter that could not be sent leaves its code or link behind", arguments: TestEngine.allCases)
  func failedLettersLeaveNoSecrets(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let secrets = try await refuseSecrets(market)
      // Three codes, each with its link, and three links alone.
      #expect(secrets.count == 9)
      let dead = try await market.database.read { try DeadJobStore.list(limit: 100, $0) }
      for secret in secrets { #expect(!dead.contains { $0.payload.contains(secret) }, "\(secret)") }
      #expect(try await waiting(market).isEmpty)
      // To whom they went, and about what, is still there.
      #expect(
        dead.contains { $0.payload.contains("invites you") && $0.payload.contains("staff@example.org") })
    }
  }

  @Test(
    "Such a letter is not sent without them when it is tried again; others are",
    arguments: TestEngine.allCases)
  func onlyWholeLettersAreTriedAgain(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      _ = try await refuseSecrets(market)
      let dead = try await market.database.read { try DeadJobStore.list(limit: 100, $0) }
      for job in dead { #expect(try await market.database.write { try DeadJobStore.revive(job.id, $0) }) }
      let box = MailBox()
      try await deliver(market, box)
      let subjects = await box.mails.map(\.subject)
      #expect(subjects.sorted() == ["A new address was asked for", "This is your address now"])
      let left = try await market.database.read { try DeadJobStore.list(limit: 100, $0) }
      #expect(left.count == 6 && left.allSatisfy { $0.error.contains("has to be asked for again") })
    }
  }

  @Test(
    "The key of a guest's order is not kept either; without it the letter is sent",
    arguments: TestEngine.allCases)
  func keysOfOrdersAreNotKept(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let follow = Letter.Action("Follow your order", "https://market.example/orders/ord_1?key=s3cret")
      let other = Letter.Action("Look", "https://market.example/orders/ord_2?page=2&key=s3cret")
      try await market.database.write { tx in
        try tx.send(
          Letter(
            to: .init(email: "ada@example.org", name: "Ada"), title: "Thank you", paragraphs: ["We have it."],
            parts: [Letter.Part("One", [Letter.Line("1 × Lamp")], action: other)], action: follow))
      }
      try await deliver(market, RefusingServer())
      let dead = try await market.database.read { try DeadJobStore.list(limit: 10, $0) }
      #expect(dead.count == 1 && dead.allSatisfy { !$0.payload.contains("s3cret") })
      for job in dead { #expect(try await market.database.write { try DeadJobStore.revive(job.id, $0) }) }
      let box = MailBox()
      try await deliver(market, box)
      let text = try #require(await box.mails.first?.text)
      #expect(text.contains("/orders/ord_1") && text.contains("/orders/ord_2?page=2"))
      #expect(text.contains("We have it.") && !text.contains("key="))
    }
  }

  @Test("Nothing is kept of letters that were sent", arguments: TestEngine.allCases)
  func nothingIsKept(_ engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      _ = try await market.identity.signUp(
        SignUpInput(name: "Ada", email: try market.email("ada"), password: password))
      let box = MailBox()
      try await deliver(market, box)
      #expect(await box.mails.count == 1)
      #expect(try await waiting(market).isEmpty)
      #expect(try await market.database.read { try DeadJobStore.list(limit: 1, $0) }.isEmpty)
    }
  }

  /// Has every kind of letter written that holds a secret, and refused by the server; answers the secrets.
  private func refuseSecrets(_ market: Market) async throws -> [String] {
    let identity = market.identity
    let shop = try await market.openShop("Lamps")
    let chief = try await identity.createAdmin(
      email: try market.email("chief"), name: "Chief", password: password)
    let session = try await identity.signIn(
      SignInInput(email: chief.email, password: password),
      Device(kind: .bearer, userAgent: "Test", clientAddress: "192.0.2.1"))
    _ = try await identity.signUp(
      SignUpInput(name: "Ada", email: try market.email("ada"), password: password))
    try await identity.requestPasswordCode(try market.email("vendor-lamps"))
    _ = try await market.vendors.invite(
      InviteStaffInput(email: try market.email("staff"), permissions: StaffPermissions([.orders])),
      to: shop.id, by: shop.owner)
    let eve = try await identity.ensureOperator(email: try market.email("eve"), name: "Eve")
    try await identity.close(eve.id)
    try await identity.requestEmailChange(
      chief.id, ChangeEmailInput(email: try market.email("boss"), password: password), in: session.id)
    let first = try await waiting(market)
    try await deliver(market, RefusingServer())
    let code = try #require(first.first { $0.to == "boss@example.org" }?.code)
    _ = try await identity.confirmEmailChange(chief.id, code: code, keeping: session.id)
    let second = try await waiting(market)
    try await deliver(market, RefusingServer())
    return (first + second).flatMap(secrets)
  }

  private func secrets(of letter: Letter) -> [String] {
    let link = letter.action?.url ?? ""
    let token = link.firstMatch(of: /(?:token=|\/invitations\/|\/erasures\/)(.+)$/).map { String($0.1) }
    return [letter.code, token].compactMap { $0 }
  }

  /// The letters that wait to be sent.
  private func waiting(_ market: Market) async throws -> [Letter] {
    let payloads = try await market.database.read { snapshot in
      try snapshot.all("SELECT payload FROM jobs WHERE kind = \(SendMail.kind) ORDER BY id") {
        try $0.next(String.self)
      }
    }
    return try payloads.map { try JSONDecoder().decode(SendMail.self, from: Data($0.utf8)).letter }
  }

  /// Tries to send what waits, and does nothing else.
  private func deliver(_ market: Market, _ transport: any MailTransport) async throws {
    var jobs = JobRegistry()
    jobs.sendMails(by: transport, market.database)
    var logger = Logger(label: "test.jobs")
    logger.logLevel = .critical
    try await JobRunner(database: market.database, jobs: jobs, logger: logger).drain()
  }
}
