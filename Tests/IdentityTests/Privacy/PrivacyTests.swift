import Areas
import Identity
import Kernel
import Persistence
import TestSupport
import Testing
import Web

struct PrivacyTests {
  @Test(arguments: TestEngine.allCases) func closingRemovesEverythingPersonal(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine) { kit in
      let member = try await kit.member("ada@example.org", name: "Ada Lovelace")
      let api = kit.api.with(token: member.token)
      _ = await api.send(.post, "/me/addresses", AddressTests.home)
      #expect(await api.send(.delete, "/me").status == 204)
      #expect(try await !kit.isAlive(member))
      #expect(await problem { _ = try await kit.signIn("ada@example.org") } == .wrongCredentials)
      let id = member.account.id
      let left = try await kit.database.read { snapshot in
        try snapshot.first("SELECT name, email, password_hash FROM accounts WHERE id = \(id)") { row in
          [try row.next(String.self), try row.next(String.self), try row.next(String.self)]
        }
      }
      #expect(left?.contains { $0.lowercased().contains("ada") } == false)
      #expect(left?[2] == "")
      let counts = try await kit.database.read { snapshot in
        [
          try snapshot.value("SELECT COUNT(*) FROM addresses", as: Int.self),
          try snapshot.value("SELECT COUNT(*) FROM sessions", as: Int.self),
          try snapshot.value("SELECT COUNT(*) FROM one_time_codes", as: Int.self),
        ]
      }
      #expect(counts == [0, 0, 0])
      let again = try await kit.member("ada@example.org")
      #expect(again.account.id != id)
    }
  }

  @Test(arguments: TestEngine.allCases) func whatMustBeSettledStandsInTheWay(_ engine: TestEngine)
    async throws
  {
    try await withIdentity(engine, personalData: [Debts()]) { kit in
      let member = try await kit.member("ada@example.org")
      let api = kit.api.with(token: member.token)
      let refused = await api.send(.delete, "/me")
      #expect(refused.status == 409 && refused.text("detail") == "Pay first.")
      #expect(try await kit.isAlive(member))
      let export = await api.send(.get, "/me/export")
      #expect(export.status == 200)
      #expect(export.json["debts"] == .array([.integer(7)]))
      #expect(export.json["account"]?["email"] == .string("ada@example.org"))
      #expect(export.json["addresses"] == .array([]))
      if case .array(let sessions)? = export.json["sessions"] { #expect(sessions.count == 1) }
    }
  }

  @Test(arguments: TestEngine.allCases) func theLastAdministratorStays(_ engine: TestEngine) async throws {
    try await withIdentity(engine) { kit in
      let admin = try await kit.identity.createAdmin(
        email: try address("ada@example.org"), name: "Ada", password: IdentityKit.password)
      #expect(await problem { try await kit.identity.close(admin.id) } == .notAllowedNow)
      _ = try await kit.identity.createAdmin(
        email: try address("bo@example.org"), name: "Bo", password: IdentityKit.password)
      try await kit.identity.close(admin.id)
    }
  }
}

/// An area that keeps debts.
private struct Debts: PersonalData {
  func sections(for account: AccountID, _ snapshot: Snapshot) throws -> [(String, JSONValue)] {
    [("debts", .array([.integer(7)]))]
  }

  func obstacle(toClosing account: AccountID, _ snapshot: Snapshot) throws -> Words? { "Pay first." }

  func files(for account: AccountID, _ snapshot: Snapshot) throws -> [PersonalFile] { [] }
  func traces(of account: AccountID, _ snapshot: Snapshot) throws -> [String] { [] }
  func counts(of account: AccountID, _ snapshot: Snapshot) throws -> [String: Int] { [:] }
  func erase(_ person: ErasedPerson, _ tx: Transaction) throws -> [ErasureEntry] { [] }
  func expire(_ retention: Retention, limit: Int, _ tx: Transaction) throws -> Int { 0 }
}
