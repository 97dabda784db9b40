import Areas
import Gateways
import Identity
import Kernel
import Logging
import MarketSupport
import Persistence
import TestSupport
import Testing

@testable import Engagement

/// Takes mails, except to whom it was told not to.
private actor PickyBox: MailTransport {
  private(set) var taken: [String] = []
  private var away: Set<String> = ["away@example.org"]

  func comeBack() { away = [] }

  func send(_ message: MailMessage, id: String) async throws {
    if away.contains(message.to) { throw MailError.unavailable("nobody there") }
    if message.to == "gone@example.org" { throw MailError.refused(code: 550, reason: "no such box") }
    taken.append(message.to)
  }

  func forget(_ texts: [String]) async throws -> Int { 0 }
}

/// Takes mails, the first of each reader more slowly than the next.
private actor SlowBeginner: MailTransport {
  private(set) var taken: [String] = []
  private var left = 30

  func send(_ message: MailMessage, id: String) async throws {
    left -= 5
    try await Task.sleep(for: .milliseconds(max(0, left)))
    taken.append(message.subject)
  }

  func forget(_ texts: [String]) async throws -> Int { 0 }
}

struct MailDeliveryTests {
  @Test("Letters to one address come in their order", arguments: TestEngine.allCases)
  func theNewestComesLast(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      try await market.drain()
      let box = SlowBeginner()
      var jobs = JobRegistry()
      jobs.sendMails(by: box, market.database)
      let titles = (0..<6).map { "Code \($0)" }
      for title in titles {
        let letter = Letter(
          to: .init(email: "ada@example.org", name: "Ada", language: "en"), title: Words(verbatim: title),
          paragraphs: ["\("Hello")"])
        try await market.database.write { try $0.send(all: [WrittenLetter(letter)]) }
        market.clock.advance(seconds: 1)
      }
      try await JobRunner(database: market.database, jobs: jobs).drain()
      #expect(await box.taken == titles)
    }
  }

  private func letter(_ email: String, language: String? = nil) -> Letter {
    Letter(
      to: .init(email: email, name: "Ada", language: language), title: "News", paragraphs: ["\("Hello")"])
  }

  @Test("Of letters that leave together each has an end of its own", arguments: TestEngine.allCases)
  func eachLetterHasItsOwnEnd(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      try await market.drain()
      let box = PickyBox()
      var jobs = JobRegistry()
      jobs.sendMails(by: box, market.database)
      var logger = Logger(label: "test.mails")
      logger.logLevel = .critical
      let runner = JobRunner(database: market.database, jobs: jobs, logger: logger)
      let fine = (0..<40).map { "reader-\($0)@example.org" }
      let letters = try (fine + ["away@example.org", "gone@example.org"]).map {
        try WrittenLetter(letter($0))
      }
      try await market.database.write { try $0.send(all: letters) }
      try await runner.drain()
      #expect(await box.taken.sorted() == fine.sorted())
      let dead = try await market.database.read { try DeadJobStore.list(limit: 10, $0) }
      #expect(dead.map { $0.error.contains("gone@example.org") } == [true])
      await box.comeBack()
      market.clock.advance(seconds: 60)
      try await runner.drain()
      #expect(await box.taken.sorted() == (fine + ["away@example.org"]).sorted())
    }
  }

  @Test("An account's language is looked up for all letters at once", arguments: TestEngine.allCases)
  func languagesAreLookedUpTogether(engine: TestEngine) async throws {
    try await withMarket(engine) { market in
      let mails = ["a", "b", "c"]
      for (name, tag) in zip(mails, ["en", "de", nil]) {
        let account = try await market.identity.ensureOperator(
          email: try market.email(name), name: name)
        guard let tag else { continue }
        try await market.database.write { tx in
          let values: NamedValues = [
            "account_id": account.id, "language": tag, "marketing_mails": false, "order_mails": true,
            "updated_at": tx.now,
          ]
          _ = try tx.run("INSERT INTO profiles \(values: values)")
        }
      }
      let emails = try (mails + ["nobody"]).map { try market.email($0) }
      let chosen = try await market.database.read { try ProfileStore.languages(of: emails, $0) }
      #expect(chosen == [emails[0]: "en", emails[1]: "de"])
    }
  }
}
