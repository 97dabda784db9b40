import Areas
import Foundation
import Gateways
import Identity
import Kernel
import MarketSupport
import TestSupport
import Testing
import Web

@testable import Persistence

struct ErasureTests {
  private static let secrets = [
    "ada@example.org", "ada.new@example.org", "lovelace", "+49 30 1234", "221 998877",
  ]

  /// Every text and every blob of every table, in lower case.
  private func dump(_ database: Database) async throws -> String {
    try await database.read { snapshot in
      let tables: [String] = try snapshot.values(
        snapshot.engine == .postgres
          ? "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema()"
          : "SELECT name FROM sqlite_master WHERE type = 'table'")
      var text = ""
      for table in tables where table.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) {
        text += try Self.rows(of: table, snapshot)
      }
      return text.lowercased()
    }
  }

  private static func rows(of table: String, _ snapshot: Snapshot) throws -> String {
    let columns: [String] = try snapshot.values(
      snapshot.engine == .postgres
        ? "SELECT column_name::text FROM information_schema.columns WHERE table_name::text = \(table)"
        : "SELECT name FROM pragma_table_info(\(table))")
    var text = ""
    for column in columns {
      let source = SQL(text: table, parameters: [])
      let name = SQL(text: column, parameters: [])
      let cast: SQL =
        snapshot.engine == .postgres
        ? "SELECT \(fragment: name)::text FROM \(fragment: source) WHERE \(fragment: name) IS NOT NULL"
        : "SELECT CAST(\(fragment: name) AS TEXT) FROM \(fragment: source) WHERE \(fragment: name) IS NOT NULL"
      text += try snapshot.values(cast, as: String.self).joined(separator: "\n")
    }
    return text
  }

  @Test(arguments: TestEngine.allCases)
  func theFarewellIsInTheLanguageOfWhoLeft(_ engine: TestEngine) async throws {
    try await withPrivacy(engine) { privacy in
      let member = try await privacy.kit.member("ada@example.org")
      let api = privacy.api.with(token: member.token)
      #expect(await api.send(.patch, "/me", #"{"language":"de"}"#).status == 200)
      _ = try await privacy.identity.close(member.account.id)
      let mails = try await privacy.kit.database.read { snapshot in
        try snapshot.values(
          "SELECT payload FROM jobs WHERE kind = 'mail.send' AND payload LIKE '%was closed%'", as: String.self
        )
      }
      #expect(mails.count == 1 && mails[0].contains(#""language":"de""#))
    }
  }

  @Test(arguments: TestEngine.allCases) func nothingIsLeftInTheArea(_ engine: TestEngine) async throws {
    try await withPrivacy(engine) { privacy in
      let kit = privacy.kit
      let member = try await kit.member("ada@example.org", name: "Ada Lovelace")
      let api = privacy.api.with(token: member.token)
      _ = await api.send(.post, "/me/addresses", AddressTests.home)
      _ = await api.send(.patch, "/me", #"{"phone":"+49 221 998877"}"#)
      let picture = try await PrivacyKit.picture(64, 64)
      _ = await privacy.put("/me/avatar", picture, contentType: "image/png", token: member.token)
      _ = await api.send(.post, "/me/exports")
      _ = await api.send(
        .post, "/me/email", #"{"email":"ada.new@example.org","password":"\#(IdentityKit.password)"}"#)
      let code = try await kit.code("ada.new@example.org")
      #expect(await api.send(.post, "/me/email/confirm", #"{"code":"\#(code)"}"#).status == 200)
      try await privacy.drain()
      // A code that waits, and a mail that can't be sent.
      try await kit.identity.requestPasswordCode(address("ada.new@example.org"))
      try await kit.database.write { tx in
        try tx.run(
          """
          INSERT INTO dead_jobs (id, kind, payload, attempts, error, created_at, died_at)
          VALUES (\(JobID()), 'mail.send', '{"to":"Ada@Example.org"}', 12, 'no', 1, 1)
          """)
      }
      #expect(try await dump(kit.database).contains("lovelace"))

      let wrong = await api.send(.post, "/me/erasure", #"{"password":"not this one"}"#)
      #expect(wrong.status == 422 && wrong.wrongFields == ["password"])
      let asked = await api.send(.post, "/me/erasure", #"{"password":"\#(IdentityKit.password)"}"#)
      #expect(asked.status == 202)
      #expect(try await !kit.isAlive(member))
      let report = try #require(asked.text("report"))
      let token = try #require(report.split(separator: "/").last)
      try await privacy.drain()
      let half = await privacy.api.send(.get, "/erasures/\(token)")
      #expect(half.status == 200 && half.json["finishedAt"] == .null)
      #expect(await kit.mailbox.mails.contains { $0.text.contains(report) })
      kit.clock.advance(seconds: 3_601)
      try await privacy.drain()
      let whole = await privacy.api.send(.get, "/erasures/\(token)")
      #expect(whole.json["finishedAt"] != .null)
      let left = try await dump(kit.database)
      for secret in Self.secrets { #expect(!left.contains(secret), "\(secret) is left") }
      #expect(privacy.files("media").isEmpty && privacy.files("private").isEmpty)
      guard case .array(let entries)? = whole.json["entries"] else { return }
      let what = entries.compactMap { $0["what"] }
      for name in ["Addresses", "Profiles", "Pictures", "Exports", "Failed jobs", "Accounts"] {
        #expect(what.contains(.string(name)), "\(name) is not in the report: \(what)")
      }
      // The address is free again.
      _ = try await kit.member("ada.new@example.org", name: "Somebody Else")
    }
  }

  @Test(arguments: TestEngine.allCases) func anAdministratorErasesAndSeesReports(_ engine: TestEngine)
    async throws
  {
    try await withPrivacy(engine) { privacy in
      let kit = privacy.kit
      let member = try await kit.member("ada@example.org")
      let id = member.account.id
      _ = try await kit.identity.createAdmin(
        email: address("root@example.org"), name: "Root", password: IdentityKit.password)
      let admin = privacy.api.with(token: try await kit.signIn("root@example.org").token)
      let own = privacy.api.with(token: member.token)
      #expect(await own.send(.post, "/admin/accounts/\(id)/erasure").status == 403)
      let done = await admin.send(.post, "/admin/accounts/\(id)/erasure")
      #expect(done.status == 202 && done.json["requestedBy"] != .null)
      #expect(await admin.send(.post, "/admin/accounts/\(id)/erasure").status == 404)
      let list = await admin.send(.get, "/admin/erasures")
      #expect(list.items.count == 1)
      let report = await admin.send(.get, "/admin/erasures/\(done.text("id") ?? "")")
      #expect(report.json["account"] == .string(id.description))
      #expect(await own.send(.get, "/admin/erasures").status == 401)
    }
  }

  @Test(arguments: TestEngine.allCases) func oldThingsGoByTheirRetention(_ engine: TestEngine) async throws {
    var retention = Retention()
    retention.deadJobDays = 2
    retention.erasureReportDays = 3
    try await withPrivacy(engine, retention: retention) { privacy in
      let kit = privacy.kit
      let member = try await kit.member("ada@example.org")
      _ = try await kit.identity.close(member.account.id)
      try await kit.database.write { tx in
        try tx.run(
          """
          INSERT INTO dead_jobs (id, kind, payload, attempts, error, created_at, died_at)
          VALUES (\(JobID()), 'x', '{}', 1, 'no', \(tx.now), \(tx.now))
          """)
      }
      kit.clock.advance(seconds: 3_601)
      try await privacy.drain()
      func count(_ sql: SQL) async throws -> Int {
        try await kit.database.read { try $0.value(sql, as: Int.self) ?? -1 }
      }
      kit.clock.advance(seconds: 2 * 86_400)
      try await privacy.identity.purgePersonalData()
      #expect(try await count("SELECT COUNT(*) FROM dead_jobs") == 0)
      #expect(try await count("SELECT COUNT(*) FROM erasures") == 1)
      kit.clock.advance(seconds: 2 * 86_400)
      try await privacy.identity.purgePersonalData()
      #expect(try await count("SELECT COUNT(*) FROM erasures") == 0)
    }
  }
}
