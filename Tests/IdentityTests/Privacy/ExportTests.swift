import Areas
import Foundation
import Gateways
import Kernel
import MarketSupport
import Persistence
import TestSupport
import Testing
import Web

@testable import Identity

struct ExportTests {
  @Test(arguments: TestEngine.allCases) func anExportIsMadeSealedAndExpires(_ engine: TestEngine) async throws
  {
    try await withPrivacy(engine, personalData: [Letters()]) { privacy in
      let kit = privacy.kit
      let member = try await kit.member("ada@example.org", name: "Ada Lovelace")
      let api = privacy.api.with(token: member.token)
      _ = await api.send(.post, "/me/addresses", AddressTests.home)
      let picture = try await PrivacyKit.picture(64, 64)
      _ = await privacy.put("/me/avatar", picture, contentType: "image/png", token: member.token)
      let asked = await api.send(.post, "/me/exports")
      #expect(asked.status == 202 && asked.text("status") == "queued")
      let id = try #require(asked.text("id"))
      // Asking twice makes one.
      #expect(await api.send(.post, "/me/exports").text("id") == id)
      #expect(await api.send(.get, "/me/exports/\(id)/file").status == 409)
      try await privacy.drain()
      #expect(await api.send(.get, "/me/exports").items.first?["status"] == .string("ready"))
      #expect(await kit.mailbox.mails.last?.subject == "Your data is ready")
      let file = await api.send(.get, "/me/exports/\(id)/file")
      #expect(file.status == 200)
      let bytes = Data(file.response.bodyBytes)
      #expect(bytes.prefix(2) == Data("PK".utf8))
      for name in [
        "account.json", "addresses.json", "letters.json", "files/avatar.webp", "files/letters/1.txt",
      ] {
        #expect(bytes.range(of: Data(name.utf8)) != nil, "\(name) is missing")
      }
      let stored = try #require(privacy.files("private").first)
      #expect(try Data(contentsOf: stored).range(of: Data("account.json".utf8)) == nil)

      let bo = privacy.api.with(token: try await kit.member("bo@example.org", name: "Bo").token)
      #expect(await bo.send(.get, "/me/exports/\(id)/file").status == 404)
      #expect(await privacy.api.send(.get, "/me/exports/\(id)/file").status == 401)
      #expect(await bo.send(.get, "/me/exports").items.isEmpty)

      kit.clock.advance(seconds: 7 * 24 * 3600 + 1)
      let later = privacy.api.with(token: try await kit.signIn("ada@example.org").token)
      #expect(await later.send(.get, "/me/exports/\(id)/file").status == 404)
      try await privacy.identity.purgePersonalData()
      try await privacy.drain()
      #expect(privacy.files("private").isEmpty)
    }
  }

  @Test(arguments: TestEngine.allCases) func aNewKeySealsExportsAnew(_ engine: TestEngine) async throws {
    try await withPrivacy(engine) { privacy in
      let member = try await privacy.kit.member("ada@example.org")
      let api = privacy.api.with(token: member.token)
      _ = await api.send(.post, "/me/exports")
      try await privacy.drain()
      let store = privacy.identity.files.secret
      let rows = SealedExports(files: store)
      #expect(try await rows.reseal(privacy.identity.vault, privacy.kit.database) == 0)
    }
  }

  @Test(arguments: TestEngine.allCases) func choicesAboutAnalyticsAreKept(_ engine: TestEngine) async throws {
    try await withPrivacy(engine) { privacy in
      let member = try await privacy.kit.member("ada@example.org")
      let api = privacy.api.with(token: member.token)
      #expect(await api.send(.get, "/me/consent").status == 404)
      let chosen = await api.send(.put, "/me/consent", #"{"analytics":true}"#)
      #expect(chosen.status == 200 && chosen.json["version"] == .integer(Int64(Consent.currentVersion)))
      #expect(await api.send(.get, "/me/consent").json == chosen.json)
      let declined = await api.send(.put, "/me/consent", #"{"analytics":false}"#)
      #expect(declined.json["analytics"] == .boolean(false))
      let export = await api.send(.get, "/me/export")
      #expect(export.json["profile"]?["consent"]?["analytics"] == .boolean(false))
    }
  }

  @Test(
    "A choice that is made for a state is made for no other, nor before there is one",
    arguments: TestEngine.allCases)
  func choicesAreMadeForAState(_ engine: TestEngine) async throws {
    try await withPrivacy(engine) { privacy in
      let member = try await privacy.kit.member("ada@example.org")
      let api = privacy.api.with(token: member.token)
      func choose(_ analytics: Bool, for tag: String?) async -> Int {
        let headers: HTTPHeaders = tag.map { [.ifMatch: $0] } ?? [:]
        return await api.send(.put, "/me/consent", "{\"analytics\":\(analytics)}", headers: headers).status
      }
      for tag in ["*", "\"seen\""] { #expect(await choose(true, for: tag) == 412, "nothing was seen") }
      #expect(await api.send(.get, "/me/consent").status == 404)
      #expect(await choose(true, for: nil) == 200)
      let seen = try #require(await api.send(.get, "/me/consent").response.headers[.eTag])
      #expect(await choose(false, for: seen) == 200)
      #expect(await choose(true, for: seen) == 412)
      #expect(await api.send(.get, "/me/consent").json["analytics"] == .boolean(false))
    }
  }
}

/// An area that keeps letters, with a file for each.
private struct Letters: PersonalData {
  func sections(for account: AccountID, _ snapshot: Snapshot) throws -> [(String, JSONValue)] {
    [("letters", .array([.string("Dear Ada")]))]
  }

  func files(for account: AccountID, _ snapshot: Snapshot) throws -> [PersonalFile] {
    [
      PersonalFile(path: "letters/1.txt") { Array("Dear Ada".utf8) },
      PersonalFile(path: "letters/gone.txt") { nil },
    ]
  }

  func obstacle(toClosing account: AccountID, _ snapshot: Snapshot) throws -> Words? { nil }
  func traces(of account: AccountID, _ snapshot: Snapshot) throws -> [String] { [] }
  func counts(of account: AccountID, _ snapshot: Snapshot) throws -> [String: Int] { [:] }
  func erase(_ person: ErasedPerson, _ tx: Transaction) throws -> [ErasureEntry] { [] }
  func expire(_ retention: Retention, limit: Int, _ tx: Transaction) throws -> Int { 0 }
}
